"""A small clamd on loopback, enough of its protocol to be asked: it knows EICAR."""

import socketserver
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from dossiers.gateways.antivirus import EICAR


class _Demande(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        assert self._read(10) == b"zINSTREAM\0"
        octets = b""
        while longueur := struct.unpack("!L", self._read(4))[0]:
            octets += self._read(longueur)
        self.server.vus.append(octets)
        self.request.sendall(self.server.repond(octets))

    def _read(self, nombre: int) -> bytes:
        recu = b""
        while len(recu) < nombre and (suite := self.request.recv(nombre - len(recu))):
            recu += suite
        return recu


class Clamd(socketserver.ThreadingTCPServer):
    """`vus`: what it was shown. `repond` may be replaced: what it answers to some bytes."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, adresse, repond=None) -> None:
        self.vus: list[bytes] = []
        self.repond = repond or self.judge
        super().__init__(adresse, _Demande)

    @staticmethod
    def judge(octets: bytes) -> bytes:
        return b"stream: Eicar-Signature FOUND\0" if EICAR in octets else b"stream: OK\0"


class UnixClamd(Clamd):
    address_family = socketserver.socket.AF_UNIX


@contextmanager
def listen(serveur: Clamd) -> Iterator[Clamd]:
    fil = Thread(target=serveur.serve_forever, args=(0.05,), daemon=True)
    fil.start()
    try:
        yield serveur
    finally:
        serveur.shutdown()
        serveur.server_close()
        fil.join()


@contextmanager
def clamd(settings, repond=None) -> Iterator[Clamd]:
    """One that listens on a free port, `CLAMD_URL` set to it."""
    with listen(Clamd(("127.0.0.1", 0), repond)) as serveur:
        settings.CLAMD_URL = f"tcp://127.0.0.1:{serveur.server_address[1]}"
        yield serveur
