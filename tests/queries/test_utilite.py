"""The figures of the loop of the help, and the tasks that follow: votes, refusals after reading, empty searches."""

from datetime import date, timedelta

import pytest

from dossiers.actions.consultation import record_consultations
from dossiers.actions.examen import store_examens
from dossiers.actions.recherche import record_recherche
from dossiers.actions.vote import Votant, record_vote
from dossiers.models import Fiche, Recherche
from dossiers.queries.utilite import taches
from dossiers.rules.utilite import Genre
from tests.aide.outils import publish
from tests.factories import LUNDI, make_decided, make_instructeur, make_submitted, verdicts

pytestmark = pytest.mark.django_db
JOUR = date(2026, 3, 10)


def anonyme(rang: int = 1) -> Votant:
    return Votant(None, f"192.0.2.{rang}", "Firefox")


def test_the_ranking_puts_first_what_hurts_most():
    """A refusal after reading, then a « non », then an empty search; what is liked gives no task."""
    lue, decriee, aimee, vieille = (
        publish("lue"),
        publish("decriee"),
        publish("aimee"),
        publish("vieille", revoir_le="2026-03-01"),
    )
    dossier = make_submitted()
    record_consultations(fiches=[lue], dossier=dossier, exigence="preuve_cnda", par=dossier.cree_par, le=LUNDI)
    examens = verdicts(preuve_cnda=("a_corriger", "Coupée."))
    apres = LUNDI + timedelta(hours=1)
    store_examens(dossier=dossier, examens=examens, version=dossier.version, par=make_instructeur(), le=apres)
    record_vote(fiche=decriee, votant=anonyme(), utile=False, le=LUNDI)
    for rang in (1, 2, 3):
        record_vote(fiche=aimee, votant=anonyme(rang), utile=True, le=LUNDI)
    record_recherche(texte="tarte", dispositif="", adresse="", le=LUNDI)
    assert [(t.genre, t.cible, t.poids) for t in taches(JOUR)] == [
        (Genre.REECRIRE, "lue", 3),
        (Genre.REECRIRE, "decriee", 2),
        (Genre.RELIRE, vieille.code, 1),
        (Genre.REPONDRE, str(Recherche.objects.get().pk), 1),
    ]


def test_a_refusal_before_reading_is_not_the_answers_fault():
    fiche, dossier = publish("lue"), make_decided("demander_complements")
    record_consultations(
        fiches=[fiche], dossier=dossier, exigence="preuve_cnda", par=dossier.cree_par, le=LUNDI + timedelta(days=1)
    )
    assert taches(JOUR) == []


def test_the_ranking_costs_what_it_shows(django_assert_num_queries):
    for code in ("a", "b", "c"):
        record_vote(fiche=publish(code), votant=anonyme(), utile=False, le=LUNDI)
    with django_assert_num_queries(5):
        taches(JOUR)
    assert Fiche.objects.count() == 3
