"""The portfolio: words and states that filter, keyset pages that show each dossier once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.models import Dossier
from dossiers.queries.portefeuille import filter_portefeuille, portefeuille_page, read_cursor, write_cursor
from tests.factories import LUNDI, make_dossier, make_membre

DRIMBOX = "DSR-IMG-DB-Va2"


def walk(taille: int) -> list[list[int]]:
    """The numbers on each page, from the first to the last."""
    pages, apres = [], ""
    while True:
        page = portefeuille_page(Dossier.objects.all(), apres, taille)
        assert page.premiere is (apres == "")
        pages.append([dossier.numero for dossier in page.dossiers])
        apres = page.suivante
        if not apres:
            return pages


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("taille", "pages"),
    [(1, [[5], [4], [3], [2], [1]]), (2, [[5, 4], [3, 2], [1]]), (5, [[5, 4, 3, 2, 1]]), (9, [[5, 4, 3, 2, 1]])],
)
@pytest.mark.parametrize("ecart", [timedelta(), timedelta(microseconds=1), timedelta(days=1)])
def test_a_walk_shows_each_dossier_once_latest_first(taille, pages, ecart):
    membre = make_membre()
    for rang in range(5):
        make_dossier(membre, le=LUNDI + rang * ecart)
    assert walk(taille) == pages


@pytest.mark.django_db
def test_no_dossier_is_one_empty_page():
    assert walk(3) == [[]]


@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)), st.integers(1, 2**63 - 1))
def test_a_cursor_is_read_as_it_was_written(le, pk):
    le = le.replace(tzinfo=UTC)
    assert read_cursor(write_cursor(Dossier(pk=pk, activite_le=le))) == (le, pk)


@pytest.mark.parametrize("texte", ["", "x", "_", "1_", "_1", "nan_1", "inf_1", "1e400_1", "1_x", "1_" + "9" * 5000])
def test_what_is_not_a_cursor_is_none(texte):
    assert read_cursor(texte) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("q", "numeros"),
    [
        ("", [3, 2, 1]),
        ("alpha", [2, 1]),
        ("ALPHA", [2, 1]),
        ("alpha drim", [2]),
        ("drim passerelle", [2]),
        ("alpha zzz", []),
        ("DSR-IMG", [2]),
        ("cabinet", [3, 1]),
        ("3", [3]),
        ("12.5", [1]),
        ("%", []),
        ("_", []),
        ("²", []),
        ("9" * 40, []),
        ("cabinet gestion logiciel vague beta ignoré", [3]),
    ],
)
def test_words_are_all_sought_in_what_names_a_dossier(q, numeros):
    membre = make_membre()
    make_dossier(membre, nom="Alpha", version_majeure="12.5")
    make_dossier(membre, nom="Alpha DRIM", version_majeure="7", code=DRIMBOX, proxy="Passerelle")
    make_dossier(membre, nom="Beta", version_majeure="8")
    trouves = filter_portefeuille(Dossier.objects.all(), q).order_by("-pk")
    assert [dossier.numero for dossier in trouves] == numeros


@pytest.mark.django_db
@pytest.mark.parametrize(("etat", "nombre"), [("ouverte", 1), ("soumise", 0), ("", 1), ("fermee", 1), ("x", 1)])
def test_a_state_filters_when_it_is_one(etat, nombre):
    make_dossier()
    assert filter_portefeuille(Dossier.objects.all(), etat=etat).count() == nombre


@pytest.mark.django_db
@pytest.mark.parametrize("nombre", [1, 3])
def test_a_page_is_one_query_without_the_texts_of_the_referentiel(django_assert_num_queries, nombre):
    membre = make_membre()
    for _ in range(nombre):
        make_dossier(membre)
    with django_assert_num_queries(1):
        page = portefeuille_page(Dossier.objects.all())
        noms = [(str(d.solution), d.referentiel.libelle) for d in page.dossiers]
    assert len(noms) == nombre
    assert page.dossiers[0].referentiel.get_deferred_fields() == {"texte", "commun"}
