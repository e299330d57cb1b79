"""The one refusal of this room: a sentence that says where the text is wrong and how to mend it."""

import difflib
from collections.abc import Iterable


class ReferentielInvalide(ValueError):
    """A référentiel text that cannot be taken. `str()` is a French sentence naming file, block and field."""

    def __init__(self, fichier: str, bloc: str, champ: str, phrase: str) -> None:
        self.fichier, self.bloc, self.champ, self.phrase = fichier, bloc, champ, phrase
        lieu = f"{fichier}, {bloc}" + (f", champ « {champ} »" if champ else "")
        super().__init__(f"{lieu} : {phrase}")


def suggest(mot: str, admis: Iterable[str]) -> str:
    """A sentence, after a space, that names the nearest of the words admitted; nothing when none is near."""
    proche = difflib.get_close_matches(mot, list(admis), n=1, cutoff=0.65)
    return f" Vouliez-vous écrire « {proche[0]} » ?" if proche else ""
