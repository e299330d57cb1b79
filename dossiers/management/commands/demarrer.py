"""`manage.py demarrer`: from an empty folder to the whole product running, and the same again in a few seconds."""

import errno
import fcntl
import io
import os
import socket
import time
import urllib.request

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser, call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from segur.processus import list_services
from segur.superviseur import Superviseur

# Seconds given to a port that the server of a run just ended still holds.
PATIENCE = 3.0


class Command(BaseCommand):
    help = (
        "Prépare la base et démarre ensemble le serveur web, l’exécuteur de tâches, l’horloge et, sans REDIS_URL, "
        "le courtier."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--hote", default=os.environ.get("HOTE", "127.0.0.1"), help="127.0.0.1 par défaut")
        parser.add_argument("--sans-demonstration", action="store_true", help="ne crée aucun jeu de démonstration")

    def handle(self, *, hote: str, port: int, sans_demonstration: bool, **options: object) -> None:
        settings.VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.address = f"http://localhost:{port}"
        if "ADRESSE_DU_SITE" not in os.environ:
            os.environ["ADRESSE_DU_SITE"] = settings.ADRESSE_DU_SITE = self.address
        with open(settings.VAR / "demarrer.verrou", "w") as verrou:
            take_verrou(verrou)
            wait_port(hote, port)
            self.comptes = self.prepare(demonstration=not sans_demonstration)
            services = list_services(settings.VAR, hote, port)
            Superviseur(services, dict(os.environ), self.say).run(self.greet)
        self.say("Tout est arrêté.")

    def prepare(self, *, demonstration: bool) -> str:
        """Database, référentiel, demonstration set; returns the demonstration's accounts, to be shown later."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Préparation de la base…")
            call_command("migrate", verbosity=0, interactive=False)
        call_command("publier_referentiel", stdout=self.stdout)
        call_command("publier_aide", stdout=self.stdout)
        call_command("publier_motifs", stdout=self.stdout)
        comptes = io.StringIO()
        if demonstration:
            call_command("demonstration", stdout=comptes)
        connections.close_all()
        return comptes.getvalue()

    def greet(self) -> None:
        """Says where the site is and who may sign in, once, when the site answers."""
        if self.comptes is None or not answers(f"{self.address}/sante/"):
            return
        self.say(f"\n{self.comptes}\nLe suivi Ségur répond sur {self.address} (Ctrl-C pour tout arrêter).")
        self.comptes = None

    def say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def take_verrou(verrou: io.TextIOWrapper) -> None:
    """One run at a time on the same data; the lock goes away with its process, however it ends."""
    try:
        fcntl.flock(verrou, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as erreur:
        raise CommandError(f"Le suivi tourne déjà sur les données de {settings.VAR} : arrêtez-le d’abord.") from erreur


def wait_port(host: str, port: int) -> None:
    """Returns when the port is free; raises `CommandError` with the way out when it stays taken."""
    end = time.monotonic() + PATIENCE
    while (erreur := try_port(host, port)) and erreur.errno == errno.EADDRINUSE and time.monotonic() < end:
        time.sleep(0.1)
    if erreur:
        cause = "est déjà pris" if erreur.errno == errno.EADDRINUSE else f"est refusé ({erreur.strerror})"
        raise CommandError(f"Le port {port} {cause} : choisissez-en un autre, par exemple « PORT=8123 make run ».")


def try_port(host: str, port: int) -> OSError | None:
    with socket.socket() as essai:
        essai.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            essai.bind((host, port))
        except OSError as erreur:
            return erreur
    return None


def answers(url: str) -> bool:
    """True once the page is served as it should be."""
    try:
        urllib.request.urlopen(url, timeout=2).close()  # noqa: S310
    except OSError:
        return False
    return True
