"""The reasons of correction: those offered in their order, those withdrawn seen by administrators alone."""

import pytest

from dossiers.models import Motif
from dossiers.queries.motif import modeles_actifs, motif_of, motifs_tous
from dossiers.queries.perimetre import Introuvable
from tests.factories import LUNDI

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _motifs(base_du_module) -> None:
    for code, rang, actif in (("b", 2, True), ("z", 1, True), ("a", 2, True), ("retire", 0, False)):
        Motif.objects.create(code=code, libelle=code.upper(), texte="T", rang=rang, actif=actif, modifie_le=LUNDI)


def test_offered_in_their_order(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [modele.code for modele in modeles_actifs()] == ["z", "a", "b"]


def test_those_withdrawn_come_last():
    assert [motif.code for motif in motifs_tous()] == ["z", "a", "b", "retire"]


def test_one_of_them_withdrawn_or_not():
    assert [motif_of(code).libelle for code in ("a", "retire")] == ["A", "RETIRE"]
    with pytest.raises(Introuvable, match="Ce motif n’existe pas"):
        motif_of("absent")
