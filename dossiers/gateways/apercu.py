"""Pictures are opened in a child process whose memory and time are bounded: to see what they are, and for previews.

A file made to hurt a decoder hurts the child only, and what a page shows is never the original.
"""

import io
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ENFANT = Path(__file__).with_name("apercu_enfant.py")
# Bytes it may write to: with what its libraries share, a child stays under 512 MB.
MEMOIRE = 458 * 1024 * 1024
PIXELS_MAX = 40_000_000
# Seconds of processor, then on the clock: a person waits for the first, a worker for the second.
SECONDES_LECTURE, ATTENTE_LECTURE = 4, 6
SECONDES_APERCU, ATTENTE_APERCU = 20, 60

# How a child is stopped from outside: its bound of processor, a system short of memory. Other signals tell of the file.
ARRETS = (signal.SIGXCPU, signal.SIGKILL, signal.SIGTERM)


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
    """`genre` in Pillow's words, PDF, or PDF-CHIFFRE, PDF-VIDE, PDF-ACTIF (see the child). `entiere`: it was decoded to
    its end within the bounds (not tried when too large); `lente`: it was stopped before that. `pages`: of a PDF, or the
    pictures of what is animated.
    """

    genre: str
    largeur: int
    hauteur: int
    entiere: bool
    pages: int = 1
    lente: bool = False

    @property
    def trop_grande(self) -> bool:
        return not self.genre.startswith("PDF") and self.largeur * self.hauteur > PIXELS_MAX

    @property
    def animee(self) -> bool:
        return not self.genre.startswith("PDF") and self.pages > 1


def read_image(octets: bytes) -> Tete | None:
    """What a picture or a PDF is; None for a file that is neither."""
    lente = False
    try:
        dit, entiere = _run("lire", octets, SECONDES_LECTURE, ATTENTE_LECTURE), True
    except ApercuImpossible as erreur:
        dit, entiere, lente = erreur.dit, False, isinstance(erreur, ApercuInterrompu)
    if not dit:
        return None
    genre, *nombres = dit.decode().splitlines()[-1].split()
    largeur, hauteur, pages = map(int, nombres)
    return Tete(genre, largeur, hauteur, entiere, pages, lente)


def make_apercu(octets: bytes) -> bytes:
    """The preview of a picture, or of the first three pages of a PDF, one above the other: WebP, upright, no metadata.

    At most 2,000 pixels wide, as high for a picture, 16,000 for pages.

    Raises `ApercuImpossible`, and its kind `ApercuInterrompu` when it is worth another try.
    """
    return _run("apercu", octets, SECONDES_APERCU, ATTENTE_APERCU)


def open_pages(octets: bytes, secondes: int = SECONDES_APERCU, attente: float = ATTENTE_APERCU) -> tuple[Vue, ...]:
    """What a machine reads: a picture is one page, of a PDF the first three, each of at most 2,500 pixels a side.

    `secondes` of processor, `attente` on the clock: fewer where a person waits. Raises `ApercuImpossible`, and its kind
    `ApercuInterrompu` when it is worth another try.
    """
    flux, vues = io.BytesIO(_run("pages", octets, secondes, attente)), []
    while ligne := flux.readline():
        largeur, hauteur = map(int, ligne.split())
        vues.append(Vue(largeur, hauteur, flux.read(3 * largeur * hauteur)))
    if not vues:
        raise ApercuImpossible("EmptyDocument", b"")
    return tuple(vues)


def _run(mode: str, octets: bytes, secondes: int, attente: float) -> bytes:
    """An empty environment: a picture that takes hold of the child finds no secret there."""
    commande = [sys.executable, "-IB", str(ENFANT), mode, str(secondes), str(MEMOIRE), str(PIXELS_MAX)]
    try:
        fait = subprocess.run(  # noqa: S603
            commande, input=octets, env={}, check=True, timeout=attente, capture_output=True
        )
    except subprocess.TimeoutExpired as erreur:
        raise ApercuInterrompu(type(erreur).__name__, erreur.stdout or b"") from erreur
    except subprocess.CalledProcessError as erreur:
        tue = -erreur.returncode in ARRETS
        raise (ApercuInterrompu if tue else ApercuImpossible)(type(erreur).__name__, erreur.stdout or b"") from erreur
    return fait.stdout
