"""Remembers the searches that found nothing, each once with its count, until someone deals with it."""

import re
from contextlib import suppress
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from dossiers.actions.tentative import slow_down
from dossiers.models import Compte, Recherche
from dossiers.queries.perimetre import role_of
from dossiers.rules.debit import RECHERCHE
from dossiers.rules.droit import require_droit
from dossiers.rules.refus import Refus
from dossiers.rules.vocable import fold, split_words

LONGUEUR = 200
# A RPPS, a telephone, an identifiant national: numbers of people, which are nobody's question.
NUMERO = re.compile(r"\d(?:[\s./-]*\d){7,}")


def record_recherche(*, texte: str, dispositif: str, adresse: str, le: datetime | None = None) -> None:
    """One more time that these words found nothing. Without a word, or from who searches too much, nothing is kept;
    nor what could name someone: a text with an e-mail address, a long number.
    """
    le = le or timezone.now()
    cle = " ".join(split_words(_anonymous(texte)))[:LONGUEUR]
    if not cle:
        return
    with suppress(Refus), transaction.atomic():
        slow_down(adresse=adresse, debit=RECHERCHE, maintenant=le)
        connue, neuve = Recherche.objects.get_or_create(
            texte=cle, dispositif=dispositif, defaults={"derniere_le": le}
        )  # fmt: skip
        if not neuve:
            encore = {"nombre": F("nombre") + 1, "derniere_le": le, "traitee_le": None, "traitee_par": None}
            Recherche.objects.filter(pk=connue.pk).update(**encore)


def _anonymous(texte: str) -> str:
    ouvert = fold(texte)
    return "" if "@" in ouvert else NUMERO.sub(" ", ouvert)


def settle_recherche(*, recherche: Recherche, par: Compte, le: datetime | None = None) -> None:
    """Someone has dealt with it: it leaves the tasks until it is searched again in vain. Raises `Interdit`."""
    require_droit("editer_aide", role_of(par))
    Recherche.objects.filter(pk=recherche.pk).update(traitee_le=le or timezone.now(), traitee_par=par)
