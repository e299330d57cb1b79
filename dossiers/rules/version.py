"""Is the version read on a proof the one that is declared? A hint: how a software numbers itself is its own affair.

What is declared is a major version (« 4 »): a picture that shows « V. 4.2 » shows it too.
"""

import re

from dossiers.rules.statut import fold

MOTS = re.compile(r"^(?:version|vers|v)(?![a-z])\s*")


def compare_version(declaree: str, lue: str) -> bool | None:
    """True for the same, « v », « V. », spaces and trailing « .0 » apart, or for one of the releases of the declared
    one; False for another; None when one is missing, or when what is read says less than what is declared.
    """
    dite, vue = _parts(declaree), _parts(lue)
    if not dite or not vue:
        return None
    if vue[: len(dite)] == dite:
        return True
    return None if dite[: len(vue)] == vue else False


def _parts(version: str) -> tuple[str, ...]:
    """« V. 04.2.0 » → ("4", "2"). A version 0 is one."""
    texte = MOTS.sub("", fold(version))
    parts = [part.lstrip("0") or "0" for part in texte.split()]
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return tuple(parts)
