"""What is accepted as a proof, by its bytes; and each refusal whole."""

import hashlib
import io
import struct
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.gateways.image import (
    MEGA,
    OCTETS_MAX,
    OCTETS_MAX_PDF,
    TROP_LOURD,
    TROP_LOURD_PDF,
    VIDE,
    Cliche,
    bounds_sentence,
    inspect_image,
    not_admitted,
    octets_max,
)
from dossiers.gateways.rejet import REJETS
from dossiers.rules.refus import Refus
from tests.documents import active_pdf, encrypted_pdf, giant_pdf, pdf, pdf_bomb, pdf_with_attachment, pdf_without_page
from tests.factories import picture
from tests.images import (
    animated,
    chunk,
    giant_png,
    gif,
    mpo,
    png_of,
    scan_bomb,
    truncated,
    with_chunk,
    with_exif,
    written,
)

IMAGES = ("png", "jpeg", "webp")
TOUS = (*IMAGES, "pdf")
PAS_UNE_IMAGE = (
    "Ce fichier n’est pas une image PNG, JPEG ou WebP ni un PDF\u00a0: "
    "faites une copie d’écran et enregistrez-la ainsi."
)
SAMSUNG = b"\x00\x00\x01\x0a\x0e\x00\x00\x00Image_UTC_Data1700000000000SEFHk\x00\x00\x00\x01\x00\x00\x00SEFT"
FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42" + bytes(range(256)) * 40
# Bits a sample, kind of colour: every pair that PNG allows.
PNG = [(p, 0) for p in (1, 2, 4, 8, 16)] + [(p, 3) for p in (1, 2, 4, 8)] + [(p, c) for c in (2, 4, 6) for p in (8, 16)]
TRNS = {0: b"\0\1", 2: b"\0\1\0\1\0\1", 3: b"\0\x80"}


def zip_archive() -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr("a.txt", "CANARI")
    return octets.getvalue()


def _refusal(octets: bytes, admis: tuple[str, ...] = TOUS) -> str:
    with pytest.raises(Refus) as refus:
        inspect_image(io.BytesIO(octets), admis)
    return str(refus.value)


@pytest.mark.parametrize(
    ("octets", "genre", "taille", "pages"),
    [
        (picture("PNG"), "png", (320, 200), 1),
        (picture("JPEG"), "jpeg", (320, 200), 1),
        (picture("WEBP"), "webp", (320, 200), 1),
        (mpo(), "jpeg", (32, 20), 1),
        (with_exif(), "jpeg", (60, 40), 1),
        (picture("PNG", (1, 1)), "png", (1, 1), 1),
        (picture("PNG", (8000, 5000)), "png", (8000, 5000), 1),
        (picture("JPEG") + SAMSUNG, "jpeg", (320, 200), 1),
        (picture("JPEG") + FILM, "jpeg", (320, 200), 1),
        (pdf(), "pdf", (400, 300), 1),
        (pdf(12), "pdf", (400, 300), 12),
        (giant_pdf(), "pdf", (2_000_000, 2_000_000), 1),
        (pdf_bomb(), "pdf", (600, 600), 1),
    ],
    ids="png jpeg webp mpo exif one-pixel forty-million samsung motion pdf pdf-12 giant-page bomb".split(),
)
def test_accepted(octets, genre, taille, pages):
    fichier = io.BytesIO(octets)
    fichier.seek(7)
    sha256 = hashlib.sha256(octets).hexdigest()
    assert inspect_image(fichier, TOUS) == Cliche(genre, len(octets), *taille, sha256, pages)
    assert fichier.tell() == 0


@pytest.mark.parametrize("entrelace", [0, 1])
@pytest.mark.parametrize(("profondeur", "couleur"), PNG)
def test_every_kind_of_png(profondeur, couleur, entrelace):
    octets = png_of(profondeur, couleur, entrelace)
    assert inspect_image(io.BytesIO(octets), TOUS).type == "png"


@pytest.mark.parametrize("couleur", TRNS)
def test_png_with_a_transparent_colour(couleur):
    octets = png_of(8, couleur, plus=(chunk(b"tRNS", TRNS[couleur]),))
    assert inspect_image(io.BytesIO(octets), TOUS).type == "png"


@pytest.mark.parametrize(
    ("mode", "genre", "options"),
    [
        ("RGB", "JPEG", {"progressive": True}),
        ("RGB", "JPEG", {"subsampling": 0}),
        ("L", "JPEG", {}),
        ("CMYK", "JPEG", {}),
        ("CMYK", "JPEG", {"progressive": True}),
        ("RGB", "WEBP", {"lossless": True}),
        ("RGBA", "WEBP", {}),
        ("RGBA", "WEBP", {"lossless": True}),
    ],
)
def test_every_kind_of_jpeg_and_webp(mode, genre, options):
    octets = written(mode, genre, **options)
    assert inspect_image(io.BytesIO(octets), TOUS).type == genre.lower()


@pytest.mark.parametrize(
    ("octets", "phrase"),
    [
        (b"", VIDE),
        (picture().ljust(OCTETS_MAX + 1, b"\0"), TROP_LOURD),
        (pdf().ljust(OCTETS_MAX_PDF + 1, b"\0"), TROP_LOURD_PDF),
        (b"Bonjour", PAS_UNE_IMAGE),
        (b"\0" * 5000, PAS_UNE_IMAGE),
        (giant_png(8001, 5000), "Cette image est trop grande (8001 × 5000 pixels)\u00a0: réduisez-la."),
        (
            giant_png(2**31 - 1, 2**31 - 1),
            "Cette image est trop grande (2147483647 × 2147483647 pixels)\u00a0: réduisez-la.",
        ),
    ],
    ids="empty 10MB+1 20MB+1 text nul large giant".split(),
)
def test_refused(octets, phrase):
    assert _refusal(octets) == phrase


BOITE = b"\0\0\0\x20ftyp"


@pytest.mark.parametrize(
    ("octets", "motif"),
    [
        (b"\x89PNG\r\n\x1a\n", "abimee"),
        (truncated("PNG"), "abimee"),
        (truncated("JPEG"), "abimee"),
        (truncated("WEBP"), "abimee"),
        (png_of(8, 2)[:-40] + b"\0" * 28 + png_of(8, 2)[-12:], "abimee"),
        (written("L", "JPEG").replace(b"\xff\xc0\x00\x0b\x08", b"\xff\xc1\x00\x0b\x0c"), "abimee"),
        (animated("GIF"), "animee"),
        (animated("PNG"), "animee"),
        (animated("WEBP"), "animee"),
        (gif(), "GIF"),
        (encrypted_pdf(), "PDF-CHIFFRE"),
        (pdf_without_page(), "PDF-VIDE"),
        (active_pdf(), "PDF-ACTIF"),
        (pdf_with_attachment(), "PDF-ACTIF"),
        (b"%PDF-1.7", "pdf_abime"),
        (pdf()[:400], "pdf_abime"),
        (b"faux" + pdf(), "pdf_decale"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "svg"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<svg onload='alert(1)'/>", "svg"),
        (b"<!DOCTYPE html><svg>", "page"),
        (BOITE + b"heic" + bytes(40), "heic"),
        (BOITE + b"mif1" + bytes(40), "heic"),
        (BOITE + b"avif" + bytes(40), "avif"),
        (BOITE + b"mp42" + bytes(40), "film"),
        (picture("TIFF"), "tiff"),
        (picture("BMP"), "bmp"),
        (picture("JPEG2000"), "jpeg_nouveau"),
        (b"8BPS\0\1", "photoshop"),
        (b"PK\3\4" + bytes(26) + b"[Content_Types].xml", "office"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "office"),
        (zip_archive(), "archive"),
        (b"MZ" + bytes(500), "programme"),
        (b"\x7fELF" + bytes(500), "programme"),
        (b"#!/bin/sh\n", "programme"),
    ],
    ids=lambda valeur: valeur if isinstance(valeur, str) else "",
)
def test_refused_with_the_sentence_of_what_it_is(octets, motif):
    assert _refusal(octets) == REJETS[motif]


@pytest.mark.parametrize(
    "suite",
    [
        zip_archive(),
        b"\n<html><body>",
        b"<SCRIPT>alert(1)</SCRIPT>",
        b"<?php system($_GET[0]); ?>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>",
        b"MZ" + bytes(60) + b"This program cannot be run in DOS mode",
        b"\x7fELF\x02\x01\x01\x00" + bytes(60),
        b"Rar!\x1a\x07\x01\x00",
        b"7z\xbc\xaf\x27\x1c\x00\x04",
    ],
    ids="zip html script php svg exe elf rar 7z".split(),
)
@pytest.mark.parametrize(
    "base", [picture("PNG"), picture("JPEG"), picture("WEBP"), pdf()], ids="png jpeg webp pdf".split()
)
def test_two_files_in_one_are_refused(base, suite):
    assert _refusal(base + suite) == REJETS["polyglotte"]


@pytest.mark.parametrize("cache", [zip_archive(), b"<script>alert(1)</script>", pdf()], ids="zip script pdf".split())
def test_a_file_hidden_within_a_picture_is_refused(cache):
    dans_png = with_chunk(picture("PNG"), chunk(b"teXt", cache))
    jpeg = picture("JPEG")
    dans_jpeg = jpeg[:2] + b"\xff\xfe" + struct.pack(">H", len(cache) + 2) + cache + jpeg[2:]
    assert [_refusal(octets) for octets in (dans_png, dans_jpeg)] == [REJETS["polyglotte"]] * 2


@pytest.mark.parametrize("base", [picture("PNG"), picture("WEBP")], ids="png webp".split())
def test_nothing_but_filling_follows_a_picture(base):
    assert _refusal(base + b"x") == REJETS["polyglotte"]
    assert inspect_image(io.BytesIO(base + b"\0" * 30 + b"\r\n"), TOUS).taille == len(base) + 32


def test_the_largest_are_accepted():
    assert inspect_image(io.BytesIO(picture().ljust(OCTETS_MAX, b"\0")), TOUS).taille == 10 * MEGA
    assert inspect_image(io.BytesIO(pdf().ljust(OCTETS_MAX_PDF, b"\0")), TOUS).taille == 20 * MEGA
    assert [octets_max(IMAGES), octets_max(TOUS)] == [10 * MEGA, 20 * MEGA]


@pytest.mark.parametrize(
    ("admis", "octets", "voulu"),
    [
        (("png",), mpo(), "une image PNG"),
        (("png", "webp"), mpo(), "une image PNG ou WebP"),
        (IMAGES, pdf(), "une image PNG, JPEG ou WebP"),
        (("png", "pdf"), mpo(), "une image PNG, ou un PDF"),
        (("pdf",), mpo(), "un PDF"),
    ],
)
def test_kind_that_this_requirement_does_not_take(admis, octets, voulu):
    assert _refusal(octets, admis) == f"Ce type de fichier n’est pas admis ici\u00a0: déposez {voulu}."


def test_what_may_be_given_is_said_beside_the_field():
    assert bounds_sentence(("png", "pdf"), 5) == (
        "Formats admis\u00a0: PNG, PDF. Taille maximale\u00a0: 10 Mo (20 Mo pour un PDF), 5 fichiers au plus."
    )
    assert bounds_sentence(("png",), 2) == "Formats admis\u00a0: PNG. Taille maximale\u00a0: 10 Mo, 2 fichiers au plus."


def test_what_is_wanted_is_said():
    assert [not_admitted(admis) for admis in (IMAGES, ("pdf",))] == [
        "Ce fichier n’est pas une image PNG, JPEG ou WebP\u00a0: faites une copie d’écran et enregistrez-la ainsi.",
        "Ce fichier n’est pas un PDF\u00a0: enregistrez-le ainsi, puis déposez-le.",
    ]


def test_picture_made_to_be_endless_is_refused_in_bounded_time(monkeypatch):
    monkeypatch.setattr("dossiers.gateways.apercu.SECONDES_LECTURE", 1)
    assert _refusal(scan_bomb()) == REJETS["lente"]


@settings(max_examples=25, deadline=None, derandomize=True, database=None)
@given(st.sampled_from([written("RGB", "PNG"), written("RGB", "JPEG"), written("RGBA", "WEBP"), pdf()]), st.data())
def test_whatever_is_cut_or_overwritten_ends_in_a_sentence(octets, data):
    """Never anything but an answer: taken, or refused with what to do."""
    debut = data.draw(st.integers(0, len(octets)))
    abime = octets[:debut] + data.draw(st.binary(max_size=64)) + octets[data.draw(st.integers(debut, len(octets))) :]
    with suppress(Refus):
        assert inspect_image(io.BytesIO(abime), TOUS).taille == len(abime)
