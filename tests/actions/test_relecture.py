"""A decision that two people read, through the real actions: who is told what, what is kept, every way out."""

from datetime import timedelta

import pytest

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.examen import store_examens
from dossiers.actions.geste import geste
from dossiers.actions.reglage import set_relecture
from dossiers.actions.relecture import waive_relecture
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Envoi, Examen, Jugement, Relecture
from dossiers.queries.relecture import reading_of
from dossiers.queries.trace import verify_chain
from dossiers.rules.refus import Interdit, Perime, Refus
from dossiers.rules.situation import Examen as Avis
from dossiers.rules.zone import Zone
from tests.courses import run_together
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_decided,
    make_instructeur,
    make_proposed,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
MARDI = LUNDI + timedelta(days=1)
MERCREDI = LUNDI + timedelta(days=2)
COUPEE = {"preuve_cnda": ("a_corriger", "La copie d’écran est coupée.")}
FAUX = {"nie": ("a_corriger", "Ce NIE n’est pas le vôtre.")}


@pytest.fixture
def ines():
    return make_instructeur(prenom="Inès", nom="Leroy")


@pytest.fixture
def thomas():
    return make_instructeur(prenom="Thomas", nom="Girard")


@pytest.fixture
def propose(ines) -> Dossier:
    """Inès proposes to refuse, for its proof."""
    return make_proposed(par=ines)


def decide(dossier: Dossier, decision: str, par, le=MARDI, motif: str = "", **contestes):
    dossier = fresh(dossier)
    version, examens = dossier.version, verdicts(**contestes)
    return decide_etape(
        dossier=dossier, decision=decision, examens=examens, version=version, par=par, le=le, motif=motif
    )


def gestes(dossier: Dossier) -> list[str]:
    return list(dossier.evenements.order_by("rang").values_list("geste", flat=True))


def decisions_told(dossier: Dossier) -> list[str]:
    genres = ("valider", "demander_complements", "refuser")
    return list(Envoi.objects.filter(dossier=dossier, genre__in=genres).order_by("pk").values_list("genre", flat=True))


def test_a_refusal_is_held_and_nobody_is_told(propose, ines):
    assert (propose.etat, propose.bloqueur, propose.soumissions.get().decision) == ("soumise", "ans", "")
    assert gestes(propose)[-2:] == ["examiner", "proposer"]
    assert decisions_told(propose) == []
    relecture = Relecture.objects.get()
    assert (relecture.regle, relecture.decision, relecture.premier, relecture.le) == ("refus", "refuser", ines, LUNDI)
    assert (relecture.second, relecture.close_le) == (None, None)
    assert verify_chain(propose) == ()


def test_the_first_s_verdicts_leave_the_page_and_are_kept(propose):
    assert not Examen.objects.exists()
    lus = {j.exigence: (j.premier, j.premier_motif, j.second) for j in Jugement.objects.order_by("pk")}
    assert lus == {
        "nie": ("conforme", "", ""),
        "nil": ("conforme", "", ""),
        "preuve_cnda": ("a_corriger", "La copie d’écran est coupée.", ""),
        "versions_obsoletes": ("conforme", "", ""),
    }


def test_agreeing_applies_it_once(propose, ines, thomas):
    decide(propose, "refuser", thomas, **FAUX)
    apres = fresh(propose)
    soumission = apres.soumissions.get()
    assert (apres.etat, soumission.decision, soumission.decidee_par) == ("refusee", "refuser", thomas)
    assert gestes(apres)[-2:] == ["examiner", "refuser"]
    donnees = apres.evenements.order_by("-rang").first().donnees
    assert (donnees["tour"], donnees["relecture"]) == (1, "accord")
    assert decisions_told(apres) == ["refuser"]
    relecture = Relecture.objects.get()
    assert (relecture.seconde_decision, relecture.second, relecture.close_le) == ("refuser", thomas, MARDI)
    lus = {j.exigence: (j.premier, j.second) for j in Jugement.objects.order_by("pk")}
    assert lus["nie"] == ("conforme", "a_corriger")
    assert lus["preuve_cnda"] == ("a_corriger", "conforme")
    assert dict(Examen.objects.filter(verdict="a_corriger").values_list("exigence", "par")) == {"nie": thomas.pk}


def test_the_first_s_message_stands_when_the_second_writes_none(ines, thomas):
    muet, parlant = make_submitted(), make_submitted()
    for dossier, motif, attendu in ((muet, "", "Close."), (parlant, "Vague close.", "Vague close.")):
        decide(dossier, "refuser", ines, motif="Close.", **COUPEE)
        assert decide(dossier, "refuser", thomas, motif=motif, **COUPEE).decision_motif == attendu


def test_the_same_person_is_never_both_readers(propose, ines):
    for acte in (
        lambda: decide(propose, "refuser", ines, **COUPEE),
        lambda: store_examens(dossier=propose, examens={}, version=propose.version, par=ines, le=MARDI),
    ):
        with pytest.raises(Refus, match="la seconde lecture est celle d’une autre personne"):
            acte()
    assert fresh(propose).version == propose.version


def test_disagreeing_applies_nothing_and_both_are_kept(propose, thomas):
    decide(propose, "valider", thomas)
    apres = fresh(propose)
    assert (apres.etat, gestes(apres)[-2:], decisions_told(apres)) == ("soumise", ["examiner", "relire"], [])
    relecture = Relecture.objects.get()
    assert (relecture.decision, relecture.seconde_decision, relecture.close_le) == ("refuser", "valider", None)


@pytest.mark.parametrize(
    ("qui", "decision", "contestes", "etat"),
    [
        ("premier", "valider", {}, "ouverte"),
        ("second", "refuser", COUPEE, "refusee"),
        ("tiers", "valider", {}, "ouverte"),
        ("tiers", "refuser", FAUX, "refusee"),
        ("tiers", "demander_complements", FAUX, "complements"),
    ],
)
def test_a_disagreement_is_settled(propose, ines, thomas, qui, decision, contestes, etat):
    decide(propose, "valider", thomas)
    par = {"premier": ines, "second": thomas, "tiers": make_instructeur()}[qui]
    decide(propose, decision, par, MERCREDI, **contestes)
    apres = fresh(propose)
    assert (apres.etat, decisions_told(apres)) == (etat, [decision])
    assert apres.evenements.order_by("-rang").first().donnees["relecture"] == "tranchee"
    relecture = Relecture.objects.get()
    assert (relecture.second, relecture.seconde_decision, relecture.close_le) == (thomas, "valider", MERCREDI)
    assert Jugement.objects.get(exigence="preuve_cnda").second == "conforme"


def test_a_reader_does_not_settle_for_themselves(propose, ines, thomas):
    decide(propose, "valider", thomas)
    for par, decision, contestes in ((ines, "refuser", COUPEE), (thomas, "valider", {})):
        with pytest.raises(Refus, match="rangez-vous au sien"):
            decide(propose, decision, par, **contestes)
    assert fresh(propose).etat == "soumise"


def test_verdicts_must_allow_what_is_proposed(ines):
    dossier = make_submitted()
    with pytest.raises(Refus, match="Aucune exigence n’est"):
        decide(dossier, "refuser", ines)
    assert not Relecture.objects.exists()


def test_two_proposals_at_once(ines, thomas):
    """The second is told that the dossier moved, and has read nothing."""
    dossier = make_submitted()
    page = dossier.version
    decide(dossier, "refuser", ines, **COUPEE)
    with pytest.raises(Perime, match=r"Inès Leroy, .* «\u00a0Proposer une décision à un second lecteur\u00a0»"):
        decide_etape(
            dossier=dossier, decision="refuser", examens=verdicts(**COUPEE), version=page, par=thomas, le=MERCREDI
        )
    assert Relecture.objects.get().second is None


def test_the_editeur_is_never_told_what_the_ans_does_among_itself(propose):
    """Not even as the reason why their page is stale."""
    phrases = []
    for nom, par in (("retirer", propose.cree_par), ("prendre", make_instructeur())):
        with pytest.raises(Perime) as perime, geste(nom, propose, par=par, le=MARDI, version=1):
            pass
        phrases.append(str(perime.value))
    assert [("Leroy" in phrase, "Proposer" in phrase) for phrase in phrases] == [(False, False), (True, True)]


def test_withdrawn_meanwhile(propose, thomas):
    withdraw_dossier(dossier=propose, par=propose.cree_par, le=MARDI)
    relecture = Relecture.objects.get()
    assert (relecture.close_le, relecture.second) == (MARDI, None)
    with pytest.raises(Refus, match="retirée"):
        decide(propose, "refuser", thomas, **COUPEE)
    assert Jugement.objects.filter(premier="a_corriger").count() == 1


def test_sending_what_is_sent_answers_the_first_receipt_and_moves_nothing(propose):
    submit_etape(dossier=propose, par=propose.cree_par, le=MARDI)
    assert (fresh(propose).version, Relecture.objects.get().close_le) == (propose.version, None)


def test_each_round_has_its_own(ines, thomas):
    """Complements drawn at a hundred per cent are read twice; the next round begins anew."""
    set_relecture(taux=100, par=make_administrateur())
    dossier = make_submitted()
    decide(dossier, "demander_complements", ines, **FAUX)
    decide(dossier, "demander_complements", thomas, **FAUX)
    assert fresh(dossier).etat == "complements"
    save_reponses(dossier=fresh(dossier), valeurs={"nie": "00999"}, par=dossier.cree_par, le=MARDI)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=MARDI)
    decide(dossier, "valider", thomas, MERCREDI)
    assert (fresh(dossier).etat, Relecture.objects.count()) == ("soumise", 2)
    decide(dossier, "valider", ines, MERCREDI)
    assert fresh(dossier).etape == 3
    assert set(Relecture.objects.values_list("regle", flat=True)) == {"tirage"}


def test_the_rate_at_zero_reads_nothing_else_twice(ines):
    make_decided("valider", par=ines)
    make_decided("demander_complements", par=ines)
    assert not Relecture.objects.exists()


# ------------------------------------------------------------------ the waiver


def test_an_administrator_waives_and_the_first_s_reading_comes_back(propose, ines, thomas):
    store_examens(dossier=propose, examens=verdicts(), version=propose.version, par=thomas, le=MARDI)
    admin = make_administrateur()
    waive_relecture(dossier=propose, motif=" Congés. ", par=admin, le=MERCREDI)
    relecture = Relecture.objects.get()
    assert (relecture.dispense_motif, relecture.dispensee_par, relecture.dispensee_le) == ("Congés.", admin, MERCREDI)
    examen = Examen.objects.get(exigence="preuve_cnda")
    assert (examen.verdict, examen.par, examen.le) == ("a_corriger", ines, LUNDI)
    assert Jugement.objects.get(exigence="preuve_cnda").second == "conforme"
    assert gestes(propose)[-1] == "dispenser_relecture"
    decide(propose, "refuser", ines, MERCREDI, **COUPEE)
    apres = fresh(propose)
    assert (apres.etat, decisions_told(apres)) == ("refusee", ["refuser"])
    assert apres.evenements.order_by("-rang").first().donnees["relecture"] == "dispense"
    assert Relecture.objects.get().second is None


def test_the_only_person_of_the_ans_may_waive_their_own():
    admin = make_administrateur()
    dossier = make_proposed(par=admin)
    waive_relecture(dossier=dossier, motif="Je suis seule.", par=admin, le=MARDI)
    decide(dossier, "refuser", admin, **COUPEE)
    assert fresh(dossier).etat == "refusee"


@pytest.mark.parametrize(
    ("motif", "phrase"),
    [
        (" ", "Dites pourquoi cette décision se prend sans seconde lecture\u00a0: ce motif est gardé."),
        ("x" * 1001, "Ce motif compte 1001 caractères\u202f; 1000 au plus sont admis."),
    ],
)
def test_a_waiver_has_its_reason(propose, motif, phrase):
    with pytest.raises(Refus) as refus:
        waive_relecture(dossier=propose, motif=motif, par=make_administrateur())
    assert refus.value.champs == {"motif": phrase}
    assert fresh(propose).version == propose.version


def test_a_reviewer_does_not_waive(propose, ines):
    with pytest.raises(Interdit, match="Dispenser de seconde lecture"):
        waive_relecture(dossier=propose, motif="Pressé.", par=ines)


def test_nothing_to_waive(propose):
    admin = make_administrateur()
    with pytest.raises(Refus, match="Aucune seconde lecture"):
        waive_relecture(dossier=make_submitted(), motif="Rien.", par=admin)
    waive_relecture(dossier=propose, motif="Congés.", par=admin)
    with pytest.raises(Refus, match="Aucune seconde lecture"):
        waive_relecture(dossier=propose, motif="Encore.", par=admin)


def test_a_waiver_on_a_stale_page(propose):
    with pytest.raises(Perime):
        waive_relecture(dossier=propose, motif="Congés.", par=make_administrateur(), version=propose.version - 1)


# ------------------------------------------------------------------ at the same instant


@pytest.mark.django_db(transaction=True)
def test_races_of_two_readers_have_one_outcome_each():
    """Each race is a round, everything being read twice: two proposals at once, then two second readings at once."""
    set_relecture(taux=100, par=make_administrateur())
    dossier = make_submitted()
    camille, dominique, paul, zoe = (make_instructeur(prenom=nom) for nom in ("Camille", "Dominique", "Paul", "Zoé"))
    for tour in range(1, 16):
        _race(dossier, camille, dominique)
        relecture = Relecture.objects.get(soumission__tour=tour)
        assert relecture.premier in (camille, dominique)
        assert (relecture.second, fresh(dossier).etat) == (None, "soumise")
        _race(dossier, paul, zoe)
        relecture.refresh_from_db()
        assert (relecture.second in (paul, zoe), fresh(dossier).etat) == (True, "complements")
        save_reponses(dossier=dossier, valeurs={"nie": f"{tour:05}9"}, par=dossier.cree_par, le=MARDI)
        submit_etape(dossier=dossier, par=dossier.cree_par, le=MARDI)
    assert decisions_told(dossier) == ["demander_complements"] * 15
    assert verify_chain(fresh(dossier)) == ()


def _race(dossier: Dossier, *readers) -> None:
    """Both from the same page: one wins, the other is told who did what."""
    lu = fresh(dossier)
    champs = {"decision": "demander_complements", "examens": verdicts(**FAUX), "version": lu.version, "le": MARDI}
    obtenus = run_together(*(lambda par=par: decide_etape(dossier=lu, par=par, **champs) for par in readers))
    assert sorted(type(obtenu).__name__ for obtenu in obtenus) == ["Perime", "Soumission"]


@pytest.mark.django_db(transaction=True)
def test_races_of_a_second_reading_and_a_withdrawal():
    """Whichever comes first: a refusal that stands, or a dossier withdrawn with its reading closed. Never both."""
    ines, thomas = make_instructeur(), make_instructeur()
    for _ in range(8):
        dossier = make_proposed(par=ines)
        champs = {"decision": "refuser", "examens": verdicts(**COUPEE), "version": dossier.version, "par": thomas}
        obtenus = run_together(
            lambda d=dossier, c=champs: decide_etape(dossier=d, **c),
            lambda d=dossier: withdraw_dossier(dossier=d, par=d.cree_par),
        )
        refuse = isinstance(obtenus[1], Refus)
        assert isinstance(obtenus[0], Refus) is not refuse
        assert fresh(dossier).etat == ("refusee" if refuse else "retiree")
        relecture = Relecture.objects.get(soumission__dossier=dossier)
        assert (relecture.close_le is None, relecture.second == thomas) == (False, refuse)


def test_what_a_reader_points_at_is_kept_with_their_reading(ines, thomas):
    dossier = make_submitted()
    zone = Zone(str(dossier.pieces.get().uuid), 1, 1000, 2000, 3000, 400)
    avis = {**verdicts(), "preuve_cnda": Avis("preuve_cnda", "a_corriger", "Coupée.", zone=zone)}
    decide_etape(dossier=dossier, decision="refuser", examens=avis, version=dossier.version, par=ines, le=MARDI)
    relecture = Relecture.objects.get()
    assert reading_of(relecture, "premier")[2]["preuve_cnda"].zone == zone
    admin = make_administrateur()
    waive_relecture(dossier=fresh(dossier), motif="Urgent.", par=admin, le=MERCREDI)
    assert Examen.objects.get(exigence="preuve_cnda").zone == zone
