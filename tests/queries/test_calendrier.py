"""The working days that hold now."""

from datetime import date

import pytest

from dossiers.actions.referentiel import FIXTURES, publish_referentiel
from dossiers.queries.calendrier import current_calendrier
from dossiers.rules.calendrier import Calendrier
from tests.factories import make_referentiel

pytestmark = pytest.mark.django_db
FERMETURE = """
[[fermeture]]
du = 2026-12-24
au = 2026-12-31
libelle = "Fermeture de fin d’année"
"""


def test_without_any_text_no_closure_is_known(settings):
    settings.TERRITOIRE = "alsace"
    assert current_calendrier() == Calendrier("alsace")


def test_latest_text_holds(django_assert_num_queries):
    make_referentiel()
    assert current_calendrier().is_ouvre(date(2026, 12, 28)) is True
    commun = (FIXTURES / "commun.toml").read_text(encoding="utf-8") + FERMETURE
    texte = (FIXTURES / "dsr-mdv-lgc-va2.toml").read_text(encoding="utf-8")
    publish_referentiel(commun=commun, texte=texte, par=None)
    current_calendrier()
    with django_assert_num_queries(1):
        assert current_calendrier().chome(date(2026, 12, 28)) == "Fermeture de fin d’année"
