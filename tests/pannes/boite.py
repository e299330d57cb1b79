"""A mail server of twenty lines of SMTP, which keeps the Message-ID of what it took, or refuses everything."""

import socketserver
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes

REFUS = b"451 4.3.0 come back later\r\n"


class Serveur(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    # The threads of killed clients need not be waited for.
    block_on_close = False


class Boite:
    """`recus`: how many times each Message-ID was taken. While `refuse` is true, no message is."""

    def __init__(self, serveur: Serveur) -> None:
        self.serveur, self.refuse, self.refusees = serveur, False, 0
        self.recus: Counter[str] = Counter()
        self.verrou = threading.Lock()

    @property
    def port(self) -> int:
        return self.serveur.server_address[1]

    @property
    def repetitions(self) -> int:
        return self.recus.total() - len(self.recus)

    def keep(self, octets: bytes) -> None:
        with self.verrou:
            self.recus[message_from_bytes(octets)["Message-ID"]] += 1

    def converse(self, flux: socketserver.StreamRequestHandler) -> None:
        """One connection, until it quits or is cut."""
        flux.wfile.write(b"220 boite\r\n")
        while ligne := flux.rfile.readline():
            ordre = ligne[:4].upper()
            if ordre == b"QUIT":
                flux.wfile.write(b"221 bye\r\n")
                return
            flux.wfile.write(self.answer(ordre, flux))

    def answer(self, ordre: bytes, flux: socketserver.StreamRequestHandler) -> bytes:
        if ordre == b"MAIL" and self.refuse:
            self.refusees += 1
            return REFUS
        if ordre != b"DATA":
            return b"250 ok\r\n"
        flux.wfile.write(b"354 go on\r\n")
        lignes = []
        while (ligne := flux.rfile.readline()) != b".\r\n":
            if not ligne:  # the client was killed before the end: nothing was taken
                return b""
            lignes.append(ligne)
        self.keep(b"".join(lignes))
        return b"250 kept\r\n"


@contextmanager
def open_boite() -> Iterator[Boite]:
    """A mail server on a free port of this machine."""

    class Flux(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            try:
                boite.converse(self)
            except OSError:
                return

    with Serveur(("127.0.0.1", 0), Flux) as serveur:
        boite = Boite(serveur)
        fil = threading.Thread(target=serveur.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        fil.start()
        yield boite
        serveur.shutdown()
        fil.join()
