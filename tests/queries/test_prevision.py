"""« Qui sera relancé demain »: what is shown is what the next sweep does."""

from datetime import datetime, timedelta

import pytest

from dossiers.actions.relance import sweep_relances
from dossiers.models import Dossier, Relance
from dossiers.queries.prevision import prevision_of
from tests.factories import LUNDI, PARIS, make_administrateur, make_dossier, make_membre, make_ready, make_submitted

pytestmark = pytest.mark.django_db
JOUR = timedelta(days=1)
# The limit of étape 2 of the DRIMbox, a Wednesday at noon.
LIMITE = datetime(2025, 9, 10, 12, tzinfo=PARIS)


def shown(le) -> set[tuple[int, str, int]]:
    prevision = prevision_of(Dossier.objects.all(), le)
    return {
        (ligne.dossier.pk, ligne.echelon.code, compte.pk)
        for ligne in prevision.lignes
        for compte in ligne.destinataires
    }


def make_world() -> None:
    make_administrateur()
    moi = make_membre()
    make_membre(moi.appartenances.get().editeur).appartenances.update(relances=False)
    make_dossier(moi, etape=2)
    make_dossier(moi, etape=2, code="DSR-IMG-DB-Va2")
    make_ready(make_dossier(moi, etape=2), le=LUNDI)
    make_submitted()
    make_dossier(etape=2, le=LUNDI + 2 * JOUR)


@pytest.mark.parametrize("jour", [2, 9, 13, 18, 20, 21])
def test_what_is_shown_is_what_is_done(jour):
    make_world()
    for n in range(jour + 1):
        sweep_relances(le=(LUNDI + n * JOUR).replace(hour=18))
    veille = (LUNDI + jour * JOUR).replace(hour=18, minute=30)
    prevu = shown(veille)
    lendemain = prevision_of(Dossier.objects.all(), veille).jour
    avant = set(Relance.objects.values_list("pk", flat=True))
    sweep_relances(le=lendemain.replace(hour=18))
    faites = Relance.objects.exclude(pk__in=avant).filter(destinataire__isnull=False)
    assert prevu == {(r.dossier_id, r.echelon.partition("@")[0], r.destinataire_id) for r in faites}


def test_points_and_people_are_named():
    dossier = make_ready(make_dossier(etape=2), le=LUNDI)
    [ligne] = prevision_of(Dossier.objects.all(), LUNDI + 2 * JOUR).lignes
    assert (ligne.points, ligne.destinataires) == (("Tout est prêt\u00a0: il reste à envoyer",), (dossier.cree_par,))


def test_friday_shows_monday():
    assert prevision_of(Dossier.objects.all(), LUNDI + 4 * JOUR).jour.date() == (LUNDI + 7 * JOUR).date()


def test_many_are_counted_and_some_are_shown(monkeypatch):
    monkeypatch.setattr("dossiers.queries.prevision.PLAFOND", 2)
    par = make_membre()
    for _ in range(3):
        make_dossier(par, etape=2)
    prevision = prevision_of(Dossier.objects.all(), LUNDI + 2 * JOUR)
    assert (prevision.total, prevision.montres, prevision.personnes) == (3, 2, 1)


def test_two_rungs_of_one_dossier_are_one_dossier():
    dossier = make_dossier(etape=2, code="DSR-IMG-DB-Va2", le=LIMITE - 14 * JOUR)
    prevision = prevision_of(Dossier.objects.all(), LIMITE - 6 * JOUR)
    assert {ligne.dossier for ligne in prevision.lignes} == {dossier}
    assert (len(prevision.lignes), prevision.montres, prevision.total) == (2, 1, 1)


def test_a_dossier_with_nothing_due_any_more_is_not_counted():
    make_dossier(etape=2)
    Dossier.objects.update(suspendues_jusqu_a=LUNDI + 30 * JOUR, suspension_motif="Congés")
    prevision = prevision_of(Dossier.objects.all(), LUNDI + 2 * JOUR)
    assert (prevision.lignes, prevision.montres, prevision.total) == ((), 0, 0)
