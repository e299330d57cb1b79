"""The one way this product says no: a sentence for the person who asked, and where it applies."""

from collections.abc import Mapping


class Refus(Exception):
    """A geste that is not possible now. `str()` is a French sentence; `champs` ties sentences to fields."""

    def __init__(self, phrase: str, champs: Mapping[str, str] | None = None) -> None:
        super().__init__(phrase)
        self.phrase = phrase
        self.champs = dict(champs or {})


class Perime(Refus):
    """The object changed since the person read it: nothing was done, what was typed must be kept."""

    titre = "Ce dossier a changé entre-temps"


class Tenu(Perime):
    """Somebody else is on the object: nothing was done, what was typed must be kept."""

    titre = "Quelqu’un d’autre examine ce dossier"


class Interdit(Refus):
    """This person may not do this, whatever the state."""
