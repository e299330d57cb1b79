"""The ladder of reminders: which rung, when, never at night nor on a weekend, never two at once."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.rules.parcours import Etat
from dossiers.rules.relance import Echelon, awaits_editeur, next_decent, next_echelon, remains_due, rung_date
from dossiers.rules.situation import PARIS, Depot, Situation
from tests.rules.textes import dispositif

JOURS, HEURE = (3, 10, 20), 9
COMPLET = {"montage": "non", "apcv": "non", "nie": "1", "nil": "2", "nil_tiers": "", "statut_cnda": "Pré-examen"}


def paris(mois: int, jour: int, heure: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, mois, jour, heure, minute, tzinfo=PARIS)


LUNDI = paris(3, 2, 10)


@pytest.mark.parametrize(
    ("depuis", "jours", "attendu"),
    [
        (paris(3, 2, 10), 3, paris(3, 5)),
        (paris(3, 2, 23, 59), 3, paris(3, 5)),
        (paris(3, 4), 3, paris(3, 9)),  # a Saturday
        (paris(3, 5), 3, paris(3, 9)),  # a Sunday
        (paris(3, 6), 3, paris(3, 9)),
        (paris(3, 27), 3, paris(3, 30)),  # over the change to summer time
    ],
)
def test_rung_is_a_weekday_at_the_hour_of_paris(depuis, jours, attendu):
    assert rung_date(depuis, jours, HEURE) == attendu


@pytest.mark.parametrize(
    ("faits", "attendu"),
    [
        (0, Echelon(1, paris(3, 5), False)),
        (1, Echelon(2, paris(3, 12), False)),
        (2, Echelon(3, paris(3, 23), False)),  # the 22nd is a Sunday
        (3, Echelon(4, paris(3, 23), True)),
        (4, None),
    ],
)
def test_four_rungs_and_no_more(faits, attendu):
    assert next_echelon(LUNDI, faits, JOURS, HEURE) == attendu


@pytest.mark.parametrize(
    ("faits", "derniere", "attendu"),
    [
        (1, paris(3, 5, 9, 4), paris(3, 12)),  # in time: the calendar of the ladder holds
        (1, paris(4, 1, 11), paris(4, 8)),  # the server was off: seven days after the first, as on the ladder
        (2, paris(4, 8, 9), paris(4, 20)),  # ten days, the 18th is a Saturday
        (3, paris(4, 20, 9), paris(4, 21)),
    ],
)
def test_late_rung_pushes_back_the_next(faits, derniere, attendu):
    assert next_echelon(LUNDI, faits, JOURS, HEURE, derniere).le == attendu


def test_no_ladder_tells_only_the_ans():
    assert next_echelon(LUNDI, 0, (), HEURE) == Echelon(1, paris(3, 3), True)


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        (paris(3, 2, 9), paris(3, 2, 9)),
        (paris(3, 2, 18, 59), paris(3, 2, 18, 59)),
        (paris(3, 2, 19), paris(3, 3)),
        (paris(3, 2, 8, 59), paris(3, 2)),
        (paris(3, 6, 20), paris(3, 9)),  # Friday evening
        (paris(3, 7, 4), paris(3, 9)),
        (paris(3, 8, 11), paris(3, 9)),
        (paris(3, 9, 2, 30), paris(3, 9)),
    ],
)
def test_decent_moment(le, attendu):
    assert next_decent(le, HEURE) == attendu


moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)).map(lambda le: le.replace(tzinfo=PARIS))


@given(le=moments, heure=st.integers(6, 18))
def test_decent_moment_is_decent_and_stays(le, heure):
    decent = next_decent(le, heure)
    assert decent >= le
    assert (decent.astimezone(PARIS).weekday() < 5, heure <= decent.astimezone(PARIS).hour < 19) == (True, True)
    assert next_decent(decent, heure) == decent


@given(
    depuis=moments, retards=st.lists(st.integers(0, 24 * 40), min_size=4, max_size=4), actes=st.sets(st.integers(1, 3))
)
def test_ladder_climbed_at_any_pace(depuis, retards, actes):
    """Each rung some hours late, acts of the éditeur in between: ranks in order, on weekdays, never two close by."""
    faits: list[datetime] = []
    for rang, retard in enumerate(retards):
        if rang in actes:
            depuis = faits[-1] + timedelta(hours=1)
        echelon = next_echelon(depuis, rang, JOURS, HEURE, faits[-1] if faits else None)
        assert (echelon.rang, echelon.pour_ans, echelon.le.weekday() < 5) == (rang + 1, rang == 3, True)
        faits.append(next_decent(echelon.le + timedelta(hours=retard), HEURE))
    ecarts = [(apres.date() - avant.date()).days for avant, apres in pairwise(faits)]
    assert [ecart >= voulu for ecart, voulu in zip(ecarts, (7, 10, 1), strict=True)] == [True] * 3


def situation(etat: Etat = Etat.OUVERTE, etape: int = 2, tour: int = 0, **reponses: str) -> Situation:
    """LGC without financing at an étape, answered in full but for its proof."""
    depot = Depot(tour, LUNDI, {}, {}) if tour else None
    return Situation(
        dispositif("DSR-MDV-LGC-Va1"), LUNDI, etape, etat, {"financement": False, "proxy": False},
        {**COMPLET, **reponses}, depot=depot,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("etape", "etat", "attendu"),
    [
        (1, Etat.OUVERTE, True),
        (2, Etat.OUVERTE, True),
        (2, Etat.COMPLEMENTS, True),
        (2, Etat.SOUMISE, False),
        (2, Etat.REFUSEE, False),
        (2, Etat.RETIREE, False),
        (3, Etat.OUVERTE, False),  # nothing can be done there yet
    ],
)
def test_who_is_awaited(etape, etat, attendu):
    assert awaits_editeur(situation(etat, etape)) is attendu


@pytest.mark.parametrize(
    ("actuelle", "attendu"),
    [
        (situation(), True),
        (situation(nie=""), True),  # something else is missing too
        (situation(Etat.SOUMISE), False),
        (situation(Etat.COMPLEMENTS, tour=1), False),  # another round
        (situation(etape=1), False),
    ],
)
def test_reminder_about_the_proof_remains_due_while_it_lacks(actuelle, attendu):
    assert remains_due(actuelle, 2, 0, ["preuve_cnda"]) is attendu


def test_reminder_is_void_once_all_it_was_about_is_there():
    assert remains_due(situation(), 2, 0, ["nie"]) is False


@pytest.mark.parametrize(("etape", "attendu"), [(1, True), (2, False)])
def test_reminder_to_send_what_is_ready_is_void_once_something_lacks(etape, attendu):
    assert remains_due(situation(etape=etape), etape, 0, []) is attendu
