"""Pictures are opened in a child process whose memory and time are bounded: to see what they are, and for previews.

A file made to hurt a decoder hurts the child only, and what a page shows is never the original.
"""

import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ENFANT = Path(__file__).with_name("apercu_enfant.py")
MEMOIRE = 470 * 1024 * 1024
PIXELS_MAX = 40_000_000
# Seconds of processor. A child that waits for its turn on a busy machine is given three times as long.
SECONDES_LECTURE = 10
SECONDES_APERCU = 20


class ApercuImpossible(RuntimeError):
    """The child could not do it: the picture does not open, or asks for too much. `dit`: what it had said by then."""

    def __init__(self, cause: str, dit: bytes) -> None:
        super().__init__(cause)
        self.dit = dit


class ApercuInterrompu(ApercuImpossible):
    """The child was stopped before it could tell: too long, or killed. The picture may be sound."""


@dataclass(frozen=True)
class Vue:
    """One page, upright, on white: three octets a pixel (red, green, blue), line after line from the top left."""

    largeur: int
    hauteur: int
    rgb: bytes


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
    """The preview of a picture: WebP, upright, at most 2,000 pixels a side, no metadata. Raises `ApercuImpossible`,
    and its kind `ApercuInterrompu` when it is worth another try.
    """
    return _run("apercu", octets, SECONDES_APERCU)


def open_pages(octets: bytes) -> tuple[Vue, ...]:
    """What a machine reads: a picture is one page, of a PDF the first three, each of at most 2,500 pixels a side.

    Raises `ApercuImpossible`, and its kind `ApercuInterrompu` when it is worth another try.
    """
    flux, vues = io.BytesIO(_run("pages", octets, SECONDES_APERCU)), []
    while ligne := flux.readline():
        largeur, hauteur = map(int, ligne.split())
        vues.append(Vue(largeur, hauteur, flux.read(3 * largeur * hauteur)))
    if not vues:
        raise ApercuImpossible("EmptyDocument", b"")
    return tuple(vues)


def _run(mode: str, octets: bytes, secondes: int) -> bytes:
    """An empty environment: a picture that takes hold of the child finds no secret there."""
    commande = [sys.executable, "-IB", str(ENFANT), mode, str(secondes), str(MEMOIRE), str(PIXELS_MAX)]
    try:
        fait = subprocess.run(  # noqa: S603
            commande, input=octets, env={}, check=True, timeout=3 * secondes, capture_output=True
        )
    except subprocess.TimeoutExpired as erreur:
        raise ApercuInterrompu(type(erreur).__name__, erreur.stdout or b"") from erreur
    except subprocess.CalledProcessError as erreur:
        tue = erreur.returncode < 0  # by a signal: its bound of processor, or a system short of memory
        raise (ApercuInterrompu if tue else ApercuImpossible)(type(erreur).__name__, erreur.stdout or b"") from erreur
    return fait.stdout
