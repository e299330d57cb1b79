"""The worker's door: proofs previewed, shown to the antivirus."""

from celery import shared_task
from django.utils import timezone

from dossiers.actions.analyse import analyse_fichier, enqueue_late_analyses
from dossiers.actions.apercu import enqueue_late_apercus, make_apercu
from dossiers.actions.reconciliation import reconcile_pieces


# Longer than the child may take, so that it is the child that is ended, never the worker that waits for it.
@shared_task(time_limit=90)
def preview(piece_id: int) -> None:
    make_apercu(piece_id)


# Longer than the antivirus may stay silent, again and again, on the largest file.
@shared_task(time_limit=240)
def analyse(piece_id: int) -> None:
    analyse_fichier(piece_id)


@shared_task
def sweep_analyses() -> None:
    enqueue_late_analyses(timezone.now())


@shared_task
def sweep_orphelins() -> None:
    reconcile_pieces(le=timezone.now(), corriger=True)


@shared_task
def sweep_apercus() -> None:
    enqueue_late_apercus(timezone.now())
