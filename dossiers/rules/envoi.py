"""The mails that leave by themselves: their kinds, and how long one that could not leave is tried again."""

from datetime import timedelta
from enum import StrEnum


class Genre(StrEnum):
    """Each has its templates, `templates/courriels/<genre>…`."""

    RECEPISSE = "recepisse"
    A_INSTRUIRE = "a_instruire"
    VALIDER = "valider"
    DEMANDER_COMPLEMENTS = "demander_complements"
    REFUSER = "refuser"
    RELANCE = "relance"
    RELANCE_ANS = "relance_ans"
    RETENUE = "retenue"
    INVITATION = "invitation"
    MOT_DE_PASSE = "mot_de_passe"
    MESSAGE = "message"
    CONTACT = "contact"
    AVIS = "avis"


# What nobody asked for leaves at decent hours only; the rest answers an act, and leaves at once.
AUX_HEURES = frozenset({Genre.RELANCE, Genre.RELANCE_ANS})
# Minutes before each new try: close at first, then every four hours, twenty-four hours in all.
REPRISES = (1, 2, 4, 8, 15, 30, 60, 120, 240, 240, 240, 240, 240)


def retry_delay(essais: int) -> timedelta | None:
    """The wait after `essais` tries (from 1) that failed; None when it is time to give up."""
    return timedelta(minutes=REPRISES[essais - 1]) if essais <= len(REPRISES) else None
