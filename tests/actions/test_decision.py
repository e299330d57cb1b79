"""A decision and its document are one; revoking one tells everyone, and moves nothing."""

from datetime import timedelta

import pytest

from dossiers.actions import etape
from dossiers.actions.decision import MOTIF_MAX, revoke_decision, write_missing_decisions
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.formation import start_formation
from dossiers.models import Decision, Dossier, Envoi, Soumission
from dossiers.queries.situation import situation_of
from dossiers.queries.trace import verify_chain
from dossiers.rules.evenement import digest
from dossiers.rules.formation import find_exercice
from dossiers.rules.garde import expected_examens
from dossiers.rules.refus import Interdit, Perime, Refus
from dossiers.rules.situation import Examen
from tests.courses import run_together
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_decided,
    make_instructeur,
    make_membre,
    make_piece,
    make_referentiel,
    make_submitted,
    picture,
    verdicts,
)

pytestmark = pytest.mark.django_db
PLUS_TARD = LUNDI + timedelta(days=2)
MOTIF = "La preuve était celle d’une autre solution."


def revoke(dossier: Dossier, par=None, motif: str = MOTIF) -> None:
    decision = Decision.objects.select_related("soumission__dossier").filter(soumission__dossier=dossier).first()
    revoke_decision(decision=decision, motif=motif, par=par or make_administrateur(), le=PLUS_TARD)


@pytest.mark.parametrize("sens", ["valider", "refuser", "demander_complements"])
def test_each_decision_writes_its_document_and_the_trace_seals_it(sens):
    dossier = make_decided(sens)
    decision = Decision.objects.get()
    assert (decision.soumission, decision.dispositif, decision.etape, decision.le) == (
        dossier.soumissions.get(),
        dossier.dispositif,
        2,
        LUNDI,
    )
    donnees = dossier.evenements.last().donnees
    assert (donnees["tour"], donnees["document"]) == (1, decision.sha256)
    assert (decision.sha256, decision.contenu["code"]) == (digest(decision.contenu), decision.code)
    assert verify_chain(dossier) == ()


def test_each_round_has_its_own():
    dossier = make_decided("demander_complements")
    make_piece(dossier, contenu=picture(couleur="red"))
    submit_etape(dossier=dossier, par=dossier.cree_par, le=PLUS_TARD)
    version, par = fresh(dossier).version, make_instructeur()
    decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=version, par=par, le=PLUS_TARD)
    rendues = Decision.objects.order_by("pk").values_list("soumission__tour", "contenu__decision")
    assert list(rendues) == [(1, "demander_complements"), (2, "valider")]


def test_an_exercise_has_none_even_afterwards():
    par = make_instructeur()
    dossier = start_formation(exercice=find_exercice("propre"), referentiel=make_referentiel(), par=par, le=LUNDI)
    examens = {code: Examen(code, "conforme") for code in expected_examens(situation_of(dossier, LUNDI))}
    decide_etape(dossier=dossier, decision="valider", examens=examens, version=dossier.version, par=par, le=LUNDI)
    assert (fresh(dossier).etape, write_missing_decisions(), Decision.objects.count()) == (3, 0, 0)
    assert fresh(dossier).evenements.last().donnees == {"tour": 1}


def test_without_its_document_nothing_is_decided(monkeypatch):
    def fail(**_):
        raise RuntimeError("no room left")

    monkeypatch.setattr(etape, "write_decision", fail)
    dossier = make_submitted()
    with pytest.raises(RuntimeError, match="no room left"):
        decide_etape(
            dossier=dossier, decision="valider", examens=verdicts(), version=dossier.version, par=make_instructeur()
        )
    apres = fresh(dossier)
    assert (apres.etat, apres.version, Soumission.objects.get().decision) == ("soumise", dossier.version, "")
    assert Envoi.objects.filter(genre="valider").count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_make_one_document():
    dossier = make_submitted()
    un, autre = make_instructeur(), make_instructeur()
    contestes = verdicts(nie=("a_corriger", "Il manque un chiffre."))
    choix = {"dossier": dossier, "version": dossier.version, "le": LUNDI}
    obtenus = run_together(
        lambda: decide_etape(decision="valider", examens=verdicts(), par=un, **choix),
        lambda: decide_etape(decision="demander_complements", examens=contestes, par=autre, **choix),
    )
    assert {type(obtenu) for obtenu in obtenus} == {Soumission, Perime}
    assert Decision.objects.get().contenu["decision"] == Soumission.objects.get().decision


# ------------------------------------------------------------------ what was decided before


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_give_one_document_to_each():
    for _ in range(4):
        make_decided("valider")
    Decision.objects.all()._raw_delete(Decision.objects.db)
    obtenus = run_together(write_missing_decisions, write_missing_decisions)
    assert (sum(obtenus), Decision.objects.count()) == (4, 4)


def test_what_was_decided_before_receives_its_document_once():
    dossier = make_decided("refuser")
    contenu = Decision.objects.get().contenu
    Decision.objects.all()._raw_delete(Decision.objects.db)
    make_submitted()
    assert (write_missing_decisions(), write_missing_decisions()) == (1, 0)
    decision = Decision.objects.get()
    assert (decision.soumission, decision.le) == (dossier.soumissions.get(), LUNDI)
    assert decision.contenu == {**contenu, "code": decision.code}


# ------------------------------------------------------------------ revocation


@pytest.mark.parametrize(("sens", "etape", "etat"), [("valider", 3, "ouverte"), ("refuser", 2, "refusee")])
def test_revoked_it_says_who_when_and_why_and_the_étape_stays(sens, etape, etat):
    dossier, par = make_decided(sens), make_administrateur()
    avant = Decision.objects.get()
    revoke(dossier, par, f"  {MOTIF}\n ")
    apres, decision = fresh(dossier), Decision.objects.get()
    assert (decision.revoquee_le, decision.revoquee_par, decision.revocation_motif) == (PLUS_TARD, par, MOTIF)
    assert (decision.contenu, decision.sha256) == (avant.contenu, avant.sha256)
    assert (apres.etape, apres.etat) == (etape, etat)
    evenement = apres.evenements.last()
    assert (evenement.geste, evenement.donnees) == (
        "revoquer_decision",
        {"etape": 2, "tour": 1, "document": decision.sha256},
    )
    assert verify_chain(apres) == ()


def test_company_and_referent_are_told():
    referent = make_instructeur()
    dossier = make_decided("valider", referent)
    collegue = make_membre(dossier.editeur, "salarie")
    make_membre()
    revoke(dossier)
    dits = Envoi.objects.filter(genre="revocation").order_by("pk")
    assert [envoi.destinataire for envoi in dits] == [dossier.cree_par, collegue, referent]


def test_the_referent_who_revokes_needs_no_mail():
    referent = make_administrateur()
    dossier = make_decided("valider", referent)
    revoke(dossier, referent)
    assert [envoi.destinataire for envoi in Envoi.objects.filter(genre="revocation")] == [dossier.cree_par]


@pytest.mark.parametrize(
    ("motif", "phrase"),
    [
        (" \x00\n", "Dites pourquoi cette décision est révoquée\u00a0: l’éditeur et le référent liront ce motif."),
        ("a" * 501, f"Ce motif compte 501 caractères\u202f; {MOTIF_MAX} au plus sont admis."),
    ],
)
def test_a_reason_is_due(motif, phrase):
    dossier = make_decided()
    with pytest.raises(Refus) as refus:
        revoke(dossier, motif=motif)
    assert refus.value.champs == {"motif": phrase}
    assert (Decision.objects.get().revoquee_le, fresh(dossier).version) == (None, dossier.version)


def test_only_once():
    dossier = make_decided()
    revoke(dossier)
    with pytest.raises(Refus, match="déjà révoquée"):
        revoke(dossier, motif="Encore.")
    assert (Decision.objects.get().revocation_motif, Envoi.objects.filter(genre="revocation").count()) == (MOTIF, 2)


@pytest.mark.parametrize("fabrique", [make_instructeur, make_membre])
def test_an_administrator_only(fabrique):
    with pytest.raises(Interdit, match="administrateur de l’ANS"):
        revoke(make_decided(), fabrique())
    assert Decision.objects.get().revoquee_le is None


def test_a_request_for_complements_is_not_revoked():
    dossier = make_decided("demander_complements")
    with pytest.raises(Refus, match="n’est pas possible maintenant"):
        revoke(dossier)
    make_piece(dossier, contenu=picture(couleur="red"))
    submit_etape(dossier=dossier, par=dossier.cree_par, le=PLUS_TARD)
    version, par = fresh(dossier).version, make_instructeur()
    decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=version, par=par, le=PLUS_TARD)
    demande = Decision.objects.select_related("soumission__dossier").get(soumission__tour=1)
    with pytest.raises(Refus, match="Une demande de compléments ne se révoque pas"):
        revoke_decision(decision=demande, motif=MOTIF, par=make_administrateur(), le=PLUS_TARD)
    assert Decision.objects.filter(revoquee_le__isnull=False).count() == 0


@pytest.mark.django_db(transaction=True)
def test_revoked_twice_at_once_is_revoked_once():
    dossier = make_decided()
    un, autre = make_administrateur(), make_administrateur()
    obtenus = run_together(lambda: revoke(dossier, un, "Un."), lambda: revoke(dossier, autre, "Deux."))
    assert sorted(str(obtenu) for obtenu in obtenus) == ["Cette décision est déjà révoquée.", "None"]
    assert dossier.evenements.filter(geste="revoquer_decision").count() == 1
