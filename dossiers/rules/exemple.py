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
        for rang, exemple in enumerate(exigence.exemples, 1):
            obtenu = _judge(exigence, dispositif, exemple.quand, le)
            if obtenu != exemple.alors:
                lieu = f"exigence « {exigence.code} », exemple n° {rang}"
                yield _sentence(dispositif, lieu, exemple.quand, exemple.alors, obtenu)


def _dispositif_failures(dispositif: Dispositif, le: date) -> Iterator[str]:
    for rang, exemple in enumerate(dispositif.exemples, 1):
        for code, attendu in exemple.alors:
            obtenu = _judge(dispositif.exigence(code), dispositif, exemple.quand, le)
            if obtenu != attendu:
                lieu = f"[[exemple]] n° {rang}, exigence « {code} »"
                yield _sentence(dispositif, lieu, exemple.quand, attendu, obtenu)


def _judge(exigence: Exigence, dispositif: Dispositif, quand: tuple, le: date) -> str:
    jour = exigence.depuis or exigence.jusqu_a or le
    return judge_exigence(exigence, {**dict(dispositif.faits), **dict(quand)}, jour).valeur.value


def _sentence(dispositif: Dispositif, lieu: str, quand: tuple, attendu: str, obtenu: str) -> str:
    cas = ", ".join(f"{fait} = {_show(valeur)}" for fait, valeur in quand) or "rien n’est connu"
    verdict = f"attendu « {attendu} », obtenu « {obtenu} »"
    return f"{dispositif.code}, {lieu} : quand {cas}, {verdict}. Corrigez l’exemple ou la condition."


def _show(valeur: bool | str) -> str:
    return {True: "oui", False: "non"}.get(valeur, str(valeur)) if isinstance(valeur, bool) else valeur
