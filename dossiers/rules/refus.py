"""The one way this product says no: a sentence for the person who asked, and where it applies."""

from collections.abc import Mapping


class Refus(Exception):
    """A geste that is not possible now. `str()` is a French sentence; `champs` ties sentences to fields."""

    def __init__(self, phrase: str, champs: Mapping[str, str] | None = None) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.champs = dict(champs or {})


RIEN_DE_PERDU = "Rien n’a été enregistré ; votre saisie est conservée."


class Perime(Refus):
    """The object changed since the person read it: nothing was done, what was typed must be kept.

    `constat`: the sentence without what it says to whoever was typing (`suite`).
    """

    titre = "Ce dossier a changé entre-temps"

    def __init__(self, constat: str, suite: str = "") -> None:
        super().__init__(f"{constat} {suite}".rstrip())
        self.constat = constat


class Tenu(Perime):
    """Somebody else is on the object: nothing was done, what was typed must be kept."""

    titre = "Quelqu’un d’autre examine ce dossier"


def one_line(texte: str) -> str:
    """A text on one line, without its NUL: it is quoted in sentences."""
    return " ".join(texte.replace("\x00", "").split())


def require_motif(motif: str, vide: str, au_plus: int) -> str:
    """The reason as it came. Raises `Refus` (field « motif »), with the sentence `vide` when there is none, or when it
    has more than `au_plus` characters.
    """
    if 0 < len(motif) <= au_plus:
        return motif
    phrase = f"Ce motif compte {len(motif)} caractères\u202f; {au_plus} au plus sont admis." if motif else vide
    raise Refus(phrase, {"motif": phrase})


class Interdit(Refus):
    """This person may not do this, whatever the state."""
