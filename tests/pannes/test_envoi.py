"""Reminders leave while everything dies around them: none lost, at most one repeat per killed process.

One reminder a person: the digest of what is due to them over all their dossiers.
"""

import os
import random
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from dossiers.models import Dossier, Envoi, Evenement, Relance
from tests.pannes.banc import count_states, wait_for
from tests.pannes.silence import make_silence

pytestmark = [pytest.mark.pannes, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("pannes")]
LONGUES = os.environ.get("PANNES") == "longues"
PERSONNES = 30
# Processes killed and reminders that leave meanwhile.
MORTS, RELANCES = (30, 3000) if LONGUES else (3, 300)
PATIENCE = 900 if LONGUES else 90


def wait_all_sent(relances: int) -> None:
    wait_for(lambda: count_states() == {"envoye": relances}, f"{relances} reminders", PATIENCE)


def message_ids() -> set[str]:
    return {envoi.message_id for envoi in Envoi.objects.all()}


def rungs() -> list[tuple[int, int]]:
    """The distinct pairs: reminders done according to the row, and according to the trace."""
    dossiers = Dossier.objects.order_by("pk")
    trace = [Evenement.objects.filter(dossier=d, geste="relance").count() for d in dossiers]
    return sorted(set(zip(dossiers.values_list("relances_faites", flat=True), trace, strict=True)))


def test_killed_at_random_none_is_lost(banc, boite, chiffres):
    make_silence(RELANCES)
    hasard, debut = random.Random(2026), time.monotonic()
    worker, beat = banc.start_worker(), banc.start_beat()
    for seuil in sorted(hasard.sample(range(5, RELANCES - 5), MORTS)):
        wait_for(lambda seuil=seuil: boite.recus.total() >= seuil, f"{seuil} mails", PATIENCE)
        banc.kill(worker)
        if hasard.random() < 0.5:
            banc.kill(beat)
            beat = banc.start_beat()
        worker = banc.start_worker()
    wait_all_sent(RELANCES)
    duree = time.monotonic() - debut
    chiffres(
        f"{RELANCES} relances, {MORTS} workers tués : 0 perdue, {boite.repetitions} répétée(s), en {duree:.0f} s "
        f"({connection.vendor}, {'Redis' if banc.prefixe else 'courtier embarqué'})."
    )
    assert set(boite.recus) == message_ids()
    assert Relance.objects.filter(envoyee_le=None).count() == 0
    assert boite.repetitions <= MORTS
    assert rungs() == [(1, 1)]


def test_two_beats_and_two_workers_send_each_reminder_once(banc, boite, chiffres):
    relances = 2 * PERSONNES
    make_silence(relances)
    for start in (banc.start_worker, banc.start_worker, banc.start_beat, banc.start_beat):
        start()
    wait_all_sent(relances)
    chiffres(f"{relances} relances, deux horloges et deux workers, aucun tué : {boite.repetitions} répétée(s).")
    assert (set(boite.recus), boite.repetitions, rungs()) == (message_ids(), 0, [(1, 1)])


def test_mail_server_that_refuses_then_comes_back(banc, boite):
    boite.refuse = True
    make_silence(PERSONNES)
    banc.start_worker()
    banc.start_beat()
    essayes = Envoi.objects.filter(etat="attente", essais=1, erreur="SMTPSenderRefused")
    wait_for(lambda: essayes.count() == PERSONNES, "one try of each", PATIENCE)
    assert (boite.recus.total(), boite.refusees) == (0, PERSONNES)
    assert Envoi.objects.filter(a_partir_de__gt=timezone.now() + timedelta(seconds=30)).count() == PERSONNES
    boite.refuse = False
    Envoi.objects.update(a_partir_de=timezone.now())  # the minute of the first retry goes by
    wait_all_sent(PERSONNES)
    assert (set(boite.recus), boite.repetitions) == (message_ids(), 0)
