"""The worker's door: training dossiers past their days."""

from celery import shared_task

from dossiers.actions import formation


@shared_task
def sweep_formations() -> None:
    formation.sweep_formations()
