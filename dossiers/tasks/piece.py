"""The worker's door: previews of the proofs."""

from celery import shared_task
from django.utils import timezone

from dossiers.actions.piece import enqueue_late_apercus, make_apercu


# Longer than the child may take, so that it is the child that is ended, never the worker that waits for it.
@shared_task(time_limit=90)
def preview(piece_id: int) -> None:
    make_apercu(piece_id)


@shared_task
def sweep_apercus() -> None:
    enqueue_late_apercus(timezone.now())
