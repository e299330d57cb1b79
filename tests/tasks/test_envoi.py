"""The worker's door: what beat asks for exists, and a task run twice does its work once."""

from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.utils import timezone

from dossiers.actions.analyse import TACHES_ANALYSE
from dossiers.actions.apercu import TACHES_APERCU
from dossiers.actions.envoi import TACHE_ENVOI, post_envoi
from dossiers.actions.lecture import TACHE_LECTURE
from dossiers.actions.lot import TACHE_LOT
from dossiers.actions.reglage import TACHE_PROJECTION
from dossiers.models import Envoi
from dossiers.tasks.envoi import send, sweep_envois
from tests.factories import make_membre


def make_envoi(le) -> Envoi:
    return post_envoi(cle="essai", genre="invitation", destinataire=make_membre(), le=le)


def test_every_task_that_is_asked_for_exists():
    current_app.loader.import_default_modules()
    demandees = {
        TACHE_ENVOI,
        *TACHES_APERCU.values(),
        *TACHES_ANALYSE.values(),
        TACHE_LECTURE,
        TACHE_LOT,
        TACHE_PROJECTION,
        *(ligne["task"] for ligne in settings.CELERY_BEAT_SCHEDULE.values()),
    }
    connues = {nom for nom in current_app.tasks if nom.startswith("dossiers.")}
    assert demandees == connues


def test_clock_of_the_sweeps():
    periodes = {ligne["task"]: ligne["schedule"] for ligne in settings.CELERY_BEAT_SCHEDULE.values()}
    assert periodes == {
        "dossiers.tasks.envoi.sweep_envois": 60,
        "dossiers.tasks.relance.sweep_relances": 300,
        "dossiers.tasks.calendrier.sweep_calendriers": 3600,
        "dossiers.tasks.dispense.sweep_dispenses": 600,
        "dossiers.tasks.formation.sweep_formations": 86_400,
        "dossiers.tasks.piece.sweep_apercus": 120,
        "dossiers.tasks.piece.sweep_analyses": 120,
        "dossiers.tasks.piece.sweep_orphelins": 86_400,
        "dossiers.tasks.lecture.sweep_lectures": 30,
        "dossiers.tasks.lot.sweep_lots": 60,
    }


@pytest.mark.django_db
def test_send_twice_sends_once(mailoutbox):
    envoi = make_envoi(timezone.now())
    for _ in range(2):
        send(envoi.pk)
    assert [message.extra_headers["Message-ID"] for message in mailoutbox] == [envoi.message_id]


@pytest.mark.django_db
def test_send_of_a_row_that_is_gone_does_nothing(mailoutbox):
    send(404)
    assert mailoutbox == []


@pytest.mark.django_db
def test_sweep_gives_a_dead_worker_s_mail_back():
    envoi = make_envoi(timezone.now() - timedelta(hours=1))
    Envoi.objects.update(etat="envoi", verrou_jusqu_a=timezone.now() - timedelta(minutes=1))
    sweep_envois()
    envoi.refresh_from_db()
    assert envoi.etat == "attente"
