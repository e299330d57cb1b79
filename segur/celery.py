"""The Celery application: its settings are Django's `CELERY_*`; its tasks live in `dossiers/tasks/`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segur.settings.dev")

app = Celery("segur")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["dossiers"])
