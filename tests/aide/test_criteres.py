"""The nine criteria as a page: they live in its address."""

import pytest

from tests.lecture import read_page

pytestmark = pytest.mark.django_db


def test_the_nine_criteria(client):
    assert "Votre bilan" not in client.get("/aide/terminologies/criteres/").content.decode()
    page = read_page(client.get("/aide/terminologies/criteres/?c1=oui&c4=non&c9=quoi")).find("main")
    assert "1 critère rempli, 1 non, 7 à établir." in page.texte
    assert "seule l’ANS décide" in page.texte
    assert page.find_id("id_c1_0").attrs.get("checked") is not None


@pytest.mark.parametrize(
    ("reponses", "bilan"),
    [
        ("c1=non&c2=oui&c3=oui", "2 critères remplis, 1 non, 6 à établir."),
        ("c1=non", "0 critère rempli, 1 non, 8 à établir."),
    ],
)
def test_zero_is_singular(client, reponses, bilan):
    assert bilan in read_page(client.get(f"/aide/terminologies/criteres/?{reponses}")).find("main").texte
