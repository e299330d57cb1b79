"""The examples a référentiel carries are its own test: run before publication and by the suite."""

from collections.abc import Iterator
from datetime import date

from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.exigence import Exigence
from dossiers.rules.exigence import judge_exigence


def check_exemples(dispositif: Dispositif, le: date) -> tuple[str, ...]:
    """One French sentence per example that does not come out as it says; empty when all hold.

    Requirements' examples are judged on `quand` laid over the dispositif's own facts.
    """
    return tuple(_exigence_failures(dispositif, le)) + tuple(_dispositif_failures(dispositif, le))


def _exigence_failures(dispositif: Dispositif, le: date) -> Iterator[str]:
    for exigence in dispositif.exigences:
        for exemple in exigence.exemples:
            obtenu = _judge(exigence, dispositif, exemple.quand, le)
            if obtenu != exemple.alors:
                yield _sentence(dispositif, exigence.code, exemple.quand, exemple.alors, obtenu)


def _dispositif_failures(dispositif: Dispositif, le: date) -> Iterator[str]:
    for exemple in dispositif.exemples:
        for code, attendu in exemple.alors:
            obtenu = _judge(dispositif.exigence(code), dispositif, exemple.quand, le)
            if obtenu != attendu:
                yield _sentence(dispositif, code, exemple.quand, attendu, obtenu)


def _judge(exigence: Exigence, dispositif: Dispositif, quand: tuple, le: date) -> str:
    jour = exigence.depuis or exigence.jusqu_a or le
    return judge_exigence(exigence, {**dict(dispositif.faits), **dict(quand)}, jour).valeur.value


def _sentence(dispositif: Dispositif, code: str, quand: tuple, attendu: str, obtenu: str) -> str:
    cas = ", ".join(f"{fait} = {_show(valeur)}" for fait, valeur in quand) or "rien n’est connu"
    return f"{dispositif.code}, exigence « {code} » : quand {cas}, attendu « {attendu} », obtenu « {obtenu} »."


def _show(valeur: bool | str) -> str:
    return {True: "oui", False: "non"}.get(valeur, str(valeur)) if isinstance(valeur, bool) else valeur
