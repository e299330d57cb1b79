"""A decision that waits for a reader is in the digest of those who may read it: once, and nothing once it is read."""

from datetime import timedelta

import pytest

from dossiers.actions.dossier import take_dossier
from dossiers.actions.envoi import send_envoi
from dossiers.actions.etape import decide_etape
from dossiers.actions.preference import set_relances
from dossiers.actions.projection import save_projection
from dossiers.actions.relance import sweep_relances
from dossiers.actions.relecture import waive_relecture
from dossiers.models import Compte, Dossier, Envoi, Relance
from dossiers.queries.historique import historique_of
from dossiers.queries.journal import journal_of_dossier
from dossiers.queries.prevision import prevision_of
from dossiers.rules.relance import SORTES_INTERNES
from dossiers.rules.transition import INTERNES
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_instructeur,
    make_proposed,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
JOUR, HEURE = timedelta(days=1), timedelta(hours=1)
MARDI = LUNDI + JOUR


@pytest.fixture
def ines() -> Compte:
    return make_instructeur(prenom="Inès", nom="Leroy")


@pytest.fixture
def thomas() -> Compte:
    return make_instructeur(prenom="Thomas", nom="Girard")


@pytest.fixture
def dossier(ines, thomas) -> Dossier:
    """Inès follows it, and proposes to refuse."""
    depose = make_submitted()
    take_dossier(dossier=depose, par=ines, le=LUNDI)
    return _decide(depose, "refuser", ines, LUNDI)


def _decide(dossier: Dossier, decision: str, par: Compte, le) -> Dossier:
    autres = {} if decision == "valider" else {"preuve_cnda": ("a_corriger", "Elle est coupée.")}
    version = fresh(dossier).version
    decide_etape(dossier=dossier, decision=decision, examens=verdicts(**autres), version=version, par=par, le=le)
    return fresh(dossier)


def written() -> list[tuple[str, str, int | None]]:
    lues = Relance.objects.filter(sorte="relecture").order_by("pk")
    return list(lues.values_list("code", "echelon", "destinataire"))


def sweep(*jours: int) -> list[int]:
    return [sweep_relances(le=LUNDI + n * JOUR) for n in jours]


def send_all(le) -> list[str]:
    attente = Envoi.objects.filter(etat="attente", genre="relance_ans").order_by("pk").values_list("pk", flat=True)
    return [send_envoi(envoi_id=pk, le=le) for pk in list(attente)]


def test_the_others_are_told_the_next_working_day_then_the_administrators_then_nobody(dossier, thomas):
    admin = make_administrateur()
    assert fresh(dossier).prochaine_relance == MARDI.replace(hour=9)
    sweep(*range(13))
    attendu = [("seconde_lecture", "relecture_1", thomas.pk), ("seconde_lecture", "relecture_5", admin.pk)]
    assert written() == attendu
    assert save_projection(fresh(dossier), LUNDI + 12 * JOUR) == []


def test_it_is_a_line_of_the_digest_of_the_day_and_no_mail_of_its_own(ines, thomas):
    deux = [make_proposed(par=ines), make_proposed(par=ines)]
    sweep(1)
    assert [(e.destinataire, e.relances.count()) for e in Envoi.objects.filter(genre="relance_ans")] == [(thomas, 2)]
    assert send_all(MARDI) == ["envoye"]
    assert {relance.dossier for relance in Relance.objects.filter(envoyee_le=MARDI)} == set(deux)


def test_two_sweeps_write_it_once(dossier, thomas):
    sweep(1, 1)
    assert written() == [("seconde_lecture", "relecture_1", thomas.pk)]


def test_read_before_the_digest_leaves_nothing_is_sent(dossier, thomas):
    sweep(1)
    _decide(dossier, "refuser", thomas, MARDI)
    assert send_all(MARDI) == ["sans_objet"]


@pytest.mark.parametrize("suite", ["refuser", "dispense"])
def test_once_it_is_read_or_waived_nobody_is_told(dossier, thomas, suite):
    if suite == "refuser":
        _decide(dossier, "refuser", thomas, LUNDI + HEURE)
    else:
        waive_relecture(dossier=dossier, motif="Seul.", par=make_administrateur(), le=LUNDI + HEURE)
    sweep(*range(1, 12))
    assert written() == []


def test_when_they_disagree_both_are_told_since_then(dossier, ines, thomas):
    make_instructeur()
    _decide(dossier, "valider", thomas, MARDI)
    sweep(1, 2)
    attendus = [("desaccord", "relecture_1", ines.pk), ("desaccord", "relecture_1", thomas.pk)]
    assert written() == attendus
    _decide(dossier, "refuser", thomas, LUNDI + 2 * JOUR)
    assert send_all(LUNDI + 2 * JOUR) == ["sans_objet", "sans_objet"]


def test_who_refuses_that_kind_is_not_told_and_the_rung_is_done(dossier, thomas):
    set_relances(sortes=["instruction", "manque"], par=thomas)
    sweep(1)
    assert written() == [("seconde_lecture", "relecture_1", None)]


def test_tomorrow_shows_it(dossier, thomas):
    [ligne] = prevision_of(Dossier.objects.all(), LUNDI + HEURE).lignes
    assert (ligne.echelon.code, ligne.destinataires, ligne.points) == (
        "relecture_1", (thomas,), ("Une seconde lecture",),
    )  # fmt: skip


def test_the_history_and_the_log_of_the_editeur_say_nothing_of_it(dossier):
    sweep(1)
    [evenement] = dossier.evenements.filter(geste="relance_relecture")
    assert evenement.donnees == {"nombre": 1, "echelons": ["relecture_1"]}
    assert (fresh(dossier).relances_faites, dossier.evenements.filter(geste="relance").count()) == (0, 0)
    assert "relance_relecture" not in [ligne.geste for ligne in historique_of(fresh(dossier), sauf=INTERNES)]
    assert (len(journal_of_dossier(dossier)), journal_of_dossier(dossier, sauf=SORTES_INTERNES)) == (1, [])


def test_with_the_decision_that_is_late_each_has_its_event(dossier, ines):
    sweep(1, 14)
    gestes = list(
        dossier.evenements.filter(geste__startswith="relance").order_by("rang").values_list("geste", flat=True)
    )
    assert gestes == ["relance_relecture", "relance_relecture", "relance"]
    assert Relance.objects.get(sorte="instruction").destinataire == ines
