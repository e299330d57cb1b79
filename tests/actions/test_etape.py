"""Étape 2 is sent once, decided once, and what was sent never changes."""

from datetime import timedelta

import pytest

from dossiers.actions.dossier import take_dossier, withdraw_dossier
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.examen import store_examens
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Envoi, Examen, Piece, Soumission
from dossiers.queries.situation import situation_of
from dossiers.queries.trace import verify_chain
from dossiers.rules import situation as rules
from dossiers.rules.evenement import digest
from dossiers.rules.refus import Interdit, Perime, Refus
from tests.courses import run_together
from tests.factories import (
    LUNDI,
    REPONSES,
    fresh,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_piece,
    make_ready,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
PLUS_TARD = LUNDI + timedelta(hours=2)
A_CORRIGER = ("a_corriger", "Il manque un chiffre.")


def _submit(dossier: Dossier, par=None) -> Soumission:
    return submit_etape(dossier=dossier, par=par or dossier.cree_par, le=PLUS_TARD)


def _decide(dossier: Dossier, decision: str = "valider", par=None, version=None, motif="", **contestes) -> Soumission:
    return decide_etape(
        dossier=dossier,
        decision=decision,
        examens=verdicts(**contestes),
        version=dossier.version if version is None else version,
        par=par or make_instructeur(),
        motif=motif,
        le=PLUS_TARD,
    )


# ------------------------------------------------------------------ sending


def test_what_is_sent_is_frozen_with_its_digest():
    dossier = make_ready(make_dossier(etape=2))
    soumission = _submit(dossier)
    piece = Piece.objects.get()
    contenu = {
        "reponses": REPONSES,
        "pieces": {"preuve_cnda": str(piece.uuid)},
        "empreintes": {"preuve_cnda": piece.sha256},
    }
    assert (soumission.contenu, soumission.etape, soumission.tour, soumission.par, soumission.le) == (
        contenu,
        2,
        1,
        dossier.cree_par,
        PLUS_TARD,
    )
    assert soumission.sha256 == digest({**contenu, "referentiel": dossier.referentiel.sha256})
    apres = fresh(dossier)
    assert (apres.etat, apres.bloqueur, apres.prochaine_relance, apres.attente_le) == (
        "soumise",
        "ans",
        LUNDI.replace(day=16, hour=9),
        PLUS_TARD,
    )
    assert apres.evenements.last().donnees == {"tour": 1, "sha256": soumission.sha256}


def test_what_is_sent_is_what_the_field_means_not_the_spaces_around_it():
    dossier = make_ready(make_dossier(etape=2), nie=" 00 123 ", nil="\t456-A\u200b", versions_obsoletes=" 3.1\r\n3.2 ")
    assert _submit(dossier).contenu["reponses"] == {**REPONSES, "versions_obsoletes": "3.1\n3.2"}
    assert (fresh(dossier).nie, fresh(dossier).nil) == ("00123", "456-A")


def test_sending_twice_sends_once():
    dossier = make_ready(make_dossier(etape=2))
    premiere, seconde = _submit(dossier), _submit(dossier)
    assert premiere == seconde
    assert (Soumission.objects.count(), dossier.evenements.filter(geste="soumettre").count()) == (1, 1)
    assert Envoi.objects.filter(genre="recepisse").count() == 1


def test_receipt_is_answered_to_those_who_may_send_only():
    dossier = make_submitted()
    assert _submit(dossier, make_membre(dossier.editeur, "salarie")) == dossier.soumissions.get()
    for etranger in (make_membre(), make_instructeur()):
        with pytest.raises(Interdit):
            _submit(dossier, etranger)


def test_what_is_missing_is_said_field_by_field_and_nothing_is_sent():
    dossier = make_ready(make_dossier(etape=2), nie="", statut_cnda="Recette")
    with pytest.raises(Refus) as refus:
        _submit(dossier)
    assert (refus.value.phrase, list(refus.value.champs)) == (
        "Il reste 2 points à régler avant l’envoi.",
        ["nie", "statut_cnda"],
    )
    assert (Soumission.objects.count(), Envoi.objects.count(), fresh(dossier).etat) == (0, 0, "ouverte")


def test_charte_comes_first():
    with pytest.raises(Refus, match="Envoyer à l’ANS"):
        _submit(make_dossier())


def test_receipt_goes_to_everyone_of_the_company_and_the_referent_is_told():
    dossier = make_ready(make_dossier(etape=2))
    collegue, parti = make_membre(dossier.editeur, "salarie"), make_membre(dossier.editeur, is_active=False)
    referent = make_instructeur()
    take_dossier(dossier=dossier, par=referent, le=LUNDI)
    make_membre()
    _submit(dossier)
    assert {(e.genre, e.destinataire) for e in Envoi.objects.all()} == {
        ("recepisse", dossier.cree_par),
        ("recepisse", collegue),
        ("a_instruire", referent),
    }
    assert not Envoi.objects.filter(destinataire=parti).exists()


@pytest.mark.django_db(transaction=True)
def test_sent_twice_at_once_is_sent_once():
    dossier = make_ready(make_dossier(etape=2))
    collegue = make_membre(dossier.editeur, "salarie")
    obtenus = run_together(*[lambda: _submit(dossier), lambda: _submit(dossier, collegue)] * 2)
    assert {type(obtenu) for obtenu in obtenus} == {Soumission}
    assert len({obtenu.pk for obtenu in obtenus}) == 1
    apres = fresh(dossier)
    assert (Soumission.objects.count(), apres.version) == (1, dossier.version + 1)
    assert (Envoi.objects.filter(genre="recepisse").count(), verify_chain(apres)) == (2, ())


# ------------------------------------------------------------------ deciding


def test_validated_étape_opens_the_next_and_gives_its_number_to_the_convention():
    dossier, par = make_submitted(), make_instructeur()
    soumission = _decide(dossier, par=par, motif=" Tout y est. ")
    apres = fresh(dossier)
    assert (apres.etape, apres.etat, apres.bloqueur, apres.manques) == (3, "ouverte", "", 0)
    assert (apres.nil_convention, apres.referent) == ("456-A", par)
    assert (soumission.decision, soumission.decision_motif, soumission.decidee_par, soumission.decidee_le) == (
        "valider",
        "Tout y est.",
        par,
        PLUS_TARD,
    )
    assert [e.genre for e in Envoi.objects.filter(genre="valider")] == ["valider"]


def test_in_a_montage_the_convention_bears_the_third_party_s_number():
    dossier = make_dossier(etape=2)
    valeurs = {"montage": "oui", "moteur": "non", "nie": "00123", "nil": "456-A", "nil_tiers": " 789 T"}
    valeurs |= {"solution_tiers": "Alpha 4", "versions_obsoletes": "néant"}
    save_reponses(dossier=dossier, valeurs=valeurs, par=dossier.cree_par, le=LUNDI)
    _submit(dossier)
    dossier = fresh(dossier)
    codes = ("nie", "nil_tiers", "solution_tiers", "versions_obsoletes")
    examens = {code: rules.Examen(code, "conforme") for code in codes}
    version, par = dossier.version, make_instructeur()
    decide_etape(dossier=dossier, decision="valider", examens=examens, version=version, par=par, le=PLUS_TARD)
    assert (fresh(dossier).nil_convention, fresh(dossier).nil) == ("789T", "789T")


@pytest.mark.parametrize("decision", ["demander_complements", "refuser"])
def test_only_what_is_validated_gives_a_number_to_the_convention(decision):
    dossier = make_submitted()
    _decide(dossier, decision, nie=A_CORRIGER)
    assert fresh(dossier).nil_convention == ""


def test_referent_stays_who_they_were():
    dossier, referent = make_submitted(), make_instructeur()
    take_dossier(dossier=dossier, par=referent, le=LUNDI)
    _decide(fresh(dossier))
    assert fresh(dossier).referent == referent


def test_request_for_complements_gives_the_hand_back():
    dossier = make_submitted()
    _decide(dossier, "demander_complements", nie=A_CORRIGER)
    apres = fresh(dossier)
    assert (apres.etape, apres.etat, apres.bloqueur, apres.manques) == (2, "complements", "editeur", 1)
    assert situation_of(apres, PLUS_TARD).contestees == {"nie"}
    assert {e.verdict for e in Examen.objects.filter(exigence="nie")} == {"a_corriger"}


def test_second_round():
    """What was conforme and has not changed stays so; the reviewer reads the rest, and decides again."""
    dossier = make_submitted()
    _decide(dossier, "demander_complements", nie=A_CORRIGER)
    save_reponses(dossier=dossier, valeurs={"nie": "00124"}, par=dossier.cree_par, le=PLUS_TARD)
    seconde = _submit(dossier)
    assert (seconde.tour, seconde.contenu["reponses"]["nie"]) == (2, "00124")
    assert [(e.exigence, e.verdict, e.repris) for e in seconde.examens.all()] == [
        ("nil", "conforme", True),
        ("preuve_cnda", "conforme", True),
        ("versions_obsoletes", "conforme", True),
    ]
    _decide(fresh(dossier))
    assert [(s.tour, s.decision, s.contenu["reponses"]["nie"]) for s in dossier.soumissions.all()] == [
        (1, "demander_complements", "00123"),
        (2, "valider", "00124"),
    ]
    assert verify_chain(dossier) == ()


def test_contested_and_unchanged_is_not_sent_again():
    dossier = make_submitted()
    _decide(dossier, "demander_complements", nie=A_CORRIGER, preuve_cnda=("a_corriger", "Illisible."))
    save_reponses(dossier=dossier, valeurs={"nie": " 00 123 "}, par=dossier.cree_par, le=PLUS_TARD)
    make_piece(dossier)
    with pytest.raises(Refus) as refus:
        _submit(dossier)
    assert refus.value.champs == {
        "nie": "L’ANS demande une correction\u00a0: Il manque un chiffre.",
        "preuve_cnda": "L’ANS demande une correction\u00a0: Illisible.",
    }


def test_answer_that_changed_is_read_again_with_all_that_it_touches():
    """The proof was contested; the éditeur answers that it is a montage with a moteur: its number is asked for another
    reason, and is read again though it is the same.
    """
    dossier = make_decided("demander_complements")
    valeurs = {"montage": "oui", "moteur": "oui", "solution_tiers": "Alpha 4"}
    save_reponses(dossier=dossier, valeurs=valeurs, par=dossier.cree_par, le=PLUS_TARD)
    seconde = _submit(dossier)
    assert [e.exigence for e in seconde.examens.all()] == ["nie", "versions_obsoletes"]


def test_requirement_that_left_leaves_its_verdict_behind():
    dossier = make_decided("demander_complements")
    valeurs = {"montage": "oui", "moteur": "non", "solution_tiers": "Alpha 4", "nil_tiers": "789"}
    save_reponses(dossier=dossier, valeurs=valeurs, par=dossier.cree_par, le=PLUS_TARD)
    seconde = _submit(dossier)
    assert (seconde.contenu["pieces"], [e.exigence for e in seconde.examens.all()]) == (
        {},
        ["nie", "versions_obsoletes"],
    )


@pytest.mark.parametrize(
    ("decision", "contestes", "phrase"),
    [
        ("valider", {"nie": A_CORRIGER}, "Une exigence est à corriger\u00a0: demandez des compléments ou refusez."),
        (
            "refuser",
            {},
            "Aucune exigence n’est «\u00a0à corriger\u00a0»\u00a0: désignez ce qui doit l’être, avec son motif.",
        ),
        ("oublier", {}, "Choisissez une décision\u00a0: valider, demander des compléments ou refuser."),
    ],
)
def test_decision_that_the_verdicts_do_not_allow_leaves_nothing(decision, contestes, phrase):
    dossier = make_submitted()
    with pytest.raises(Refus) as refus:
        _decide(dossier, decision, **contestes)
    assert refus.value.phrase == phrase
    assert (Examen.objects.count(), fresh(dossier).version, fresh(dossier).etat) == (0, dossier.version, "soumise")


def test_every_requirement_needs_its_verdict():
    dossier = make_submitted()
    with pytest.raises(Refus, match="Il vous reste à vous prononcer sur"):
        decide_etape(
            dossier=dossier,
            decision="valider",
            examens={"nie": rules.Examen("nie", "conforme")},
            version=dossier.version,
            par=make_instructeur(),
            le=PLUS_TARD,
        )
    assert Examen.objects.count() == 0


def test_verdicts_kept_earlier_count():
    dossier, par = make_submitted(), make_instructeur()
    store_examens(dossier=dossier, examens=verdicts(), version=dossier.version, par=par, le=LUNDI)
    version = fresh(dossier).version
    decide_etape(dossier=dossier, decision="valider", examens={}, version=version, par=par, le=PLUS_TARD)
    assert fresh(dossier).etape == 3


def test_people_of_the_company_decide_nothing():
    dossier = make_submitted()
    with pytest.raises(Interdit):
        _decide(dossier, par=dossier.cree_par)


def test_second_to_decide_is_told_who_decided_what():
    dossier = make_submitted()
    _decide(dossier, "demander_complements", par=make_instructeur(prenom="Camille", nom="Durand"), nie=A_CORRIGER)
    with pytest.raises(Perime) as refus:
        _decide(dossier, "valider")
    assert str(refus.value) == (
        "Ce dossier a changé depuis que vous l’avez lu\u00a0: Camille Durand, le 2 mars 2026 à 12\u00a0h, "
        "«\u00a0Demander des compléments\u00a0». Rien n’a été enregistré\u202f; votre saisie est conservée."
    )
    assert (fresh(dossier).etat, Soumission.objects.get().decision) == ("complements", "demander_complements")


def test_reviewer_is_told_that_the_editeur_withdrew_meanwhile():
    dossier = make_submitted()
    withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    with pytest.raises(Perime, match="«\u00a0Retirer le dossier\u00a0»"):
        _decide(dossier)


@pytest.mark.django_db(transaction=True)
def test_forty_races_of_two_reviewers_have_one_winner_each():
    """Each race is a round of the same dossier: complements are asked twice at once, then the éditeur sends again."""
    dossier = make_submitted()
    camille, dominique = make_instructeur(prenom="Camille"), make_instructeur(prenom="Dominique")
    gagnants = []
    for tour in range(1, 41):
        lu = fresh(dossier)
        obtenus = run_together(
            lambda lu=lu: _decide(lu, "demander_complements", par=camille, nie=A_CORRIGER),
            lambda lu=lu: _decide(lu, "demander_complements", par=dominique, nie=A_CORRIGER),
        )
        gagnant, perdant = sorted(obtenus, key=lambda o: isinstance(o, Perime))
        assert (type(gagnant), type(perdant), gagnant.tour) == (Soumission, Perime, tour)
        assert f"{gagnant.decidee_par}, le 2 mars 2026" in str(perdant)
        gagnants.append(gagnant.decidee_par)
        save_reponses(dossier=dossier, valeurs={"nie": f"{tour:05}9"}, par=dossier.cree_par, le=PLUS_TARD)
        _submit(dossier)
    assert dossier.evenements.filter(geste="demander_complements").count() == 40
    assert verify_chain(dossier) == ()
