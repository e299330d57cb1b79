"""No child over 512 MB nor ten seconds of processor, whatever forty million pixels hold; what asks more is refused."""

import subprocess
import sys

import pytest

from dossiers.gateways.apercu import ENFANT, MEMOIRE, PIXELS_MAX, SECONDES_APERCU
from tests.documents import giant_pdf, pdf, pdf_bomb
from tests.images import written

LARGE = (8000, 5000)
# Started by a small process of its own: a child is counted what its parent held when it was started.
MESURE = """
import os, subprocess, sys
enfant = subprocess.Popen(sys.argv[1:], stdin=sys.stdin.buffer, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, statut, usage = os.wait4(enfant.pid, 0)
print(statut, usage.ru_maxrss, usage.ru_utime + usage.ru_stime)
"""


def _measure(mode: str, octets: bytes, chemin) -> tuple[int, float, float]:
    """Exit status, megabytes, seconds of processor."""
    chemin.write_bytes(octets)
    commande = [sys.executable, "-IB", str(ENFANT), mode, str(SECONDES_APERCU), str(MEMOIRE), str(PIXELS_MAX)]
    with chemin.open("rb") as entree:
        fait = subprocess.run(
            [sys.executable, "-c", MESURE, *commande], stdin=entree, capture_output=True, check=True, text=True
        )
    statut, kilos, secondes = fait.stdout.split()
    return int(statut), int(kilos) / 1024, float(secondes)


@pytest.mark.parametrize(
    ("mode", "genre", "options"),
    [
        ("RGBA", "PNG", {"compress_level": 1}),
        ("LA", "PNG", {"compress_level": 1}),
        ("I;16", "PNG", {"compress_level": 1}),
        ("P", "PNG", {"compress_level": 1}),
        ("CMYK", "JPEG", {"progressive": True, "subsampling": 0, "quality": 50}),
        ("RGB", "JPEG", {"progressive": True, "subsampling": 0}),
        ("RGB", "WEBP", {"method": 0}),
        ("RGBA", "WEBP", {"lossless": True, "method": 0, "quality": 0}),
    ],
)
def test_forty_million_pixels(mode, genre, options, tmp_path):
    octets = written(mode, genre, LARGE, **options)
    for travail in ("lire", "pages"):
        statut, megas, secondes = _measure(travail, octets, tmp_path / "image")
        assert (statut, megas < 512, secondes < 10) == (0, True, True), (travail, megas, secondes)


@pytest.mark.parametrize(
    "octets", [giant_pdf(), pdf_bomb(), pdf(12, (595, 842))], ids=["giant page", "bomb", "12 pages"]
)
def test_a_pdf(octets, tmp_path):
    for travail in ("lire", "apercu", "pages"):
        statut, megas, secondes = _measure(travail, octets, tmp_path / "document")
        assert (statut, megas < 512, secondes < 10) == (0, True, True), (travail, megas, secondes)
