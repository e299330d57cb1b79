"""Pictures are decoded in a child process whose memory and time are bounded: to see that they open, and for previews.

A file made to hurt a decoder hurts the child only, and what a page shows is never the original.
"""

import subprocess
import sys
from pathlib import Path

ENFANT = Path(__file__).with_name("apercu_enfant.py")
MEMOIRE = 1_500 * 1024 * 1024
# Seconds of processor. A child that waits for its turn on a busy machine is given three times as long.
SECONDES_LECTURE = 10
SECONDES_APERCU = 20


class ApercuImpossible(RuntimeError):
    """The child could not do it: the picture does not open, or asks for too much."""


def check_ouverture(octets: bytes) -> None:
    """Raises `ApercuImpossible` unless the whole picture can be decoded within the bounds."""
    _run("lire", octets, SECONDES_LECTURE)


def make_apercu(octets: bytes) -> bytes:
    """The preview of a picture: WebP, upright, at most 2,000 pixels a side, no metadata. Raises `ApercuImpossible`."""
    return _run("apercu", octets, SECONDES_APERCU)


def _run(mode: str, octets: bytes, secondes: int) -> bytes:
    commande = [sys.executable, "-I", str(ENFANT), mode, str(secondes), str(MEMOIRE)]
    try:
        fait = subprocess.run(commande, input=octets, check=True, timeout=3 * secondes, capture_output=True)  # noqa: S603
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as erreur:
        raise ApercuImpossible(type(erreur).__name__) from erreur
    return fait.stdout
