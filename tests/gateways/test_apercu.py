"""Previews: upright, small, without a word of what the original said; made by a child that cannot hurt its parent."""

import io
import subprocess
import sys
import time

import pytest
from PIL import Image

from dossiers.gateways import apercu
from dossiers.gateways.apercu import ApercuImpossible, ApercuInterrompu, Tete, make_apercu, read_image
from tests.documents import giant_pdf, pdf
from tests.factories import picture
from tests.images import giant_png, mpo, scan_bomb, truncated, with_exif


def _open(octets: bytes) -> Image.Image:
    return Image.open(io.BytesIO(make_apercu(octets)))


@pytest.mark.parametrize("genre", ["PNG", "JPEG", "WEBP"])
def test_preview_says_nothing_of_who_made_it_nor_where(genre):
    octets = with_exif(genre)
    assert b"CANARI" in octets
    image = _open(octets)
    assert (image.format, dict(image.getexif()), set(image.info) & {"exif", "xmp", "icc_profile", "comment"}) == (
        "WEBP",
        {},
        set(),
    )
    assert b"CANARI" not in make_apercu(octets)


def test_preview_is_upright():
    """Orientation 6: what was on the left is on top."""
    image = _open(with_exif(taille=(60, 40), orientation=6))
    assert image.size == (40, 60)
    assert image.getpixel((20, 5))[0] < 50
    assert image.getpixel((20, 55))[0] > 200


@pytest.mark.parametrize(
    ("taille", "attendue"), [((320, 200), (320, 200)), ((4000, 3000), (2000, 1500)), ((10, 40_000), (1, 2000))]
)
def test_preview_is_at_most_two_thousand_pixels_a_side(taille, attendue):
    assert _open(picture("PNG", taille)).size == attendue


def test_transparency_becomes_white():
    octets = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(octets, "PNG")
    assert _open(octets.getvalue()).getpixel((20, 20)) == (255, 255, 255)


def test_sixteen_bits_of_grey_are_not_all_white():
    octets = io.BytesIO()
    Image.new("I;16", (40, 40), 20_000).save(octets, "PNG")
    assert _open(octets.getvalue()).getpixel((20, 20)) == pytest.approx((78, 78, 78), abs=2)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK"])
def test_every_way_of_writing_colours(mode):
    octets = io.BytesIO()
    Image.new(mode, (40, 40)).save(octets, "JPEG" if mode == "CMYK" else "PNG")
    assert _open(octets.getvalue()).mode == "RGB"


def test_first_picture_of_several():
    assert _open(mpo()).getpixel((5, 5)) == pytest.approx((255, 255, 255), abs=3)


@pytest.mark.parametrize(
    ("octets", "taille"),
    [
        (pdf(1, (595, 842)), (1784, 2525)),
        (pdf(12, (595, 842)), (1784, 3 * 2525)),
        (giant_pdf(), (1999, 1999)),
        (pdf(3, (100, 9000)), (59, 3 * 5299)),
    ],
    ids=["A4", "12 pages", "giant", "tall"],
)
def test_first_pages_of_a_pdf_one_above_the_other(octets, taille):
    image = _open(octets)
    assert image.size == pytest.approx(taille, abs=3)
    assert max(image.size) <= 16_000


@pytest.mark.parametrize("octets", [b"", b"Bonjour", truncated("PNG")], ids=["empty", "text", "cut"])
def test_no_preview_of_what_does_not_open(octets):
    with pytest.raises(ApercuImpossible, match="CalledProcessError") as levee:
        make_apercu(octets)
    assert levee.type is ApercuImpossible


@pytest.mark.parametrize(
    ("octets", "tete"),
    [
        (picture(), Tete("PNG", 320, 200, True)),
        (mpo(), Tete("MPO", 32, 20, True)),
        (truncated("PNG"), Tete("PNG", 200, 200, False)),
        (giant_png(10_000, 10_000), Tete("PNG", 10_000, 10_000, True)),
        (b"Bonjour", None),
        (b"", None),
    ],
    ids=["png", "mpo", "cut", "giant", "text", "empty"],
)
def test_what_a_picture_is(octets, tete):
    assert read_image(octets) == tete


def test_too_large_is_not_even_tried():
    assert [Tete("PNG", largeur, 5000, True).trop_grande for largeur in (8000, 8001)] == [False, True]


# ------------------------------------------------------------------ bounds


def test_child_stops_at_its_seconds(monkeypatch):
    monkeypatch.setattr(apercu, "SECONDES_LECTURE", 1)
    debut = time.monotonic()
    assert read_image(scan_bomb()) == Tete("JPEG", 6000, 6000, False, lente=True)
    assert time.monotonic() - debut < 10


def test_child_stops_at_its_memory(monkeypatch):
    monkeypatch.setattr(apercu, "MEMOIRE", 120 * 1024 * 1024)
    assert read_image(picture("PNG", (8000, 5000))) == Tete("PNG", 8000, 5000, False)
    assert read_image(picture()) == Tete("PNG", 320, 200, True)


def test_child_that_sleeps_is_ended(monkeypatch, tmp_path):
    """Not a matter of processor: whatever happens, the parent gets its answer."""
    dormeur = tmp_path / "dormeur.py"
    dormeur.write_text("import time\nprint('PNG 1 1 1', flush=True)\ntime.sleep(60)\n")
    monkeypatch.setattr(apercu, "ENFANT", dormeur)
    monkeypatch.setattr(apercu, "ATTENTE_LECTURE", 0.5)
    assert read_image(picture()) == Tete("PNG", 1, 1, False, lente=True)


@pytest.mark.parametrize(
    "corps", ["import time; time.sleep(60)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"]
)
def test_child_that_is_stopped_says_nothing_of_the_picture(corps, monkeypatch, tmp_path):
    """Too long on a busy machine, killed by a system short of memory: worth another try."""
    enfant = tmp_path / "enfant.py"
    enfant.write_text(corps)
    monkeypatch.setattr(apercu, "ENFANT", enfant)
    monkeypatch.setattr(apercu, "ATTENTE_APERCU", 0.5)
    with pytest.raises(ApercuInterrompu):
        make_apercu(picture())


def test_child_knows_no_secret(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "CANARI")
    enfant = tmp_path / "enfant.py"
    enfant.write_text("import os\nprint(sorted(set(os.environ) - {'LC_CTYPE'}))\n")
    monkeypatch.setattr(apercu, "ENFANT", enfant)
    assert make_apercu(picture()) == b"[]\n"


def test_child_writes_no_file(tmp_path):
    code = (
        "import io, sys; from dossiers.gateways import apercu_enfant as e; sys.stdin = io.TextIOWrapper(io.BytesIO());"
        "e.lire = lambda *_: b'';"
        "import os; e.main('lire', 5, 2**30, 1); os.write(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY), b'x')"
    )
    fichier = tmp_path / "ecrit"
    fait = subprocess.run([sys.executable, "-c", code, str(fichier)], capture_output=True, check=False)
    assert (fait.returncode, b"File too large" in fait.stderr, fichier.read_bytes()) == (1, True, b"")


def test_parent_never_loads_the_decoder():
    """The web server opens no picture itself."""
    code = "import sys, dossiers.gateways.image; print('PIL' in sys.modules)"
    fait = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert fait.stdout == "False\n"
