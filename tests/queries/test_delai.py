"""The expected delay: from the latest decisions of the dispositif, and nothing below ten."""

from datetime import timedelta

import pytest

from dossiers.queries.delai import LUES, attente_of, delai_of
from dossiers.queries.situation import last_soumission
from dossiers.rules.calendrier import Calendrier
from dossiers.rules.delai import Delai
from tests.decisions import seed_decisions
from tests.factories import LGC, LGC_VA1, LUNDI, make_submitted

pytestmark = pytest.mark.django_db
HABITUEL = "Pour ce dispositif, une décision sur deux est rendue en 2 jours ouvrés, quatre sur cinq en 3."


def test_nine_say_nothing_ten_say_it():
    seed_decisions([1] * 9)
    assert delai_of(LGC, 2, Calendrier()) is None
    seed_decisions([1])
    assert delai_of(LGC, 2, Calendrier()) == Delai(1, 1, 10)


def test_in_working_days_of_that_dispositif_and_that_étape_only():
    seed_decisions([1, 1, 1, 1, 2, 2, 2, 3, 7, 14])
    seed_decisions([30] * 20, dispositif=LGC_VA1)
    assert delai_of(LGC, 2, Calendrier()) == Delai(2, 4, 10)
    assert delai_of(LGC_VA1, 2, Calendrier()) == Delai(22, 22, 20)
    assert delai_of(LGC, 3, Calendrier()) is None


def test_the_latest_ones_only():
    seed_decisions([1] * 10)
    seed_decisions([8] * LUES)
    assert delai_of(LGC, 2, Calendrier()) == Delai(6, 6, LUES)


@pytest.mark.parametrize("nombre", [1, 3, 30])
def test_it_costs_one_query_whatever_was_decided(django_assert_num_queries, nombre):
    seed_decisions([1] * nombre)
    with django_assert_num_queries(1):
        delai_of(LGC, 2, Calendrier())


def test_what_waits_is_told_the_usual_time_and_its_own(django_assert_num_queries):
    dossier = make_submitted()
    seed_decisions([1, 1, 1, 1, 2, 2, 2, 3, 3, 14])
    soumission = last_soumission(dossier, 2)
    attente_of(dossier, soumission, LUNDI.date())
    with django_assert_num_queries(2):
        phrases = attente_of(dossier, soumission, LUNDI.date())
    assert phrases == (HABITUEL,)
    assert attente_of(dossier, soumission, LUNDI.date() + timedelta(days=2)) == (
        HABITUEL,
        "Votre envoi attend depuis 2 jours ouvrés.",
    )


def test_what_is_decided_waits_no_more(django_assert_num_queries):
    dossier = make_submitted()
    soumission = last_soumission(dossier, 2)
    soumission.decision = "valider"
    with django_assert_num_queries(0):
        assert attente_of(dossier, soumission, LUNDI.date()) == ()


def test_nothing_was_seen_nothing_is_said():
    dossier = make_submitted()
    assert attente_of(dossier, last_soumission(dossier, 2), LUNDI.date()) == ()
