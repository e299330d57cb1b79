"""The worker's door: what nobody has taken, shared out."""

from celery import shared_task

from dossiers.actions import partage


@shared_task
def sweep_partage() -> None:
    partage.sweep_partage()
