"""The history of the CNDA request."""

from datetime import date, timedelta

import pytest

from dossiers.actions.etape import submit_etape
from dossiers.models import Statut
from dossiers.queries.statut import Passage, passages_of
from tests.factories import LUNDI, make_dossier, make_piece, make_ready, picture
from tests.fiches import fiche
from tests.lectures import read_as

pytestmark = pytest.mark.django_db


def _show(dossier, statut: str, jours: int, couleur: str, affichee: date | None = None):
    piece = make_piece(dossier, le=LUNDI + timedelta(days=jours), contenu=picture(couleur=couleur))
    read_as(piece, fiche(statut=statut), le=LUNDI + timedelta(days=jours))
    Statut.objects.filter(piece=piece).update(date=affichee)
    return piece


def test_each_status_once_with_the_days_between():
    dossier = make_ready(make_dossier(etape=2))
    for statut, jours, couleur in [("Recette", 1, "red"), ("Pré-examen", 8, "blue"), ("Pré-examen", 9, "green")]:
        _show(dossier, statut, jours, couleur)
    assert passages_of(dossier) == (
        Passage("Recette", "456-A", date(2026, 3, 3), False),
        Passage("Pré-examen", "456-A", date(2026, 3, 10), False, 7),
    )


def test_the_date_shown_on_the_picture_counts():
    dossier = make_ready(make_dossier(etape=2))
    _show(dossier, "Recette", 1, "red", date(2026, 1, 5))
    _show(dossier, "Examen", 2, "blue", date(2026, 2, 4))
    assert [(p.jour, p.affiche, p.jours) for p in passages_of(dossier)] == [
        (date(2026, 1, 5), True, None),
        (date(2026, 2, 4), True, 30),
    ]


def test_the_ans_is_told_what_it_received():
    dossier = make_ready(make_dossier(etape=2))
    _show(dossier, "Recette", 1, "red")
    _show(dossier, "Examen", 2, "blue")
    assert passages_of(dossier, envoyes=True) == ()
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI + timedelta(days=3))
    assert [p.libelle for p in passages_of(dossier, envoyes=True)] == ["Examen"]


@pytest.mark.parametrize(
    ("champs", "dits"),
    [
        ({"quarantaine_le": LUNDI, "quarantaine_motif": "Un nom de patient se lit."}, []),
        ({"analyse": "infectee"}, []),
        ({"purgee_le": LUNDI}, ["Examen"]),
    ],
)
def test_of_a_proof_put_aside_nothing_is_told(champs, dits):
    dossier = make_ready(make_dossier(etape=2))
    _show(dossier, "Examen", 1, "red")
    dossier.pieces.update(**champs)
    assert [p.libelle for p in passages_of(dossier)] == dits


def test_one_query(django_assert_num_queries):
    dossier = make_ready(make_dossier(etape=2))
    _show(dossier, "Examen", 2, "blue")
    with django_assert_num_queries(1):
        passages_of(dossier)
