"""The factories lead where they say."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fabrique", "attendu"),
    [
        (factories.make_dossier, (1, "ouverte", "editeur")),
        (lambda: factories.make_dossier(etape=2), (2, "ouverte", "editeur")),
        (lambda: factories.make_ready(factories.make_dossier(etape=2)), (2, "ouverte", "editeur")),
        (factories.make_submitted, (2, "soumise", "ans")),
        (lambda: factories.make_decided("demander_complements"), (2, "complements", "editeur")),
        (lambda: factories.make_decided("refuser"), (2, "refusee", "")),
        (lambda: factories.make_decided("valider"), (3, "ouverte", "")),
    ],
)
def test_each_factory_leads_to_its_state(fabrique, attendu):
    dossier = fabrique()
    assert (dossier.etape, dossier.etat, dossier.bloqueur) == attendu
