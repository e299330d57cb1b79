"""Keeps a handful of processes running together: what dies is started again, all stop together, none is left behind.

Linux only (PR_SET_PDEATHSIG). Everything happens in the main thread: the kernel's promise to end a child when its
parent is killed is bound to the *thread* that made the child.
"""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

PR_SET_PDEATHSIG = 1
ECOUTES = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# Seconds: between two looks, given to everyone to finish, after which a process counts as settled; longest wait.
PAS, GRACE, CALME, ATTENTE_MAX = 0.1, 10.0, 30.0, 30.0
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass
class Service:
    """A process to keep. `rang` orders the stop: the smallest first, those of one rank together."""

    nom: str
    commande: Sequence[str]
    rang: int = 0
    process: subprocess.Popen | None = None
    depart: float = 0.0
    chutes: int = 0
    reprise: float = 0.0

    def start(self, env: dict[str, str]) -> None:
        """Starts it in its own group, so that Ctrl-C in the terminal reaches the supervisor alone."""
        parent = os.getpid()
        self.depart = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            self.commande,
            env=env,
            stdin=subprocess.DEVNULL,
            process_group=0,
            preexec_fn=lambda: die_with(parent),
        )

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def signal(self, number: int) -> None:
        """Signals the process (`SIGKILL`: its whole group, even after its own end)."""
        if self.process is None:
            return
        send = os.killpg if number == signal.SIGKILL else os.kill
        try:
            send(self.process.pid, number)
        except ProcessLookupError:
            return

    def fall(self, now: float) -> float:
        """Notes an unexpected end; returns the wait before the next start, in seconds, longer at each fall."""
        self.chutes = 1 if now - self.depart > CALME else self.chutes + 1
        wait = min(2.0 ** (self.chutes - 2), ATTENTE_MAX)
        self.reprise = now + wait
        self.signal(signal.SIGKILL)
        self.process = None
        return wait


def die_with(parent: int) -> None:
    """The calling process ends at once when `parent`, its parent, ends, however it does."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


class Superviseur:
    """Starts the services and watches over them until a signal asks it to stop."""

    def __init__(self, services: Sequence[Service], env: dict[str, str], say: Callable[[str], None]) -> None:
        self.services, self.env, self.say = services, env, say
        self.asked_to_stop = False

    def run(self, on_tick: Callable[[], None]) -> None:
        """Returns once everything is stopped. `on_tick` is called after each look around."""
        before = {number: signal.signal(number, self.hear) for number in ECOUTES}
        try:
            for service in self.services:
                service.start(self.env)
            while not self.asked_to_stop:
                time.sleep(PAS)
                self.look_around()
                on_tick()
        finally:
            self.stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def hear(self, number: int, frame: object) -> None:
        """A signal: whichever thread the kernel gives it to, Python runs this in the main one."""
        self.asked_to_stop = True

    def look_around(self) -> None:
        """Starts again what fell, in its time."""
        now = time.monotonic()
        for service in self.services:
            if service.process is not None and not service.is_alive():
                code = service.process.returncode
                wait = f"{service.fall(now):g}".replace(".", ",")
                self.say(f"{service.nom} s’est arrêté (code {code}) ; relance dans {wait} s.")
            elif service.process is None and now >= service.reprise:
                service.start(self.env)

    def stop(self) -> None:
        """Asks each rank in turn to finish, then insists; afterwards no process of any group is left."""
        end = time.monotonic() + GRACE
        for rang in sorted({service.rang for service in self.services}):
            rank = [service for service in self.services if service.rang == rang]
            for service in rank:
                service.signal(signal.SIGTERM)
            while any(service.is_alive() for service in rank) and time.monotonic() < end:
                time.sleep(0.02)
            for service in rank:
                service.signal(signal.SIGKILL)
                if service.process is not None:
                    service.process.wait()
