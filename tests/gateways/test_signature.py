"""What a file is by its first bytes, what it holds besides, what it does by itself; whole files: test_image.py."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.gateways.signature import ACTIFS, CACHES, CACHES_IMAGE, acts_alone, holds_another, name_genre
from tests.documents import pdf
from tests.factories import picture

DEBUTS = {
    b"\x89PNG\r\n\x1a\n": "abimee",
    b"\xff\xd8\xff\xe0": "abimee",
    b"RIFF\0\0\0\0WEBP": "abimee",
    b"RIFF\0\0\0\0AVI ": "film",
    b"\0\0\0\x18ftypheic": "heic",
    b"\0\0\0\x18ftypavif": "avif",
    b"\0\0\0\x18ftypmp42": "film",
    b"II\x2a\0": "tiff",
    b"BM\0\0\0\0\0\0\0\0": "bmp",
    b"8BPS": "photoshop",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "office",
    b"{\\rtf1": "office",
    b"PK\x03\x04" + b"\0" * 26 + b"word/document.xml": "office",
    b"PK\x03\x04" + b"\0" * 26 + b"image.png": "archive",
    b"Rar!\x1a\x07\x00": "archive",
    b"MZ\x90": "programme",
    b"#!/bin/sh": "programme",
    b" <!DOCTYPE html>": "page",
    b"<svg xmlns='x'>": "svg",
    b"<?xml version='1.0'?><svg >": "svg",
    b"bonjour\n%PDF-1.7": "pdf_decale",
    b"bonjour": "",
    b"": "",
}


@pytest.mark.parametrize("debut", DEBUTS)
def test_kind_by_the_first_bytes(debut):
    assert name_genre(debut) == DEBUTS[debut]


def test_pdf_is_not_looked_for_too_far():
    assert [name_genre(b"x" * nombre + b"%PDF-1.7") for nombre in (1024, 1025)] == ["pdf_decale", ""]


def zipped() -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr("a.txt", "a")
    return octets.getvalue()


SAINS = {"png": picture(), "jpeg": picture("JPEG"), "webp": picture("WEBP"), "pdf": pdf()}


@pytest.mark.parametrize("type_", SAINS)
def test_sound_file_holds_nothing_else(type_):
    assert holds_another(SAINS[type_], type_) is False
    assert holds_another(SAINS[type_] + b"\0\r\n\t ", type_) is False


@pytest.mark.parametrize("type_", SAINS)
def test_archive_at_its_end_is_seen(type_):
    assert holds_another(SAINS[type_] + zipped(), type_) is True


@pytest.mark.parametrize("mot", CACHES)
def test_page_or_program_anywhere_is_seen_whatever_the_capitals(mot):
    dedans = SAINS["jpeg"][:-2] + mot.upper() + SAINS["jpeg"][-2:]
    assert holds_another(dedans, "jpeg") is True


@pytest.mark.parametrize("mot", CACHES_IMAGE)
def test_pdf_in_a_picture_is_seen_and_is_what_a_pdf_is(mot):
    assert (holds_another(SAINS["jpeg"] + mot, "jpeg"), holds_another(SAINS["pdf"] + mot, "pdf")) == (True, False)


@pytest.mark.parametrize(("type_", "autre"), [("png", True), ("webp", True), ("jpeg", False), ("pdf", False)])
def test_what_follows_the_end(type_, autre):
    """Telephones append to their JPEG, programs write a few bytes after a PDF: a thousand at most."""
    assert holds_another(SAINS[type_] + b"suite", type_) is autre
    assert holds_another(SAINS["pdf"] + b"s" * 1024, "pdf") is True


@pytest.mark.parametrize("mot", ACTIFS)
def test_pdf_that_runs_something(mot):
    assert (acts_alone(SAINS["pdf"] + mot.upper()), acts_alone(SAINS["pdf"])) == (True, False)


@given(octets=st.binary(max_size=60), type_=st.sampled_from(sorted(SAINS)))
@settings(max_examples=60, deadline=None)
def test_no_bytes_break_it(octets, type_):
    entete = SAINS[type_][:8]
    assert holds_another(entete + octets, type_) in (True, False)
    assert isinstance(name_genre(octets), str)
