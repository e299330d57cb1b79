"""Pictures are opened in a child process whose memory and time are bounded: to see what they are, and for previews.

A file made to hurt a decoder hurts the child only, and what a page shows is never the original.
"""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ENFANT = Path(__file__).with_name("apercu_enfant.py")
MEMOIRE = 1_500 * 1024 * 1024
PIXELS_MAX = 40_000_000
# Seconds of processor. A child that waits for its turn on a busy machine is given three times as long.
SECONDES_LECTURE = 10
SECONDES_APERCU = 20


class ApercuImpossible(RuntimeError):
    """The child could not do it: the picture does not open, or asks for too much. `dit`: what it had said by then."""

    def __init__(self, cause: str, dit: bytes) -> None:
        super().__init__(cause)
        self.dit = dit


@dataclass(frozen=True)
class Tete:
    """`genre` in Pillow's words. `entiere`: it was decoded to its end within the bounds (not tried when too large)."""

    genre: str
    largeur: int
    hauteur: int
    entiere: bool

    @property
    def trop_grande(self) -> bool:
        return self.largeur * self.hauteur > PIXELS_MAX


def read_image(octets: bytes) -> Tete | None:
    """What a picture is; None for a file that is none."""
    try:
        dit, entiere = _run("lire", octets, SECONDES_LECTURE), True
    except ApercuImpossible as erreur:
        dit, entiere = erreur.dit, False
    if not dit:
        return None
    genre, largeur, hauteur = dit.decode().split()
    return Tete(genre, int(largeur), int(hauteur), entiere)


def make_apercu(octets: bytes) -> bytes:
    """The preview of a picture: WebP, upright, at most 2,000 pixels a side, no metadata. Raises `ApercuImpossible`."""
    return _run("apercu", octets, SECONDES_APERCU)


def _run(mode: str, octets: bytes, secondes: int) -> bytes:
    commande = [sys.executable, "-I", str(ENFANT), mode, str(secondes), str(MEMOIRE), str(PIXELS_MAX)]
    try:
        fait = subprocess.run(commande, input=octets, check=True, timeout=3 * secondes, capture_output=True)  # noqa: S603
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as erreur:
        raise ApercuImpossible(type(erreur).__name__, erreur.stdout or b"") from erreur
    return fait.stdout
