"""The reader's door: one process of its own, since the model is heavy."""

from celery import shared_task

from dossiers.actions import lecture


# Seconds: less than the claim of a reading (LECTURE_VERROU).
@shared_task(time_limit=100)
def read(piece_id: int) -> None:
    lecture.read_piece(piece_id)


@shared_task
def refresh() -> None:
    lecture.refresh_read_dossiers()


@shared_task
def sweep_lectures() -> None:
    lecture.sweep_lectures()
