"""The worker's door: attachments previewed, shown to the antivirus; the sweeps of the proofs look after them too."""

from celery import shared_task

from dossiers.actions.analyse import analyse_fichier
from dossiers.actions.apercu import make_apercu
from dossiers.models import Jointe


# As long as for a proof (tasks/piece.py).
@shared_task(time_limit=90)
def preview(jointe_id: int) -> None:
    make_apercu(jointe_id, genre=Jointe)


@shared_task(time_limit=240)
def analyse(jointe_id: int) -> None:
    analyse_fichier(jointe_id, genre=Jointe)
