"""Every mail in a real browser, on a telephone: read without scrolling sideways, and without an accessibility fault."""

import pytest
from playwright.sync_api import Page

from dossiers.actions.envoi import send_envoi
from dossiers.models import Envoi
from dossiers.rules.envoi import Genre
from tests.factories import LUNDI
from tests.queries.test_courriel import JOUR, SCENES

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("genre", list(SCENES))
def test_mail_is_legible_on_a_telephone(page: Page, genre: Genre, mailoutbox, verifier_axe):
    SCENES[genre]()
    envoi = Envoi.objects.filter(genre=genre, etat="attente").order_by("pk").first()
    assert send_envoi(envoi_id=envoi.pk, le=LUNDI + 22 * JOUR) == "envoye"
    [(html, _)] = mailoutbox[-1].alternatives
    page.set_viewport_size({"width": 390, "height": 844})
    page.set_content(html)
    verifier_axe(page)
    assert page.locator("body").inner_text().startswith("Bonjour")
