"""The whole language of conditions: `si` (and), lists of values (one of), `sauf` (except).

A clause is a table fact → expected value: every line of it must hold. The expected value is true, false, a word,
or a list of words of which one must be the case. A requirement applies when its `si` holds and none of its `sauf`.
Write the facts of a clause in the order in which a person should be asked.
"""

from dataclasses import dataclass

Attendu = bool | tuple[str, ...]


@dataclass(frozen=True)
class Clause:
    """Facts that must all be the case. An empty clause always holds."""

    termes: tuple[tuple[str, Attendu], ...] = ()

    @property
    def faits(self) -> tuple[str, ...]:
        """The codes of the facts this clause reads, in its own order."""
        return tuple(fait for fait, _ in self.termes)


def read_clause(table: dict[str, object]) -> Clause:
    """A clause from a TOML table; `ValueError` (a French sentence) when a value is neither true/false nor words."""
    return Clause(tuple((fait, _read_attendu(fait, valeur)) for fait, valeur in table.items()))


def _read_attendu(fait: str, valeur: object) -> Attendu:
    if isinstance(valeur, bool):
        return valeur
    mots = valeur if isinstance(valeur, list) else [valeur]
    if not mots or not all(isinstance(mot, str) and mot for mot in mots):
        raise ValueError(f"le fait « {fait} » attend true, false, un mot ou une liste de mots.")
    return tuple(mots)
