"""Sign-ins held back after failures. The same for an address that has no account, which nobody can thus discover.

A try is counted *before* the password is looked at, and forgotten when it was right: a hundred parallel guesses
get the same few tries as guesses one after the other.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.crypto import salted_hmac

from dossiers.actions.envoi import TACHE_ENVOI, post_envoi
from dossiers.actions.tentative import count_tentative
from dossiers.gateways.file_attente import enqueue
from dossiers.models import Compte, Tentative
from dossiers.rules.connexion import attente_apres, phrase_attente
from dossiers.rules.envoi import Genre


@transaction.atomic
def begin_essai(*, courriel: str, maintenant: datetime, objet: str = "connexion", appareil: str = "") -> None:
    """Count one try for that address; raise `Refus` with the wait, and count nothing, while it must wait.

    `objet`: what is tried (connexion, oubli). `appareil`: a browser known to that address, counted apart.
    """
    count_tentative(_cle(courriel, objet, appareil), maintenant, attente_apres, phrase_attente)


def forget_essais(*, courriel: str, objet: str = "connexion", appareil: str = "") -> None:
    """The right password: that address, from that browser, starts afresh."""
    Tentative.objects.filter(cle=_cle(courriel, objet, appareil)).delete()


@transaction.atomic
def ask_mot_de_passe(*, courriel: str, maintenant: datetime) -> None:
    """The link to choose a password, by mail, to the open account of that address, even without a password yet.

    Says nothing of whether there is one, not by its time either: an unknown address asks the queue for a mail that does
    not exist. Raises `Refus` once too many were asked for.
    """
    begin_essai(courriel=courriel, maintenant=maintenant, objet="oubli")
    compte = Compte.objects.filter(courriel=courriel.strip().lower(), is_active=True).first()
    if compte is None:
        transaction.on_commit(lambda: enqueue(TACHE_ENVOI, 0), robust=True)
        return
    cle = f"{Genre.MOT_DE_PASSE}:{compte.pk}:{uuid.uuid4().hex}"
    post_envoi(cle=cle, genre=Genre.MOT_DE_PASSE, destinataire=compte, le=maintenant)


def _cle(courriel: str, objet: str, appareil: str) -> str:
    words = f"{objet}:{appareil}:{courriel.strip().lower()}"
    return salted_hmac("dossiers.tentative", words, algorithm="sha256").hexdigest()
