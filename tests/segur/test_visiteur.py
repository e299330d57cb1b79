"""The address that counters go by: the connection’s, or what our own outermost proxy saw."""

import pytest

from segur.visiteur import read_adresse


@pytest.mark.parametrize(
    ("proxys", "relais", "adresse"),
    [
        (0, "", "127.0.0.1"),
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "inventee, 203.0.113.9", "203.0.113.9"),
        (2, "inventee, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_which_address_is_believed(rf, settings, proxys, relais, adresse):
    settings.PROXYS = proxys
    assert read_adresse(rf.get("/", headers={"X-Forwarded-For": relais} if relais else {})) == adresse
