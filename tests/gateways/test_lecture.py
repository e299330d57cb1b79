"""The engine itself, on a few pictures: what it reads, where, and that nothing it is given can hurt it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dossiers.gateways import lecture
from dossiers.gateways.apercu import Vue, open_pages
from dossiers.gateways.lecture import LectureImpossible, read_pages
from dossiers.rules.lecture import Page

DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo"

pytestmark = [pytest.mark.modele, pytest.mark.xdist_group("modele")]


def plain(largeur: int, hauteur: int, octet: bytes = b"\xff") -> Vue:
    return Vue(largeur, hauteur, octet * (3 * largeur * hauteur))


def test_demonstration_picture_is_read_where_it_stands():
    (page,) = read_pages(open_pages((DEMO / "cnda-pre-examen.png").read_bytes()))
    lus = {cellule.texte: cellule for cellule in page.cellules}
    assert (page.largeur, page.hauteur) == (1180, 570)
    assert {"ALPHA Cabinet", "0041-7702", "00417", "Pré-examen", "Statut de la demande"} <= set(lus)
    (gauche, haut), _, (droite, bas), _ = lus["0041-7702"].zone
    assert (810 <= gauche <= 820, 248 <= haut <= 260, 905 <= droite <= 915, 272 <= bas <= 285) == (True,) * 4
    assert lus["0041-7702"].confiance > 0.9


@pytest.mark.parametrize("taille", [(1, 1), (1, 2500), (2500, 1), (7, 3), (2500, 20), (64, 64)])
def test_picture_without_text_is_an_empty_page(taille):
    assert read_pages([plain(*taille), plain(*taille, b"\0")]) == (Page(*taille), Page(*taille))


def test_noise_does_no_harm():
    assert read_pages([Vue(60, 40, os.urandom(7200))])[0].hauteur == 40


def test_bytes_that_are_no_picture_are_refused():
    with pytest.raises(LectureImpossible, match=r"^ValueError$"):
        read_pages([Vue(10, 10, b"\0")])


@pytest.mark.parametrize(
    ("taille", "facteur"),
    [((1180, 570), 1.29), ((600, 400), 1.84), ((200, 100), 2.0), ((2500, 1400), 0.7), ((1, 9), 2.0)],
)
def test_scale_at_which_text_is_looked_for(taille, facteur):
    assert round(lecture._scale(*taille), 2) == facteur


def test_engine_is_loaded_once_and_needs_neither_network_nor_home(tmp_path):
    """The models are those of the package: no connection is opened, nothing is written."""
    code = (
        "import socket, sys\n"
        "socket.socket.connect = lambda *a: sys.exit('network')\n"
        "from dossiers.gateways.lecture import _engine, read_pages\n"
        "from dossiers.gateways.apercu import Vue\n"
        "read_pages([Vue(64, 64, bytes(64 * 64 * 3))])\n"
        "read_pages([Vue(64, 64, bytes(64 * 64 * 3))])\n"
        "print(_engine.cache_info().misses)\n"
    )
    maison = tmp_path / "maison"
    maison.mkdir(mode=0o500)
    env = {"HOME": str(maison), "PATH": os.environ["PATH"]}
    fait = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=False)
    assert (fait.stdout, fait.stderr, fait.returncode) == ("1\n", "", 0)
    assert list(maison.iterdir()) == []


def test_web_server_never_loads_the_engine():
    code = (
        "import sys, dossiers.gateways.lecture; print({'rapidocr', 'onnxruntime', 'numpy', 'cv2'} & set(sys.modules))"
    )
    fait = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert fait.stdout == "set()\n"


def test_memory_is_given_back_after_each_page():
    """A reader lives long: it keeps its models, and not what the largest page took. (Its own peak: the one that
    getrusage tells is inherited from the process that started it.)
    """
    code = (
        "from pathlib import Path\n"
        "from dossiers.gateways.lecture import read_pages\n"
        "from dossiers.gateways.apercu import Vue\n"
        "read_pages([Vue(2500, 1600, bytes(12_000_000))])\n"
        "lignes = dict(ligne.split(':', 1) for ligne in Path('/proc/self/status').read_text().splitlines())\n"
        "print(*(int(lignes[nom].split()[0]) // 1024 for nom in ('VmRSS', 'VmHWM')))\n"
    )
    fait = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    reste, sommet = map(int, fait.stdout.split())
    assert (reste < 300, sommet < 800) == (True, True), (reste, sommet)
