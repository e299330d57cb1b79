"""The one refusal of this room: a sentence that says where the text is wrong and how to mend it."""


class ReferentielInvalide(ValueError):
    """A référentiel text that cannot be taken. `str()` is a French sentence naming file, block and field."""

    def __init__(self, fichier: str, bloc: str, champ: str, phrase: str) -> None:
        self.fichier, self.bloc, self.champ, self.phrase = fichier, bloc, champ, phrase
        lieu = f"{fichier}, {bloc}" + (f", champ « {champ} »" if champ else "")
        super().__init__(f"{lieu} : {phrase}")
