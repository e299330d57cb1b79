"""`si` and `sauf` judged in three values, with the answers that led there.

A value is True, False or None (*inconnu*: nobody has said). Kleene's logic: a false line settles an « and », a true one
settles an « or », whatever is still unknown beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from dossiers.referentiel.condition import Attendu, Clause

Faits = Mapping[str, bool | str | None]


@dataclass(frozen=True)
class Raison:
    """A fact that was read, and the value it had."""

    fait: str
    valeur: bool | str


@dataclass(frozen=True)
class Jugement:
    """`manquants`: the facts to ask next, the first undecided one of each clause; empty when the value is settled."""

    valeur: bool | None
    raisons: tuple[Raison, ...] = ()
    manquants: tuple[str, ...] = ()


def judge_clause(clause: Clause, faits: Faits) -> Jugement:
    """Whether every line of the clause holds."""
    termes = [(fait, _holds(attendu, faits.get(fait))) for fait, attendu in clause.termes]
    faux = [fait for fait, valeur in termes if valeur is False]
    if faux:
        return Jugement(False, _reasons(faux[:1], faits))
    inconnus = [fait for fait, valeur in termes if valeur is None]
    connus = _reasons([fait for fait, valeur in termes if valeur], faits)
    return Jugement(None, connus, tuple(inconnus[:1])) if inconnus else Jugement(True, connus)


def judge_condition(si: Clause, sauf: tuple[Clause, ...], faits: Faits) -> Jugement:
    """Whether `si` holds and no clause of `sauf` does.

    An exception settles the matter as soon as it is known, but is asked about only once `si` holds: whoever is in no
    montage is never asked whether its software embeds a moteur.
    """
    requis = judge_clause(si, faits)
    if requis.valeur is False:
        return requis
    levees = [judge_clause(clause, faits) for clause in sauf]
    levee = next((jugement for jugement in levees if jugement.valeur), None)
    if levee:
        return Jugement(False, levee.raisons)
    if requis.valeur is None:
        return requis
    ouverts = [jugement for jugement in levees if jugement.valeur is None]
    if ouverts:
        return Jugement(
            None, _merge(levee.raisons for levee in (requis, *ouverts)), _merge(levee.manquants for levee in ouverts)
        )
    return Jugement(True, _merge(jugement.raisons for jugement in (requis, *levees)))


def _holds(attendu: Attendu, valeur: bool | str | None) -> bool | None:
    if valeur is None:
        return None
    return valeur in attendu if isinstance(attendu, tuple) else valeur is attendu


def _reasons(codes: list[str], faits: Faits) -> tuple[Raison, ...]:
    return tuple(Raison(code, faits[code]) for code in codes)  # type: ignore[arg-type]


def _merge(groupes) -> tuple:
    return tuple(dict.fromkeys(item for groupe in groupes for item in groupe))
