"""A word of the search among dossiers: names whatever the case and the accents, numbers, references."""

import pytest

from dossiers.models import Dossier, Soumission
from dossiers.queries import mot
from dossiers.queries.filtre import Filtre, Vue, file_of
from tests.factories import (
    make_editeur,
    make_instructeur,
    make_membre,
    make_submitted,
)
from tests.queries.files import shown

pytestmark = pytest.mark.django_db
EQUIPE = Filtre(vue=Vue.EQUIPE)


@pytest.fixture(scope="module")
def ans(base_du_module):
    return make_instructeur()


@pytest.fixture(scope="module")
def dossier(base_du_module, cherche) -> Dossier:
    """One that nothing but plain words names."""
    return make_submitted()


@pytest.fixture(scope="module")
def cherche(base_du_module):
    """One dossier to find, among another company's."""
    make_submitted(make_membre(make_editeur("Autre Société", "552100554")), nom="Autre logiciel")
    return make_submitted(
        make_membre(make_editeur("BÊTA d’Œuvre (Éditeur)", "732829320")), nom="Dossier Santé+", version_majeure="8"
    )


@pytest.mark.parametrize(
    "q",
    [
        "BÊTA", "bêta", "beta", "BETA", "éditeur", "editeur", "EDITEUR", "d'œ", "(Éd", "732829320", "732 829 320",
        "829", "dossier santé+", "DOSSIER SANTE 8", "bêta dossier", "be\u0302ta",
    ],
)  # fmt: skip
def test_search_by_name_and_siren_whatever_the_case_and_the_accents(ans, cherche, q):
    assert shown(ans, q=q) == [cherche]


@pytest.mark.parametrize("nommes", [0, 200])
def test_few_or_many_companies_of_that_name_are_found_alike(ans, cherche, monkeypatch, nommes):
    monkeypatch.setattr(mot, "NOMMES", nommes)
    assert [shown(ans, q=q) for q in ("beta", "dossier beta", "beta autre")] == [[cherche], [cherche], []]


@pytest.mark.parametrize(("q", "nombre"), [("beta", 2), ("dossier beta 732", 6)])
def test_a_search_costs_two_queries_a_word(ans, cherche, q, nombre, django_assert_num_queries):
    with django_assert_num_queries(nombre + 1):
        assert list(file_of(ans, Filtre(vue=Vue.EQUIPE, q=q)).order_by("pk")) == [cherche]


def test_search_by_number(ans):
    dossier = make_submitted()
    Dossier.objects.filter(pk=make_submitted().pk).update(nie="9", nil="9")
    Dossier.objects.filter(pk=dossier.pk).update(nie="00417", nil="41-Ab7")
    assert [shown(ans, q=q) for q in ("00417", "0417", "41-ab7", "AB7")] == [[dossier]] * 4


def test_search_by_reference(ans):
    dossier, _ = make_submitted(), make_submitted()
    reference = dossier.reference
    recepisse = Soumission.objects.get(dossier=dossier).numero
    formes = (reference, reference.lower(), reference.replace("-", ""), recepisse, f" {recepisse.lower()} ")
    assert [shown(ans, q=q) for q in formes] == [[dossier]] * 5


@pytest.mark.parametrize("q", ["(", "[", "a{9999}", "\\", "%", "_", ".*", "^", "💥", "zz zz", "a" * 100, "\ufffd"])
def test_a_hostile_search_finds_nothing_and_breaks_nothing(ans, dossier, q):
    assert dossier not in shown(ans, q=q)
