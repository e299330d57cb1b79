"""The address that counters go by: the connection’s, or what our own outermost proxy saw."""

import pytest

from segur.visiteur import read_adresse


@pytest.mark.parametrize(
    ("vue", "adresse"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("n’importe quoi", "n’importe quoi"),
    ],
)
def test_a_home_is_one_visitor_whatever_its_address(rf, vue, adresse):
    assert read_adresse(rf.get("/", REMOTE_ADDR=vue)) == adresse


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
