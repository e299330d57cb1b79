"""What a request for an opinion must say, until when it is answered, where it stands."""

from datetime import date, datetime, timedelta

import pytest

from dossiers.rules.avis import DELAI_MAX, EtatAvis, Vie, answer_refusal, expiry_of, last_day, refusals_of, state_of
from dossiers.rules.calendrier import Calendrier
from dossiers.rules.jour import PARIS
from dossiers.rules.parcours import Etat

LUNDI = datetime(2026, 3, 2, 10, 0, tzinfo=PARIS)
FIN = LUNDI + timedelta(days=14)
BON = {"nom": "Jeanne", "courriel": "jeanne@exemple.fr", "question": "Est-ce lisible\u202f?", "pieces": 1, "jours": 10}


@pytest.mark.parametrize(
    ("vie", "etape", "le", "etat"),
    [
        (Vie(FIN), Etat.SOUMISE, LUNDI, EtatAvis.ATTENDU),
        (Vie(FIN), Etat.SOUMISE, FIN - timedelta(seconds=1), EtatAvis.ATTENDU),
        (Vie(FIN), Etat.SOUMISE, FIN, EtatAvis.EXPIRE),
        (Vie(FIN), Etat.REFUSEE, LUNDI, EtatAvis.CLOS),
        (Vie(FIN), Etat.RETIREE, LUNDI, EtatAvis.CLOS),
        (Vie(FIN, retire_le=LUNDI), Etat.SOUMISE, LUNDI, EtatAvis.RETIRE),
        (Vie(FIN, repondu_le=LUNDI), Etat.SOUMISE, FIN, EtatAvis.RENDU),
        (Vie(FIN, repondu_le=LUNDI), Etat.VALIDEE, FIN, EtatAvis.RENDU),
    ],
)
def test_where_it_stands(vie, etape, le, etat):
    assert state_of(vie, etape, le) is etat


@pytest.mark.parametrize(
    ("jours", "dernier"),
    [(1, date(2026, 3, 3)), (5, date(2026, 3, 9)), (10, date(2026, 3, 16)), (25, date(2026, 4, 7))],
)
def test_working_days_to_the_end_of_the_last(jours, dernier):
    """Easter Monday of 2026 is 6 April."""
    assert last_day(LUNDI, jours, Calendrier()) == dernier
    fin = expiry_of(LUNDI, jours, Calendrier())
    assert fin.astimezone(PARIS) == datetime(*(dernier + timedelta(days=1)).timetuple()[:3], tzinfo=PARIS)


def test_nothing_is_wrong_with_a_good_one():
    assert refusals_of(**BON) == {}


@pytest.mark.parametrize(
    ("change", "attendu"),
    [
        ({"nom": ""}, {"nom": "Indiquez à qui vous posez cette question."}),
        ({"courriel": ""}, {"courriel": "Indiquez l’adresse électronique de cette personne."}),
        ({"question": ""}, {"question": "Écrivez votre question."}),
        (
            {"question": "x" * 3_001},
            {"question": "Ce texte compte 3001 caractères\u202f; 3000 au plus sont admis."},
        ),
        ({"pieces": 0}, {"pieces": "Choisissez au moins une pièce\u00a0: c’est tout ce que cette personne verra."}),
        ({"jours": 0}, {"jours": "Donnez entre 1 et 60 jours ouvrés."}),
        ({"jours": DELAI_MAX + 1}, {"jours": "Donnez entre 1 et 60 jours ouvrés."}),
    ],
)
def test_what_is_missing_is_said(change, attendu):
    assert refusals_of(**(BON | change)) == attendu


def test_all_of_it_at_once():
    assert set(refusals_of(nom="", courriel="", question="", pieces=0, jours=-1)) == set(BON)


def test_an_answer_is_written_and_not_endless():
    assert (answer_refusal("Oui."), answer_refusal("")) == ("", "Écrivez votre avis avant de l’envoyer.")
    assert answer_refusal("x" * 10_001) == "Ce texte compte 10001 caractères\u202f; 10000 au plus sont admis."


def test_every_state_has_its_word():
    assert {etat.libelle for etat in EtatAvis} == {
        "attendu",
        "rendu",
        "demande retirée",
        "délai passé",
        "sans objet\u00a0: l’étape n’attend plus l’ANS",
    }
