"""The full text of the database of the day: stems, and, or, whatever the words are."""

import pytest
from django.db.models import Q

from dossiers.models import Mots
from tests.aide.outils import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _mots(base_du_module) -> None:
    for code, tout in (("a", "caramel mou"), ("b", "caramel nougat"), ("c", "or and not 2026")):
        Mots.objects.filter(fiche=publish(code)).update(tout=tout)


def found(filtre: Q) -> list[str]:
    return list(Mots.objects.filter(filtre).order_by("fiche__code").values_list("fiche__code", flat=True))


@pytest.mark.parametrize(
    ("expression", "codes"),
    [
        ("caramel", ["a", "b"]),
        ("caramel mou", ["a"]),
        ("mou|nougat", ["a", "b"]),
        ("caramel nougat|2026", ["b", "c"]),
        ("cara", []),
        ("or", ["c"]),
        ("and not", ["c"]),
        ("mou nougat", []),
    ],
)
def test_all_of_these_words_or_of_those(expression, codes):
    assert found(Q(tout__pleintexte=expression)) == codes


def test_what_is_written_again_is_found_again():
    Mots.objects.filter(fiche__code="a").update(tout="guimauve")
    assert (found(Q(tout__pleintexte="mou")), found(Q(tout__pleintexte="guimauve"))) == ([], ["a"])
    Mots.objects.filter(fiche__code="a").delete()
    assert found(Q(tout__pleintexte="guimauve")) == []


def test_it_stands_beside_other_conditions():
    assert found(Q(tout__pleintexte="caramel") & ~Q(fiche__code="a")) == ["b"]
    assert found(Q(tout__pleintexte="mou") | Q(fiche__code="c")) == ["a", "c"]
