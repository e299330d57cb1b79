"""The document of a decision: the number printed on it, and what may be said of it to whoever shows it."""

from enum import StrEnum

# Crockford's base 32: neither I, L, O nor U, so that what is read on paper is typed without a doubt.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SOSIES = str.maketrans({"O": "0", "I": "1", "L": "1"})
SEPARATEURS = " -\u00a0\u202f\u2010\u2011\u2013\t\r\n"
# Sixteen characters are eighty random bits: nobody falls on one.
LONGUEUR, GROUPE = 16, 4
# What closes an étape may be revoked; a request for complements is replaced by the éditeur's next sending.
REVOCABLES = ("valider", "refuser")
# How much of the digest is written in the address of the QR code.
EMPREINTE = 16


class Validite(StrEnum):
    """What is known of a decision that someone shows."""

    EN_VIGUEUR = "en_vigueur"
    REMPLACEE = "remplacee"
    REVOQUEE = "revoquee"
    ALTEREE = "alteree"
    INCONNUE = "inconnue"


def read_code(texte: str) -> str:
    """The number as we keep it, from what someone typed: case, spaces and hyphens are free, O is 0, I and L are 1.

    Empty when it cannot be one of ours.
    """
    serre = "".join(lettre for lettre in texte if lettre not in SEPARATEURS)
    lu = serre.upper().translate(SOSIES) if serre.isascii() else ""
    return lu if len(lu) == LONGUEUR and all(lettre in ALPHABET for lettre in lu) else ""


def show_code(code: str) -> str:
    """The number as it is printed: four groups of four characters."""
    return "-".join(code[debut : debut + GROUPE] for debut in range(0, len(code), GROUPE))


def short_mark(sha256: str) -> str:
    """What the address of the QR code keeps of a digest."""
    return sha256[:EMPREINTE]


def judge_validite(*, sha256: str, calcul: str, empreinte: str, revoquee: bool, remplacee: bool) -> Validite:
    """What may be said of a decision of ours: `sha256` as it was sealed, `calcul` as its content gives it now,
    `empreinte` as the address carries it (empty when only the number was typed).
    """
    if calcul != sha256 or empreinte not in ("", short_mark(sha256)):
        return Validite.ALTEREE
    if revoquee:
        return Validite.REVOQUEE
    return Validite.REMPLACEE if remplacee else Validite.EN_VIGUEUR
