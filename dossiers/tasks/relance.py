"""The worker's door: reminders."""

from celery import shared_task

from dossiers.actions import relance


@shared_task
def sweep_relances() -> None:
    relance.sweep_relances()
