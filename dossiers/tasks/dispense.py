"""The worker's door: waivers whose term comes."""

from celery import shared_task

from dossiers.actions import dispense


@shared_task
def sweep_dispenses() -> None:
    dispense.sweep_dispenses()
