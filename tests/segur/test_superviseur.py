"""The supervisor: toy processes for its own rules, then the whole product for what a person counts on."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from segur.superviseur import ATTENTE_MAX, CALME, Service, Superviseur
from tests.maison import Maison, is_zombie, list_pids, read_proc, wait_until

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]


def test_each_fall_waits_longer_until_the_longest():
    service = Service("Essai", SLEEPER)
    waits = [service.fall(now=0.0) for _ in range(9)]
    assert waits == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, ATTENTE_MAX, ATTENTE_MAX, ATTENTE_MAX]


def test_a_long_calm_forgets_the_falls():
    service = Service("Essai", SLEEPER)
    waits = [service.fall(now=0.0), service.fall(now=1.0), service.fall(now=CALME + 1), service.fall(now=2.0)]
    assert waits == [0.5, 1.0, 0.5, 1.0]


def test_what_dies_is_started_again_and_all_stop_together():
    said, seen = [], []
    services = [Service("Le premier", SLEEPER), Service("Le second", SLEEPER, rang=1)]

    def play() -> None:
        """Kills the first once; asks to stop when its successor lives."""
        pid = services[0].process and services[0].process.pid
        if not seen:
            os.kill(pid, signal.SIGKILL)
        elif pid not in (None, seen[0]):
            os.kill(os.getpid(), signal.SIGTERM)
        seen.append(pid)

    Superviseur(services, dict(os.environ), said.append).run(play)
    assert said == ["Le premier s’est arrêté (code -9)\u202f; relance dans 0,5 s."]
    assert [service.is_alive() for service in services] == [False, False]
    assert seen[0] != services[0].process.pid


def test_a_deaf_process_is_killed_with_its_group(monkeypatch):
    monkeypatch.setattr("segur.superviseur.GRACE", 0.5)
    deaf = "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); os.fork(); time.sleep(60)"
    service = Service("Le sourd", [sys.executable, "-c", deaf])

    def list_group() -> list[int]:
        return [pid for pid in list_pids() if read_proc(pid, "stat").rpartition(")")[2].split()[2:3] == [group()]]

    def group() -> str:
        return str(service.process.pid)

    def play() -> None:
        if len(list_group()) == 2:
            os.kill(os.getpid(), signal.SIGTERM)

    Superviseur([service], dict(os.environ), print).run(play)
    wait_until(lambda: all(is_zombie(pid) for pid in list_group()), "the group to end", patience=5)


pannes = pytest.mark.pannes
MAIN_PROCESSES = ["gunicorn", "segur worker", "segur beat", "valkey-server"]


@pannes
def test_whole_product_starts_stops_and_starts_again(tmp_path, base_neuve):
    """In a folder too deep for a unix socket, with spaces and accents in its name."""
    maison = Maison(tmp_path / ("dossier à rallonge " * 8) / "var", base_neuve)
    maison.var.mkdir(parents=True)
    maison.start()
    assert maison.read_sante() == {"base": "ok", "broker": "ok"}
    assert maison.get("/static/dsfr/dist/dsfr/dsfr.min.css")[0] == 200
    assert [len(maison.find(mot)) >= 1 for mot in MAIN_PROCESSES] == [True] * 4
    assert (maison.stop(), maison.find()) == (0, [])
    maison.journal.unlink()
    maison.start()
    assert "Préparation de la base" not in maison.read_journal()
    assert (maison.stop(signal.SIGINT), maison.find()) == (0, [])


@pannes
def test_killed_supervisor_leaves_no_orphan(maison):
    maison.start()
    assert maison.stop(signal.SIGKILL) == -signal.SIGKILL
    wait_until(lambda: not maison.find(), "every process to end", patience=10)


@pannes
def test_each_killed_process_is_started_again(maison):
    maison.start()
    killed = {mot: maison.find(mot)[0] for mot in MAIN_PROCESSES}
    for pid in killed.values():
        os.kill(pid, signal.SIGKILL)
    for mot, pid in killed.items():
        wait_until(lambda mot=mot, pid=pid: maison.find(mot) and pid not in maison.find(mot), f"a new {mot}")
    wait_until(lambda: "s’est arrêté (code -9)\u202f; relance dans 0,5 s." in maison.read_journal(), "the sentence")
    wait_until(lambda: answers_ok(maison), "the site and the broker to answer")
    assert (maison.stop(), maison.find()) == (0, [])


def answers_ok(maison: Maison) -> bool:
    try:
        return maison.read_sante() == {"base": "ok", "broker": "ok"}
    except OSError:
        return False


@pannes
def test_frozen_broker_neither_hangs_the_site_nor_the_stop(maison):
    maison.start()
    os.kill(maison.find("valkey-server")[0], signal.SIGSTOP)
    start = time.monotonic()
    assert maison.read_sante() == {"base": "ok", "broker": "injoignable"}
    assert time.monotonic() - start < 4
    assert (maison.stop(), maison.find()) == (0, [])


@pannes
def test_same_folder_twice_is_refused_with_a_sentence(maison):
    maison.start()
    second = maison.manage("demarrer", "--port", "0", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    sentence, _ = second.communicate(timeout=30)
    assert (second.returncode, "Le suivi tourne déjà sur les données de" in sentence) == (1, True)


@pannes
def test_busy_port_is_refused_with_a_sentence(maison):
    with socket.socket() as other:
        other.bind(("127.0.0.1", maison.port))
        other.listen()
        refused = maison.manage("demarrer", "--port", str(maison.port), stderr=subprocess.PIPE, text=True)
        _, sentence = refused.communicate(timeout=30)
    expected = f"Le port {maison.port} est déjà pris\u00a0: choisissez-en un autre, par exemple «\u00a0PORT=8123 make"
    assert (refused.returncode, expected in sentence) == (1, True)
