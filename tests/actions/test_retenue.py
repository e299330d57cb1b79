"""The circuit breaker: a wave larger than usual stops before its first mail, asks once, and obeys."""

from datetime import datetime, timedelta

import pytest

from dossiers.actions.relance import sweep_relances
from dossiers.actions.retenue import drop_retenue, release_retenue, usual_day
from dossiers.models import Dossier, Envoi, Relance, Retenue
from dossiers.queries.relance import pending_relances
from dossiers.rules.refus import Interdit, Refus
from tests.factories import LUNDI, PARIS, make_administrateur, make_dossier, make_editeur, make_instructeur, make_membre
from tests.vagues import make_wave

pytestmark = pytest.mark.django_db
JOUR, HEURE = timedelta(days=1), timedelta(hours=1)
JEUDI = LUNDI + 3 * JOUR


@pytest.fixture(autouse=True)
def _seuils(settings):
    settings.RELANCES_PLANCHER, settings.RELANCES_FACTEUR = 2, 3


def make_past(par_jour: int, jours: int = 5) -> None:
    """That many digests a day, on the days before the wave."""
    qui = make_membre()
    for jour in range(1, jours + 1):
        for rang in range(par_jour):
            le = JEUDI - jour * JOUR
            Envoi.objects.create(
                cle=f"{jour}:{rang}", genre="relance", destinataire=qui, a_partir_de=le, cree_le=le, etat="envoye",
                envoye_le=le,
            )  # fmt: skip


def digests() -> int:
    return Envoi.objects.filter(genre="relance", cree_le__gte=JEUDI).count()


@pytest.mark.parametrize(("habituel", "nombre", "retenue"), [(0, 2, False), (0, 3, True), (2, 6, False), (2, 10, True)])
def test_by_a_factor_and_a_floor(habituel, nombre, retenue):
    """Five times the usual is held; at the threshold itself nothing is."""
    make_past(habituel)
    make_wave(nombre)
    sweep_relances(le=JEUDI)
    assert (Retenue.objects.count(), digests()) == ((1, 0) if retenue else (0, nombre))
    assert usual_day(JEUDI) == habituel


def test_held_before_the_first_mail_and_asked_once():
    admins = [make_administrateur(), make_administrateur()]
    make_wave(5)
    for n in range(3):
        sweep_relances(le=JEUDI + n * HEURE)
    retenue = Retenue.objects.get()
    assert (retenue.prevues, retenue.habituel, retenue.seuil, retenue.etat) == (5, 0, 2, "ouverte")
    demandes = Envoi.objects.filter(genre="retenue").order_by("pk")
    assert ([e.destinataire for e in demandes], digests()) == (admins, 0)


def test_held_over_to_the_next_day_too():
    make_wave(5)
    sweep_relances(le=JEUDI)
    sweep_relances(le=JEUDI + JOUR)
    assert (Retenue.objects.count(), digests()) == (1, 0)


def test_while_it_is_held_no_rung_is_climbed():
    """Nobody would hear of the second rung, nor should the third say that two messages were left unanswered."""
    make_wave(5)
    for jour in (3, 10, 21, 22):
        sweep_relances(le=LUNDI + jour * JOUR)
    assert set(Relance.objects.values_list("echelon", flat=True)) == {"premiere"}
    drop_retenue(retenue=Retenue.objects.get(), par=make_administrateur(), le=LUNDI + 22 * JOUR)
    sweep_relances(le=LUNDI + 23 * JOUR)
    assert set(Relance.objects.filter(abandonnee=False).values_list("echelon", flat=True)) == {"deuxieme"}


def test_released_it_leaves_with_the_next_sweep_and_is_not_counted_again():
    make_wave(5)
    sweep_relances(le=JEUDI)
    release_retenue(retenue=Retenue.objects.get(), par=make_administrateur(), le=JEUDI + HEURE)
    sweep_relances(le=JEUDI + 2 * HEURE)
    assert (digests(), Relance.objects.filter(envoi=None).count()) == (5, 0)
    make_wave(2, le=LUNDI)
    sweep_relances(le=JEUDI + 3 * HEURE)
    assert (digests(), Retenue.objects.count()) == (7, 1)


def test_after_a_release_another_wave_is_held():
    make_wave(5)
    sweep_relances(le=JEUDI)
    release_retenue(retenue=Retenue.objects.get(), par=make_administrateur(), le=JEUDI + HEURE)
    make_wave(4)
    sweep_relances(le=JEUDI + 2 * HEURE)
    assert Retenue.objects.filter(etat="ouverte").count() == 1


def test_dropped_nothing_ever_leaves():
    make_wave(5)
    sweep_relances(le=JEUDI)
    drop_retenue(retenue=Retenue.objects.get(), par=make_administrateur(), le=JEUDI + HEURE)
    sweep_relances(le=JEUDI + 2 * HEURE)
    assert (digests(), Relance.objects.filter(abandonnee=False, destinataire__isnull=False).count()) == (0, 0)


# The limit of étape 2 of the DRIMbox, a Wednesday at noon: on Tuesday at ten, its last rung is due and urgent.
LIMITE = datetime(2025, 9, 10, 12, tzinfo=PARIS)
MARDI = LIMITE - JOUR - 2 * HEURE


def make_urgent(nombre: int) -> None:
    editeur = make_editeur()
    gens = [make_membre(editeur) for _ in range(nombre)]
    make_dossier(gens[0], etape=2, code="DSR-IMG-DB-Va2", le=MARDI - JOUR)


def sweep_and_count(le) -> tuple[int, int]:
    """(digests posted, reminders that wait)."""
    sweep_relances(le=le)
    return Envoi.objects.filter(genre="relance").count(), pending_relances().count()


def test_what_is_urgent_leaves_while_the_rest_is_held():
    make_urgent(2)
    make_wave(5, le=MARDI - 5 * JOUR)
    postes, attente = sweep_and_count(MARDI)
    retenue = Retenue.objects.get()
    assert (retenue.prevues, retenue.urgentes, retenue.tout_retenu) == (7, 2, False)
    assert (postes, attente) == (2, 15)
    assert set(Relance.objects.exclude(envoi=None).values_list("urgente", flat=True)) == {True}


def test_what_is_urgent_is_held_too_when_it_is_itself_a_wave():
    """A limit typed wrong: everything is urgent at once."""
    make_urgent(3)
    postes, attente = sweep_and_count(MARDI)
    assert (postes, attente > 0, Retenue.objects.get().tout_retenu) == (0, True, True)
    assert sweep_and_count(MARDI + HEURE) == (postes, attente)


def test_limit_that_comes_while_the_wave_is_held_is_reminded_of():
    """The rung is climbed all the same: that one alone, of the dossiers of that text alone."""
    make_wave(5, le=MARDI - 6 * JOUR)
    sweep_relances(le=MARDI - JOUR)
    make_urgent(2)
    avant = Relance.objects.count()
    assert sweep_and_count(MARDI)[0] == 2
    nouvelles = Relance.objects.order_by("-pk")[: Relance.objects.count() - avant]
    assert {(r.dossier.dispositif, r.sorte, r.urgente) for r in nouvelles} == {("DSR-IMG-DB-Va2", "echeance", True)}
    assert Retenue.objects.get().etat == "ouverte"


def test_what_waited_for_a_limit_then_far_leaves_once_it_is_near(settings):
    """Written three days before, held; the limit comes within 48 hours: it is urgent from then on."""
    settings.RELANCES_PLANCHER = 0
    make_urgent(1)
    dossier = Dossier.objects.get()
    champs = {"dossier": dossier, "etape": 2, "tour": 0, "sorte": "echeance", "destinataire": dossier.cree_par}
    Dossier.objects.update(prochaine_relance=None)
    Relance.objects.create(code="nie", echelon="x@202509101200", le=MARDI - 3 * JOUR, **champs)
    assert sweep_and_count(MARDI - JOUR) == (0, 1)
    settings.RELANCES_PLANCHER = 1
    Retenue.objects.update(seuil=1)
    assert sweep_and_count(MARDI) == (1, 0)
    assert Relance.objects.get().urgente is True


def test_released_the_rest_waits_for_the_next_day_of_whoever_was_written_to():
    make_urgent(2)
    make_wave(5, le=MARDI - 5 * JOUR)
    sweep_relances(le=MARDI)
    release_retenue(retenue=Retenue.objects.get(), par=make_administrateur(), le=MARDI + HEURE)
    assert sweep_and_count(MARDI + 2 * HEURE) == (7, 0)


@pytest.mark.parametrize("decide", [release_retenue, drop_retenue])
def test_decided_once_by_an_administrator(decide):
    retenue = Retenue.objects.create(le=JEUDI, prevues=5, habituel=0, seuil=2)
    with pytest.raises(Interdit, match="Décider d’une vague retenue"):
        decide(retenue=retenue, par=make_instructeur(), le=JEUDI)
    admin = make_administrateur()
    lue = decide(retenue=retenue, par=admin, le=JEUDI)
    assert (lue.decidee_par, lue.decidee_le) == (admin, JEUDI)
    with pytest.raises(Refus, match="a déjà été libérée ou écartée"):
        decide(retenue=retenue, par=admin, le=JEUDI)
