"""The worker's door: the calendars that dossiers follow."""

from celery import shared_task

from dossiers.actions import calendrier


@shared_task
def sweep_calendriers() -> None:
    calendrier.sweep_calendriers()
