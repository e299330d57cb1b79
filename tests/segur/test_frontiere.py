"""A NUL byte in an address is refused before any door is asked."""

import pytest


@pytest.mark.parametrize("chemin", ["/?q=%00", "/?q=a%00b", "/?%00=1", "/a%00b/", "/connexion/?next=%00"])
def test_nul_is_a_400_with_a_page(client, chemin):
    response = client.get(chemin)
    assert (response.status_code, "Cette demande n’a pas été comprise" in response.content.decode()) == (400, True)


@pytest.mark.parametrize("chemin", ["/?q=%2500", "/?q=00", "/"])
def test_anything_else_passes(client, chemin):
    assert client.get(chemin).status_code == 200
