"""The mails that leave by themselves: their kinds, and how long one that could not leave is tried again."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum


class Genre(StrEnum):
    """Each has its templates, `templates/courriels/<genre>…`."""

    RECEPISSE = "recepisse"
    A_INSTRUIRE = "a_instruire"
    CONFIE = "confie"
    VALIDER = "valider"
    DEMANDER_COMPLEMENTS = "demander_complements"
    REFUSER = "refuser"
    REVOCATION = "revocation"
    RELANCE = "relance"
    RELANCE_ANS = "relance_ans"
    RELANCE_TIERS = "relance_tiers"
    RETENUE = "retenue"
    INVITATION = "invitation"
    MOT_DE_PASSE = "mot_de_passe"
    MESSAGE = "message"
    CONTACT = "contact"
    DISPENSE = "dispense"
    AVIS = "avis"


LIBELLES = {
    Genre.RECEPISSE: "Récépissé d’envoi",
    Genre.A_INSTRUIRE: "Dossier à instruire",
    Genre.CONFIE: "Dossiers confiés",
    Genre.VALIDER: "Décision : étape validée",
    Genre.DEMANDER_COMPLEMENTS: "Décision : compléments demandés",
    Genre.REFUSER: "Décision : refus",
    Genre.REVOCATION: "Décision révoquée",
    Genre.RELANCE: "Relance",
    Genre.RELANCE_ANS: "Relance",
    Genre.RELANCE_TIERS: "Relance d’un éditeur tiers",
    Genre.RETENUE: "Vague de relances à décider",
    Genre.INVITATION: "Invitation",
    Genre.MOT_DE_PASSE: "Mot de passe",
    Genre.MESSAGE: "Message d’un dossier",
    Genre.CONTACT: "Message reçu par le formulaire de contact",
    Genre.DISPENSE: "Dispense d’une exigence",
    Genre.AVIS: "Avis demandé",
}
# What nobody asked for leaves at decent hours only; the rest answers an act, and leaves at once.
AUX_HEURES = frozenset({Genre.RELANCE, Genre.RELANCE_ANS, Genre.RELANCE_TIERS})
# Of a waiver: what a sweep finds, at any hour.
TROUVES = frozenset({"bientot", "echue"})
# Minutes before each new try: close at first, then every four hours, twenty-four hours in all.
REPRISES = (1, 2, 4, 8, 15, 30, 60, 120, 240, 240, 240, 240, 240)


def waits_for_hours(genre: str, donnees: Mapping[str, object]) -> bool:
    """Whether that mail answers nobody's act, and so leaves neither at night nor on a day that is not worked."""
    return genre in AUX_HEURES or (genre == Genre.DISPENSE and donnees.get("sujet") in TROUVES)


def kind_label(genre: str) -> str:
    """What a kind of mail is called; its own code, made readable, when it is not known here any more."""
    return LIBELLES.get(genre) or genre.replace("_", " ").capitalize()


def retry_delay(essais: int) -> timedelta | None:
    """The wait after `essais` tries (from 1) that failed; None when it is time to give up."""
    return timedelta(minutes=REPRISES[essais - 1]) if essais <= len(REPRISES) else None
