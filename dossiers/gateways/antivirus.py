"""The antivirus: ClamAV's daemon at `CLAMD_URL` (tcp://host:port or unix:///path), asked by its INSTREAM command.

Without it a file is « non analysé », and only the test file of all antivirus, EICAR, is recognised.
Source: clamd(8), section COMMANDS.
"""

import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings

from dossiers.rules.retenue import Analyse

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
# Seconds: to reach the daemon, then for each of its silences. Bytes sent at once.
DELAI_CONNEXION = 2.0
DELAI_REPONSE = 30.0
MORCEAU = 64 * 1024


class AntivirusInjoignable(RuntimeError):
    """The daemon did not answer, or could not tell: nothing is known of the file, it must be asked again."""


def has_antivirus() -> bool:
    """True when a daemon is configured: an original is then handed out only once it was found sound."""
    return bool(settings.CLAMD_URL)


def analyse_octets(octets: bytes) -> Analyse:
    """Sound, infected, or not analysed. Raises `AntivirusInjoignable`."""
    if not has_antivirus():
        return Analyse.INFECTEE if EICAR in octets else Analyse.NON_ANALYSEE
    try:
        reponse = _ask(octets)
    except OSError as erreur:
        raise AntivirusInjoignable(type(erreur).__name__) from erreur
    if reponse.endswith(" FOUND"):
        return Analyse.INFECTEE
    if reponse != "stream: OK":
        raise AntivirusInjoignable(reponse[:200] or "sans réponse")
    return Analyse.SAINE


def _ask(octets: bytes) -> str:
    """Its answer, as « stream: OK », « stream: Eicar-Signature FOUND » or « … ERROR »."""
    with _connect() as prise:
        prise.sendall(b"zINSTREAM\0")
        for debut in range(0, len(octets), MORCEAU):
            morceau = octets[debut : debut + MORCEAU]
            prise.sendall(struct.pack("!L", len(morceau)) + morceau)
        prise.sendall(struct.pack("!L", 0))
        reponse = b""
        while not reponse.endswith(b"\0") and (recu := prise.recv(4096)):
            reponse += recu
    return reponse.rstrip(b"\0").decode("ascii", "replace").strip()


def _connect() -> socket.socket:
    adresse = urlsplit(settings.CLAMD_URL)
    if adresse.scheme == "unix":
        prise = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        prise.settimeout(DELAI_CONNEXION)
        try:
            prise.connect(adresse.path)
        except OSError:
            prise.close()
            raise
    else:
        prise = socket.create_connection((adresse.hostname, adresse.port or 3310), timeout=DELAI_CONNEXION)
    prise.settimeout(DELAI_REPONSE)
    return prise
