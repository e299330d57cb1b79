"""The reviewer whose door it is, signed in."""

import pytest

from tests.factories import make_instructeur


@pytest.fixture
def ans(client):
    compte = make_instructeur(prenom="Inès", nom="Leroy")
    client.force_login(compte)
    return compte
