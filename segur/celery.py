"""The Celery application: its settings are Django's `CELERY_*`; its tasks are the modules of `dossiers/tasks/`."""

import os
from pathlib import Path
from pkgutil import iter_modules

from celery import Celery
from celery.signals import worker_process_init

from segur.superviseur import die_with

# Imported with the package, hence before segur/wsgi.py: told nothing, it is a production. `manage.py` says otherwise.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segur.settings.prod")

TACHES = Path(__file__).resolve().parent.parent / "dossiers" / "tasks"


def find_taches() -> list[str]:
    """Every module of `dossiers/tasks/`, by its full name: a new file is known to the worker with no other edit."""
    return sorted(f"dossiers.tasks.{module.name}" for module in iter_modules([str(TACHES)]))


app = Celery("segur")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(find_taches, related_name=None)


@worker_process_init.connect
def follow_worker(**_: object) -> None:
    """A process of the pool never outlives its worker: its task comes back to the queue (late acknowledgement)."""
    die_with(os.getppid())
