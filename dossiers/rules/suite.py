"""A proof of several files, in order: the first one stands for it, the others follow it (its *suite*).

A submission made before proofs could be so has none of the words of it, and stays as it was.
"""

from collections.abc import Mapping, Sequence
from typing import TypeVar

# Files of one proof, the first included.
FICHIERS_MAX = 5
TROP_DE_FICHIERS = f"Une preuve compte {FICHIERS_MAX} fichiers au plus : retirez-en, ou remplacez-la."
TROP_ENSEMBLE = "Ces fichiers pèsent trop ensemble : déposez-les l’un après l’autre."

Contenu = Mapping[str, Mapping]
T = TypeVar("T")


def uuids_of(contenu: Contenu, code: str) -> tuple[str, ...]:
    """The proof submitted for a requirement, file after file; empty when there was none."""
    return in_order(contenu["pieces"], contenu.get("suites", {}), code)


def uuids_submitted(contenu: Contenu) -> list[str]:
    """Every file of a submission."""
    return [uuid for code in contenu["pieces"] for uuid in uuids_of(contenu, code)]


def in_order(premiers: Mapping[str, T], suites: Mapping[str, Sequence[T]], code: str) -> tuple[T, ...]:
    """What is told of each file of a proof, from what is told of the first ones and of those that follow."""
    return (premiers[code], *suites.get(code, ())) if code in premiers else ()
