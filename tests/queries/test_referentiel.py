"""The published référentiels: the latest of each, read once."""

import pytest

from dossiers.actions.referentiel import publish_referentiel
from dossiers.queries.referentiel import current_referentiels, dispositif_of
from tests.factories import LGC_VA1, LUNDI, make_referentiel

pytestmark = pytest.mark.django_db


def _republish(referentiel, avant: str, apres: str):
    texte = referentiel.texte.replace(avant, apres)
    return publish_referentiel(commun=referentiel.commun, texte=texte, par=None, le=LUNDI)


def test_latest_version_of_each_dispositif():
    va2, va1 = make_referentiel(), make_referentiel(LGC_VA1)
    assert current_referentiels() == [va1, va2]
    nouvelle = _republish(va2, "cabinet, vague 2", "cabinet médical, vague 2")
    assert (nouvelle.version, str(nouvelle)) == (2, "DSR-MDV-LGC-Va2 v2")
    assert current_referentiels() == [nouvelle, va1]


def test_each_version_keeps_its_own_text():
    ancienne = make_referentiel()
    nouvelle = _republish(ancienne, "cabinet, vague 2", "cabinet médical, vague 2")
    assert [dispositif_of(r).libelle for r in (ancienne, nouvelle)] == [
        "Logiciel de gestion de cabinet, vague 2",
        "Logiciel de gestion de cabinet médical, vague 2",
    ]


def test_text_is_read_once():
    referentiel = make_referentiel()
    assert dispositif_of(referentiel) is dispositif_of(make_referentiel())
