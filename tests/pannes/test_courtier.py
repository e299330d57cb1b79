"""The broker is frozen: a person's geste is hardly delayed, and the mails leave once it is back."""

import os
import signal
import time

import pytest
from celery import Celery
from django.conf import settings
from django.urls import reverse

from dossiers.actions.dossier import take_dossier
from dossiers.gateways import file_attente
from dossiers.models import Envoi
from tests.factories import make_dossier, make_instructeur, make_membre, make_ready
from tests.pannes.banc import count_states, wait_for

pytestmark = [pytest.mark.pannes, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("pannes")]


@pytest.fixture
def file_reelle(banc_gelable, monkeypatch):
    """The queue of this process, led to the bench's broker."""
    app = Celery("banc", broker=banc_gelable.broker, set_as_current=False)
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    monkeypatch.setattr(file_attente, "current_app", app)
    monkeypatch.setattr(file_attente, "_muet_jusqu_a", 0.0)
    monkeypatch.setattr(file_attente, "perdus", {})
    yield file_attente
    app.close()


def test_submit_answers_and_its_mails_leave_later(banc_gelable, boite, file_reelle, client, chiffres):
    banc = banc_gelable
    dossier = make_dossier(etape=2)
    collegues = [make_membre(dossier.editeur) for _ in range(3)]
    take_dossier(dossier=dossier, par=make_instructeur())
    make_ready(dossier)
    page = reverse("depot:envoi", args=[dossier.uuid])
    assert file_reelle.perdus == {}  # the broker took the hint of the preview: a connection is open
    client.force_login(dossier.cree_par)
    assert client.get(page).status_code == 200
    courtier = banc.services[0].process.pid
    os.kill(courtier, signal.SIGSTOP)
    try:
        debut = time.monotonic()
        reponse = client.post(page)
        duree = time.monotonic() - debut
    finally:
        os.kill(courtier, signal.SIGCONT)
    attendus = len(collegues) + 2
    recepisse = reverse("depot:recepisse", args=[dossier.uuid, 1])
    assert (reponse.status_code, reponse.headers["Location"]) == (302, recepisse)
    assert duree < 2
    assert (count_states(), file_reelle.perdus) == ({"attente": attendus}, {"dossiers.tasks.envoi.send": attendus})
    chiffres(f"Courtier gelé : un envoi à l’ANS répond en {duree:.1f} s, ses {attendus} courriels partent ensuite.")
    banc.start_worker()
    banc.start_beat()
    wait_for(lambda: count_states() == {"envoye": attendus}, "the mails of the submit", 60)
    assert (boite.recus.total(), boite.repetitions) == (attendus, 0)
    assert set(boite.recus) == {envoi.message_id for envoi in Envoi.objects.all()}
