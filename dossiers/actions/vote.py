"""« Cette réponse vous a-t-elle été utile ? »: one voice per person and version, which may change its mind."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from dossiers.actions.tentative import slow_down
from dossiers.models import Compte, Fiche, Vote
from dossiers.rules.debit import VOTE

POURQUOI_MAX = 1_000


@dataclass(frozen=True)
class Votant:
    """Who votes: an account, or a browser of a network address. Only a keyed hash of it is kept."""

    compte: Compte | None
    adresse: str
    navigateur: str = ""

    @property
    def empreinte(self) -> str:
        qui = f"compte:{self.compte.pk}" if self.compte else f"{self.adresse}|{self.navigateur}"
        return salted_hmac("dossiers.vote", qui, algorithm="sha256").hexdigest()


def record_vote(
    *, fiche: Fiche, votant: Votant, utile: bool, pourquoi: str = "", le: datetime | None = None
) -> tuple[Vote, bool]:
    """The voice, and whether it is the first of that person on this version. Without an account a robot is slowed:
    raises `Refus` with the wait.
    """
    le = le or timezone.now()
    if votant.compte is None:
        slow_down(adresse=votant.adresse, debit=VOTE, maintenant=le)
    champs = {"utile": utile, "pourquoi": pourquoi.replace("\x00", "").strip()[:POURQUOI_MAX], "le": le}
    with transaction.atomic():
        return Vote.objects.update_or_create(fiche=fiche, votant=votant.empreinte, defaults=champs)
