"""The antivirus is asked in its own words; the answer is sound, infected, not analysed; or unknown."""

import time

import pytest

from dossiers.gateways import antivirus
from dossiers.gateways.antivirus import EICAR, AntivirusInjoignable, analyse_octets, has_antivirus
from dossiers.rules.retenue import Analyse
from tests.clamd import UnixClamd, clamd, listen
from tests.factories import picture
from tests.maison import find_port

INFECTE = picture() + EICAR


def test_eicar_is_the_file_that_every_antivirus_knows():
    assert (len(EICAR), EICAR[:10], EICAR[-10:]) == (68, b"X5O!P%@AP[", b"FILE!$H+H*")


def test_without_an_antivirus_nothing_is_known_but_eicar():
    assert has_antivirus() is False
    assert [analyse_octets(octets) for octets in (picture(), INFECTE)] == [Analyse.NON_ANALYSEE, Analyse.INFECTEE]


def test_what_it_is_shown_is_the_file_whole(settings):
    gros = picture() + bytes(range(256)) * 1000
    with clamd(settings) as serveur:
        assert has_antivirus() is True
        assert [analyse_octets(octets) for octets in (gros, INFECTE, b"")] == [
            Analyse.SAINE,
            Analyse.INFECTEE,
            Analyse.SAINE,
        ]
    assert serveur.vus == [gros, INFECTE, b""]


def test_through_a_socket_of_the_machine(settings, tmp_path):
    chemin = str(tmp_path / "clamd.sock")
    settings.CLAMD_URL = f"unix://{chemin}"
    with listen(UnixClamd(chemin)):
        assert analyse_octets(INFECTE) is Analyse.INFECTEE


@pytest.mark.parametrize(
    "reponse", [b"", b"INSTREAM size limit exceeded. ERROR\0", b"stream: lstat() failed ERROR\0", b"\xff\xfe\0"]
)
def test_an_answer_that_is_none_is_not_a_pass(settings, reponse):
    with clamd(settings, lambda octets: reponse), pytest.raises(AntivirusInjoignable):
        analyse_octets(picture())


@pytest.mark.parametrize("adresse", ["tcp://127.0.0.1:{port}", "unix:///nulle/part.sock", "tcp://hote.invalid:3310"])
def test_one_that_is_away_is_not_a_pass(settings, adresse):
    settings.CLAMD_URL = adresse.format(port=find_port())
    with pytest.raises(AntivirusInjoignable):
        analyse_octets(picture())


def test_one_that_stays_silent_is_left(settings, monkeypatch):
    monkeypatch.setattr(antivirus, "DELAI_REPONSE", 0.2)
    debut = time.monotonic()
    with clamd(settings, lambda octets: time.sleep(1) or b""), pytest.raises(AntivirusInjoignable):
        analyse_octets(picture())
    assert time.monotonic() - debut < 5
