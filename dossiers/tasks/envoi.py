"""The worker's door: mails."""

from celery import shared_task

from dossiers.actions import envoi


# Seconds: less than the lock of a mail (ENVOI_VERROU).
@shared_task(time_limit=240)
def send(envoi_id: int) -> None:
    envoi.send_envoi(envoi_id=envoi_id)


@shared_task
def sweep_envois() -> None:
    envoi.sweep_envois()
