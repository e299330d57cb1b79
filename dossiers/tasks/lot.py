"""The worker's door: lots."""

from celery import shared_task

from dossiers.actions import lot


# Long enough for a slice of the slowest lines; what it had not settled is done by the next.
@shared_task(time_limit=240)
def run(lot_id: int) -> None:
    lot.run_lot(lot_id=lot_id)


@shared_task
def sweep_lots() -> None:
    lot.sweep_lots()
