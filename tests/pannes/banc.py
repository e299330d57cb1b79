"""A bench: workers and beats as real processes, on the test's own database, with a real broker and a mail server."""

import os
import signal
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import redis
from django.db import connection

from dossiers.models import Envoi
from segur.environnement import find_socket
from segur.processus import PYTHON, make_broker, make_reader
from segur.superviseur import Service
from tests.pannes.boite import Boite

CELERY = (*PYTHON, "-m", "celery", "--quiet", "--app", "segur")
# Seconds: the periods and the lock of the product, shortened.
REGLAGES = {
    "SEGUR_PERIODE_ENVOIS": "1",
    "SEGUR_PERIODE_RELANCES": "1",
    "SEGUR_PERIODE_APERCUS": "60",
    "SEGUR_ENVOI_RETARD": "1",
    "SEGUR_ENVOI_VERROU": "3",
    "SEGUR_PERIODE_LECTURES": "1",
    "SEGUR_LECTURE_RETARD": "2",
    "SEGUR_LECTURE_VERROU": "20",
}
# The database of the shared Redis that the campaign keeps to.
BASE_REDIS = "13"


class Banc:
    """`env`: what each process is given. Everything started here is stopped here, by its own id."""

    def __init__(self, var: Path, boite: Boite, broker: str, prefixe: str) -> None:
        self.var, self.broker, self.prefixe = var, broker, prefixe
        self.services: list[Service] = []
        self.env = {
            **os.environ,
            **REGLAGES,
            **share_base(var),
            "DJANGO_SETTINGS_MODULE": "segur.settings.pannes",
            "SEGUR_VAR": str(var),
            "REDIS_URL": broker,
            "SEGUR_PREFIXE": prefixe,
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(boite.port),
        }

    def start(self, service: Service) -> Service:
        service.start(self.env)
        self.services.append(service)
        return service

    def start_worker(self) -> Service:
        """One process that sends: a kill is the kill of one process."""
        options = "worker --concurrency 1 --loglevel ERROR --without-gossip --without-mingle".split()
        return self.start(Service("worker", [*CELERY, *options]))

    def start_reader(self) -> Service:
        """The one process that reads proofs, as the product starts it."""
        return self.start(make_reader())

    def start_beat(self) -> Service:
        echeances = self.var / f"echeances-{uuid.uuid4().hex}"
        return self.start(Service("beat", [*CELERY, "beat", "--schedule", str(echeances), "--loglevel", "ERROR"]))

    def kill(self, service: Service) -> None:
        """`kill -9`, and no second thoughts."""
        service.signal(signal.SIGKILL)
        service.process.wait()
        self.services.remove(service)

    def stop(self) -> None:
        """The last started first: a worker without its broker takes its time."""
        for service in reversed(list(self.services)):
            self.kill(service)

    def clean(self) -> None:
        """Removes what this bench put on a broker that others use, and nothing else."""
        with redis.Redis.from_url(self.broker) as client:
            cles = list(client.scan_iter(f"{self.prefixe}*", count=1000))
            if cles:
                client.delete(*cles)


def share_base(var: Path) -> dict[str, str]:
    """What leads another process to the database of the test in progress."""
    nom = str(connection.settings_dict["NAME"])
    if connection.vendor == "postgresql":
        return {"DATABASE_URL": f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{nom}"}
    (var / "segur.sqlite3").symlink_to(nom)
    return {"DATABASE_URL": ""}


@contextmanager
def open_banc(var: Path, boite: Boite, *, own_broker: bool = False) -> Iterator[Banc]:
    """A bench on the Redis of REDIS_URL, or on a broker of its own, which may be frozen (`banc.services[0]`)."""
    url = os.environ.get("REDIS_URL", "").strip()
    partage = bool(url) and not own_broker
    broker = urlsplit(url)._replace(path=f"/{BASE_REDIS}").geturl() if partage else f"redis+socket://{find_socket(var)}"
    banc = Banc(var, boite, broker, f"banc-{uuid.uuid4().hex}:" if partage else "")
    try:
        if not partage:
            banc.start(make_broker(var))
            wait_for(lambda: find_socket(var).exists(), "the broker", 10)
        yield banc
    finally:
        banc.stop()
        if partage:
            banc.clean()


def wait_for(condition: Callable[[], object], what: str, patience: float) -> None:
    """Returns when `condition` holds; fails, naming what was awaited, after `patience` seconds."""
    fin = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < fin, f"Waited {patience:g} s in vain for {what}: {count_states()}"
        time.sleep(0.1)


def count_states() -> dict[str, int]:
    """How many mails in each state."""
    etats = list(Envoi.objects.order_by().values_list("etat", flat=True))
    return {etat: etats.count(etat) for etat in sorted(set(etats))}
