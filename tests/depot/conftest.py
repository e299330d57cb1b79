"""The company whose door it is, and its person signed in."""

import pytest

from tests.factories import make_editeur, make_membre


@pytest.fixture
def membre():
    return make_membre(make_editeur("Alpha Santé", "732829320"), prenom="Claire", nom="Fontaine")


@pytest.fixture
def connecte(client, membre):
    client.force_login(membre)
    return client
