"""Tells a colleague which dossiers are theirs from now on: one mail, however many they are."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from dossiers.actions.envoi import post_envoi
from dossiers.models import Compte, Dossier, Envoi
from dossiers.rules.envoi import Genre

MOT_MAX = 500


def post_confie(*, dossiers: Sequence[Dossier], a: Compte, par: Compte, le: datetime, mot: str = "") -> Envoi | None:
    """One mail to `a`; none about exercises alone. A dossier that has left them when it would leave is not in it."""
    reels = [dossier.pk for dossier in dossiers if not dossier.formation]
    if not reels:
        return None
    donnees = {"dossiers": reels, "par": par.pk, "mot": mot}
    return post_envoi(cle=f"{Genre.CONFIE}:{uuid4().hex}", genre=Genre.CONFIE, destinataire=a, le=le, donnees=donnees)
