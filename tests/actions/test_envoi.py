"""The outbox: asked for once, sent once, only if still due, tried again for a day, never lost."""

import logging
from datetime import timedelta

import pytest
from django.db import transaction

from dossiers.actions import envoi as actions
from dossiers.actions.envoi import post_envoi, post_to_editeur, send_envoi, sweep_envois
from dossiers.gateways.courriel import EnvoiImpossible
from dossiers.models import Envoi
from dossiers.rules.envoi import REPRISES
from tests.factories import LUNDI, make_compte, make_dossier, make_editeur, make_membre

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
RETARD, VERROU = MINUTE, 5 * MINUTE


@pytest.fixture
def hints(monkeypatch) -> list[int]:
    """The mails the queue was asked for."""
    hints: list[int] = []

    def enqueue(tache: str, pk: int) -> bool:
        assert tache == "dossiers.tasks.envoi.send"
        hints.append(pk)
        return True

    monkeypatch.setattr(actions, "enqueue", enqueue)
    return hints


@pytest.fixture
def panne(monkeypatch):
    """The mail server refuses; `panne(None)` mends it."""
    serveur = actions.send_courriel

    def set_panne(erreur: Exception | None) -> None:
        def send_courriel(courriel) -> None:
            if erreur:
                raise erreur
            serveur(courriel)

        monkeypatch.setattr(actions, "send_courriel", send_courriel)

    set_panne(EnvoiImpossible("SMTPRecipientsRefused"))
    return set_panne


def make_envoi(cle: str = "essai", le=LUNDI, **champs) -> Envoi:
    """An invitation: due as long as the person is of a company."""
    envoi = post_envoi(cle=cle, genre="invitation", destinataire=make_membre(), le=le)
    Envoi.objects.filter(pk=envoi.pk).update(**champs)
    return fresh(envoi)


def fresh(envoi: Envoi) -> Envoi:
    return Envoi.objects.get(pk=envoi.pk)


def state_of(envoi: Envoi) -> tuple[str, int]:
    envoi.refresh_from_db()
    return envoi.etat, envoi.essais


def test_one_row_per_key_one_hint_after_the_commit(hints, django_capture_on_commit_callbacks):
    compte = make_membre()
    with django_capture_on_commit_callbacks(execute=True):
        lignes = [post_envoi(cle="essai", genre="invitation", destinataire=compte, le=LUNDI) for _ in range(3)]
        assert hints == []
    assert {ligne.pk for ligne in lignes} == {Envoi.objects.get().pk}
    assert hints == [lignes[0].pk]


def test_a_geste_that_fails_asks_for_nothing(hints, django_capture_on_commit_callbacks):
    compte = make_membre()

    def fail() -> None:
        with transaction.atomic():
            post_envoi(cle="essai", genre="invitation", destinataire=compte, le=LUNDI)
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        fail()
    assert (Envoi.objects.count(), hints) == (0, [])


def test_a_mail_to_an_editeur_is_one_per_active_person(hints):
    editeur = make_editeur()
    actifs = [make_membre(editeur), make_membre(editeur, "salarie")]
    make_membre(editeur, is_active=False)
    make_membre()
    dossier = make_dossier(actifs[0])
    envois = post_to_editeur(dossier=dossier, genre="valider", cle="c", le=LUNDI)
    assert [(e.cle, e.destinataire_id) for e in envois] == [(f"c:{a.pk}", a.pk) for a in actifs]


def test_sent_once_with_its_own_identity(mailoutbox):
    envoi = make_envoi()
    assert [send_envoi(envoi_id=envoi.pk, le=LUNDI) for _ in range(3)] == ["envoye", "", ""]
    assert [message.extra_headers["Message-ID"] for message in mailoutbox] == [envoi.message_id]
    assert (state_of(envoi), envoi.envoye_le, envoi.verrou_jusqu_a) == (("envoye", 1), LUNDI, None)


def test_not_before_its_time(mailoutbox):
    envoi = make_envoi(a_partir_de=LUNDI + MINUTE)
    assert (send_envoi(envoi_id=envoi.pk, le=LUNDI), state_of(envoi)) == ("", ("attente", 0))
    assert send_envoi(envoi_id=envoi.pk, le=LUNDI + MINUTE) == "envoye"
    assert len(mailoutbox) == 1


def test_claimed_by_one_worker_only():
    envoi = make_envoi()
    assert [actions._claim(envoi.pk, LUNDI), actions._claim(envoi.pk, LUNDI)] == [LUNDI + VERROU, None]
    assert (state_of(envoi), envoi.verrou_jusqu_a) == (("envoi", 1), LUNDI + VERROU)


def test_the_claim_is_committed_before_the_mail_leaves(monkeypatch):
    envoi = make_envoi()
    vus = []
    monkeypatch.setattr(actions, "send_courriel", lambda courriel: vus.append(fresh(envoi).etat))
    send_envoi(envoi_id=envoi.pk, le=LUNDI)
    assert vus == ["envoi"]


@pytest.mark.parametrize("etat", ["envoi", "envoye", "sans_objet", "echec"])
def test_what_does_not_wait_is_not_sent(mailoutbox, etat):
    assert send_envoi(envoi_id=make_envoi(etat=etat).pk, le=LUNDI) == ""
    assert mailoutbox == []


def test_held_after_a_restore(settings, hints, mailoutbox):
    settings.ENVOIS_SUSPENDUS = True
    envoi = make_envoi()
    plus_tard = LUNDI + timedelta(days=2)
    assert (send_envoi(envoi_id=envoi.pk, le=plus_tard), sweep_envois(le=plus_tard)) == ("", 0)
    assert (state_of(envoi), hints, mailoutbox) == (("attente", 0), [], [])


def test_refusals_of_the_server_are_tried_again_for_a_day_then_given_up(panne):
    envoi, le, attentes = make_envoi(), LUNDI, []
    while state_of(envoi)[0] == "attente":
        attentes.append((envoi.a_partir_de - le) // MINUTE)
        le = envoi.a_partir_de
        send_envoi(envoi_id=envoi.pk, le=le)
    assert attentes == [0, *REPRISES]
    assert (state_of(envoi), envoi.verrou_jusqu_a) == (("echec", len(REPRISES) + 1), None)
    assert (le - LUNDI, envoi.erreur) == (timedelta(days=1), "SMTPRecipientsRefused")


def test_leaves_once_the_server_is_back(panne, mailoutbox):
    envoi = make_envoi()
    assert send_envoi(envoi_id=envoi.pk, le=LUNDI) == "attente"
    panne(None)
    assert send_envoi(envoi_id=envoi.pk, le=LUNDI + MINUTE) == "envoye"
    assert (len(mailoutbox), state_of(envoi), envoi.erreur) == (1, ("envoye", 2), "")


def test_nothing_personal_in_the_log(panne, caplog):
    envoi = make_envoi()
    with caplog.at_level(logging.DEBUG, logger="dossiers"):
        send_envoi(envoi_id=envoi.pk, le=LUNDI)
    assert [r.getMessage() for r in caplog.records] == [
        f"envoi {envoi.pk} (invitation), essai 1 : SMTPRecipientsRefused"
    ]


def test_our_own_mistake_is_said_without_its_message_and_tried_again(panne):
    envoi = make_envoi()
    panne(ValueError(envoi.destinataire.courriel))
    with pytest.raises(EnvoiImpossible, match=r"^ValueError$") as erreur:
        send_envoi(envoi_id=envoi.pk, le=LUNDI)
    assert (erreur.value.__cause__, erreur.value.__suppress_context__) == (None, True)
    assert (state_of(envoi), envoi.a_partir_de, envoi.erreur) == (("attente", 1), LUNDI + MINUTE, "ValueError")


def test_what_was_sent_stays_sent_when_a_late_worker_fails():
    envoi = make_envoi()
    tardif = actions._claim(envoi.pk, LUNDI)
    lu = fresh(envoi)
    Envoi.objects.update(etat="envoye", verrou_jusqu_a=None)
    actions._postpone(lu, tardif, "TimeoutError", LUNDI)
    actions._mark(lu, Envoi.Etat.ATTENTE)
    assert state_of(envoi) == ("envoye", 1)


def test_sweep_asks_again_for_what_waits_too_long(hints):
    attendus = [make_envoi(f"{rang}", le=LUNDI + rang * timedelta(seconds=1)) for rang in (1, 0)]
    make_envoi("jeune", le=LUNDI + MINUTE)
    make_envoi("plus tard", a_partir_de=LUNDI + timedelta(days=1))
    for etat in ("envoye", "sans_objet", "echec"):
        make_envoi(etat, etat=etat)
    assert sweep_envois(le=LUNDI + RETARD + timedelta(seconds=1)) == 2
    assert hints == [attendus[1].pk, attendus[0].pk]


def test_sweep_goes_by_batches(hints, monkeypatch):
    monkeypatch.setattr(actions, "LOT", 3)
    for rang in range(5):
        make_envoi(f"{rang}")
    assert (sweep_envois(le=LUNDI + RETARD), len(hints)) == (3, 3)


def test_sweep_gives_back_what_a_dead_worker_held(hints, mailoutbox):
    envoi = make_envoi()
    actions._claim(envoi.pk, LUNDI)
    assert (sweep_envois(le=LUNDI + VERROU), state_of(envoi)[0]) == (0, "envoi")
    apres = LUNDI + VERROU + MINUTE
    assert (sweep_envois(le=apres), state_of(envoi), hints) == (1, ("attente", 1), [envoi.pk])
    assert send_envoi(envoi_id=envoi.pk, le=apres) == "envoye"
    assert [message.extra_headers["Message-ID"] for message in mailoutbox] == [envoi.message_id]


def test_a_mail_that_kills_every_worker_is_given_up(hints):
    envoi = make_envoi(etat="envoi", essais=len(REPRISES) + 1, verrou_jusqu_a=LUNDI)
    assert sweep_envois(le=LUNDI + MINUTE) == 0
    assert (state_of(envoi), envoi.erreur) == (("echec", len(REPRISES) + 1), "interrompu à chaque essai")


def test_nobody_is_written_to_once_closed_or_gone(mailoutbox):
    envoi, autre = make_envoi("a"), make_envoi("b")
    envoi.destinataire.is_active = False
    envoi.destinataire.save()
    autre.destinataire.appartenances.all().delete()
    assert [send_envoi(envoi_id=e.pk, le=LUNDI) for e in (envoi, autre)] == ["sans_objet"] * 2
    assert (mailoutbox, state_of(envoi)) == ([], ("sans_objet", 1))


def test_someone_of_no_company_is_invited_nowhere(mailoutbox):
    envoi = post_envoi(cle="x", genre="invitation", destinataire=make_compte(), le=LUNDI)
    assert send_envoi(envoi_id=envoi.pk, le=LUNDI) == "sans_objet"
