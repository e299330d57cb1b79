"""« Qui sera relancé demain »: what is shown is what the next sweep does."""

from datetime import datetime, timedelta

import pytest

from dossiers.actions.envoi import send_envoi
from dossiers.actions.etape import submit_etape
from dossiers.actions.relance import sweep_relances
from dossiers.models import Dossier, Envoi, Relance, Retenue
from dossiers.queries.prevision import prevision_of
from tests.factories import LUNDI, PARIS, make_administrateur, make_dossier, make_membre, make_ready, make_submitted

pytestmark = pytest.mark.django_db
JOUR, HEURE = timedelta(days=1), timedelta(hours=1)
JEUDI = LUNDI + 3 * JOUR
# The limit of étape 2 of the DRIMbox, a Wednesday at noon.
LIMITE = datetime(2025, 9, 10, 12, tzinfo=PARIS)


def shown(le) -> set[tuple[int, str, int]]:
    prevision = prevision_of(Dossier.objects.all(), le)
    return {
        (ligne.dossier.pk, ligne.echelon.code, compte.pk)
        for ligne in prevision.lignes
        if not ligne.ecrite
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


@pytest.mark.parametrize("nombre", [1, 3])
def test_more_dossiers_cost_no_more(nombre, django_assert_num_queries):
    make_administrateur()
    for _ in range(nombre):
        par = make_membre()
        make_dossier(par, etape=2)
        make_submitted(par, le=LUNDI - 14 * JOUR)
        make_dossier(par, etape=2, le=LUNDI + 1 * JOUR)
    sweep_relances(le=LUNDI + 3 * JOUR)
    with django_assert_num_queries(17):
        prevision = prevision_of(Dossier.objects.all(), (LUNDI + 3 * JOUR).replace(hour=19))
    assert (prevision.montres, prevision.total) == (3 * nombre, 3 * nombre)
    assert {ligne.ecrite for ligne in prevision.lignes} == {True, False}


def written(le, dossiers=None) -> list[tuple[int, str, tuple, tuple[str, ...]]]:
    prevision = prevision_of(Dossier.objects.all() if dossiers is None else dossiers, le)
    ecrites = [ligne for ligne in prevision.lignes if ligne.ecrite]
    return [(ligne.dossier.pk, ligne.echelon.code, ligne.destinataires, ligne.points) for ligne in ecrites]


def make_waiting() -> tuple[Dossier, Dossier]:
    """The day's mail of a person has left for the first dossier; the second one's reminder waits for tomorrow."""
    par = make_membre()
    premier = make_ready(make_dossier(par, etape=2), le=LUNDI)
    sweep_relances(le=JEUDI)
    send_envoi(envoi_id=Envoi.objects.get().pk, le=JEUDI)
    second = make_ready(make_dossier(par, etape=2), le=LUNDI)
    sweep_relances(le=JEUDI + HEURE)
    return premier, second


def test_what_is_written_and_waits_for_the_day_is_shown_once():
    _, second = make_waiting()
    le = JEUDI + 2 * HEURE
    assert written(le) == [(second.pk, "premiere", (second.cree_par,), ("Tout est prêt : il reste à envoyer",))]
    prevision = prevision_of(Dossier.objects.all(), le)
    assert (prevision.montres, prevision.total, len(prevision.lignes), prevision.retenue) == (1, 1, 1, False)


def test_what_may_still_leave_today_is_not_tomorrows():
    make_dossier(etape=2)
    sweep_relances(le=JEUDI)
    assert written(JEUDI + HEURE) == []
    assert len(written(JEUDI.replace(hour=20))) == 1


def test_what_is_written_is_judged_again():
    """Sent since, refused since, someone who left: nobody is shown."""
    _, second = make_waiting()
    par = second.cree_par
    par.appartenances.update(relances=False)
    assert written(JEUDI + 2 * HEURE) == []
    par.appartenances.update(relances=True)
    submit_etape(dossier=second, par=par, le=JEUDI + HEURE)
    assert written(JEUDI + 2 * HEURE) == []


def test_what_is_written_of_other_dossiers_is_theirs():
    premier, second = make_waiting()
    assert written(JEUDI + 2 * HEURE, Dossier.objects.filter(pk=premier.pk)) == []
    assert len(written(JEUDI + 2 * HEURE, Dossier.objects.filter(pk=second.pk))) == 1


def test_reminder_by_hand_and_date_that_moved_have_their_words():
    dossier = make_dossier(etape=2)
    champs = {"dossier": dossier, "etape": 2, "tour": 0, "destinataire": dossier.cree_par, "le": LUNDI}
    Relance.objects.create(code="nie", echelon="manuelle@20260302", sorte="manque", **champs)
    Relance.objects.create(code="ancienne", echelon="calendrier@v2", sorte="calendrier", **champs)
    lignes = written(LUNDI.replace(hour=20))
    assert [(code, points) for _, code, _, points in lignes] == [
        ("manuelle", ("Numéro d’identification éditeur (NIE)",)),
        ("calendrier", ("ancienne",)),
    ]


def test_held_wave_is_said():
    Retenue.objects.create(le=LUNDI, prevues=5, habituel=0, seuil=2)
    assert prevision_of(Dossier.objects.all(), LUNDI).retenue is True
