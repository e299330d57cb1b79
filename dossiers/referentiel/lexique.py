"""The words of the field as people write them: synonyms brought to one form, the words that carry no meaning, and
those of everyday French, which are no typo of a word of the field.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Synonyme:
    """`formes` are all read as `mot` (one word or several)."""

    mot: str
    formes: tuple[str, ...]


@dataclass(frozen=True)
class Lexique:
    synonymes: tuple[Synonyme, ...] = ()
    vides: tuple[str, ...] = ()
    courants: tuple[str, ...] = ()
