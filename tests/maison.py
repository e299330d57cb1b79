"""The whole product started for real, in a folder and a database of its own, for the tests that break things."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from segur.environnement import find_socket

# Seconds. Generous: a busy machine with two cores makes the demonstration set in a minute.
PATIENCE = 180.0


class Maison:
    """`manage.py demarrer` on a free port. `mots` of a process are those of its command line."""

    def __init__(self, var: Path, database_url: str) -> None:
        self.var, self.port = var, find_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.journal = var.with_suffix(".journal")
        hidden = {"REDIS_URL", "DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE", "ADRESSE_DU_SITE"}
        self.env = {name: value for name, value in os.environ.items() if name not in hidden}
        self.env |= {"SEGUR_VAR": str(var), "DATABASE_URL": database_url}
        self.marks = (str(var), str(find_socket(var)))
        self.process: subprocess.Popen | None = None

    def manage(self, *arguments: str, **options: object) -> subprocess.Popen:
        """Starts `manage.py` in this house; what it says goes to the journal."""
        command = [sys.executable, "manage.py", *arguments]
        with self.journal.open("a") as journal:
            options = {"stdout": journal, "stderr": subprocess.STDOUT, "env": self.env, **options}
            return subprocess.Popen(command, cwd=settings.BASE_DIR, **options)

    def start(self, *, demonstration: bool = False) -> None:
        """Returns when the site answers."""
        options = [] if demonstration else ["--sans-demonstration"]
        self.process = self.manage("demarrer", "--port", str(self.port), *options)
        wait_until(lambda: self.process.poll() is not None or "Ctrl-C" in self.read_journal(), "the site to answer")
        assert self.process.poll() is None, self.read_journal()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Signals the supervisor; returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=PATIENCE)

    def read_journal(self) -> str:
        return self.journal.read_text() if self.journal.exists() else ""

    def get(self, path: str) -> tuple[int, bytes]:
        """The status and the body of a page."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=30) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as erreur:
            return erreur.code, erreur.read()

    def read_sante(self) -> dict[str, str]:
        return json.loads(self.get("/sante/")[1])

    def find(self, mot: str = "") -> list[int]:
        """The living processes of this house whose command line holds `mot`, the oldest first."""
        found = [pid for pid in list_pids() if self.owns(pid) and mot in read_proc(pid, "cmdline")]
        return sorted(found, key=lambda pid: int(read_proc(pid, "stat").rpartition(")")[2].split()[19] or 0))

    def owns(self, pid: int) -> bool:
        """True for a living process started with this house's folder, in its environment or on its command line."""
        words = read_proc(pid, "environ") + read_proc(pid, "cmdline")
        return any(mark in words for mark in self.marks) and not is_zombie(pid)

    def end(self) -> None:
        """Kills what still lives."""
        for pid in self.find():
            os.kill(pid, signal.SIGKILL)
        if self.process is not None:
            self.process.wait(timeout=PATIENCE)


def list_pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def read_proc(pid: int, name: str) -> str:
    """A file of /proc; empty for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def is_zombie(pid: int) -> bool:
    return read_proc(pid, "stat").rpartition(")")[2].split()[:1] in ([], ["Z"])


def find_port() -> int:
    with socket.socket() as essai:
        essai.bind(("127.0.0.1", 0))
        return essai.getsockname()[1]


def wait_until(condition: Callable[[], object], what: str, patience: float = PATIENCE) -> None:
    """Returns when `condition` holds; fails, naming what was awaited, after `patience` seconds."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, f"Waited {patience:g} s in vain for {what}."
        time.sleep(0.05)


@pytest.fixture
def base_neuve() -> Iterator[str]:
    """The address of an empty database: on PostgreSQL one of its own, dropped afterwards; on SQLite none is needed."""
    url = os.environ.get("DATABASE_URL", "").strip()
    if not url:
        yield ""
        return
    server, name = url.rpartition("/")[0], f"maison_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def maison(tmp_path: Path, base_neuve: str, django_db_setup: None) -> Iterator[Maison]:
    """A house not yet started; whatever of it still lives afterwards is killed. On SQLite its tables are already there,
    copied from those of the suite, which are empty between two tests.
    """
    maison = Maison(tmp_path / "var", base_neuve)
    if connection.vendor == "sqlite":
        copy_tables(maison.var)
    yield maison
    maison.end()


def copy_tables(var: Path) -> None:
    var.mkdir(mode=0o700)
    nom = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(nom)) as suite, closing(sqlite3.connect(var / "segur.sqlite3")) as copie:
        suite.backup(copie)
