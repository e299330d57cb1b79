"""What is accepted as a picture, by its bytes; and each refusal whole."""

import hashlib
import io

import pytest

from dossiers.gateways.image import OCTETS_MAX, Cliche, inspect_image
from dossiers.rules.refus import Refus
from tests.factories import picture
from tests.images import giant_png, gif, mpo, scan_bomb, truncated, with_exif

TOUS = ("png", "jpeg", "webp")
PAS_UNE_IMAGE = (
    "Ce fichier n’est pas une image PNG, JPEG ou WebP\u00a0: faites une copie d’écran et enregistrez-la ainsi."
)
ABIMEE = "Cette image est abîmée et ne s’ouvre pas\u00a0: enregistrez-la à nouveau, puis déposez-la."


@pytest.mark.parametrize(
    ("octets", "genre", "taille"),
    [
        (picture("PNG"), "png", (320, 200)),
        (picture("JPEG"), "jpeg", (320, 200)),
        (picture("WEBP"), "webp", (320, 200)),
        (mpo(), "jpeg", (32, 20)),
        (with_exif(), "jpeg", (60, 40)),
        (picture("PNG", (1, 1)), "png", (1, 1)),
        (picture("PNG", (8000, 5000)), "png", (8000, 5000)),
    ],
    ids=["png", "jpeg", "webp", "mpo", "exif", "one pixel", "forty million pixels"],
)
def test_accepted(octets, genre, taille):
    fichier = io.BytesIO(octets)
    fichier.seek(7)
    assert inspect_image(fichier, TOUS) == Cliche(genre, len(octets), *taille, hashlib.sha256(octets).hexdigest())
    assert fichier.tell() == 0


@pytest.mark.parametrize(
    ("octets", "phrase"),
    [
        (b"", "Ce fichier est vide\u00a0: choisissez la copie d’écran enregistrée sur votre poste."),
        (
            picture().ljust(OCTETS_MAX + 1, b"\0"),
            "Ce fichier pèse plus de 10 Mo, le maximum admis\u00a0: réduisez l’image.",
        ),
        (b"Bonjour", PAS_UNE_IMAGE),
        (gif(), PAS_UNE_IMAGE),
        (b"%PDF-1.7", PAS_UNE_IMAGE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PAS_UNE_IMAGE),
        (b"\x89PNG\r\n\x1a\n", PAS_UNE_IMAGE),
        (truncated("PNG"), ABIMEE),
        (truncated("JPEG"), ABIMEE),
        (giant_png(8001, 5000), "Cette image est trop grande (8001 × 5000 pixels)\u00a0: réduisez-la."),
        (
            giant_png(2**31 - 1, 2**31 - 1),
            "Cette image est trop grande (2147483647 × 2147483647 pixels)\u00a0: réduisez-la.",
        ),
    ],
    ids=["empty", "10 MB + 1", "text", "gif", "pdf", "svg", "signature", "cut png", "cut jpeg", "large", "giant"],
)
def test_refused(octets, phrase):
    with pytest.raises(Refus) as refus:
        inspect_image(io.BytesIO(octets), TOUS)
    assert str(refus.value) == phrase


def test_ten_megabytes_are_accepted():
    octets = picture().ljust(OCTETS_MAX, b"\0")
    assert inspect_image(io.BytesIO(octets), TOUS).taille == 10 * 1024 * 1024


def test_truncated_webp_is_refused():
    with pytest.raises(Refus):
        inspect_image(io.BytesIO(truncated("WEBP")), TOUS)


@pytest.mark.parametrize(
    ("admis", "phrase"),
    [
        (("png",), "Ce type d’image n’est pas admis ici\u00a0: déposez une image PNG."),
        (("png", "webp"), "Ce type d’image n’est pas admis ici\u00a0: déposez une image PNG ou WebP."),
    ],
)
def test_kind_that_this_requirement_does_not_take(admis, phrase):
    with pytest.raises(Refus) as refus:
        inspect_image(io.BytesIO(mpo()), admis)
    assert str(refus.value) == phrase


def test_picture_made_to_be_endless_is_refused_in_bounded_time(monkeypatch):
    monkeypatch.setattr("dossiers.gateways.apercu.SECONDES_LECTURE", 1)
    with pytest.raises(Refus) as refus:
        inspect_image(io.BytesIO(scan_bomb()), TOUS)
    assert str(refus.value) == ABIMEE
