"""What a file is by its first bytes, and what else it holds: nothing of it is opened here, nor its name believed.

A polyglot (a picture that is also an archive, a page or a program) is harmless to us, who serve it as an attachment,
and may not be to who opens it. What telephones append to their JPEG (a second picture, a film, a depth map) is allowed.
"""

import re
import struct
from collections.abc import Callable

# The beginning of a file → what it is, in the words of `rejet.py`.
DEBUTS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(motif, re.DOTALL | re.IGNORECASE), genre)
    for motif, genre in (
        (rb"\x89PNG\r\n|\xff\xd8\xff|RIFF....WEBP", "abimee"),
        (rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)", "heic"),
        (rb"....ftyp(avif|avis)", "avif"),
        (rb"II\x2a\x00|MM\x00\x2a|II\x2b\x00|MM\x00\x2b", "tiff"),
        (rb"BM.{4}\x00{4}", "bmp"),
        (rb"\x00\x00\x00\x0cjP\x20\x20|\xff\x4f\xff\x51|\xff\x0a|\x00\x00\x00\x0cJXL\x20", "jpeg_nouveau"),
        (rb"8BPS", "photoshop"),
        (rb"PK\x03\x04.{26}(\[Content_Types\]|_rels/|docProps/|word/|xl/|ppt/|mimetypeapplication/vnd\.o)", "office"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1|\{\\rtf", "office"),
        (rb"PK(\x03\x04|\x05\x06)|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x1f\x8b\x08|BZh|\xfd7zXZ\x00", "archive"),
        (rb"MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe", "programme"),
        (rb"....ftyp|\x1aE\xdf\xa3|RIFF....AVI\x20", "film"),
        (rb"(\xef\xbb\xbf)?\s*<(!doctype html|html|head|body|script)[\s>]", "page"),
        (rb"(\xef\xbb\xbf)?\s*<(svg|.{0,4000}?<svg)[\s>]", "svg"),
        (rb".{1,1024}?%PDF-\d", "pdf_decale"),
    )
)
# Anywhere in a file, capitals or not: long enough not to be met by chance among ten million bytes. Plain words, since
# an expression takes seconds on so many.
CACHES = (
    *(b"<html" + suite for suite in (b">", b" ", b"\r", b"\n", b"\t")),
    *(b"<script", b"<iframe", b"<!doctype html", b"<?php ", b"<?php\n", b"<?php\r", b"http://www.w3.org/2000/svg"),
    *(b"rar!\x1a\x07\x00", b"rar!\x1a\x07\x01", b"7z\xbc\xaf\x27\x1c\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    *(b"\x7felf" + suite for suite in (b"\x01\x01\x01\x00", b"\x02\x01\x01\x00", b"\x02\x01\x01\x03")),
    b"this program cannot be run in dos mode",
)
CACHES_IMAGE = (b"%pdf-1.", b"%pdf-2.")
# What a PDF does by itself when it is opened.
ACTIFS = (b"/javascript", b"/launch", b"/richmedia")
ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
REMPLISSAGE = b"\x00\r\n\t "


def name_genre(octets: bytes) -> str:
    """What a file that is no picture of ours is; "" when its beginning says nothing."""
    return next((genre for motif, genre in DEBUTS if motif.match(octets)), "")


def holds_another(octets: bytes, type_: str) -> bool:
    """True for a picture or a PDF (`type_` as in `Piece.Type`) that is, or holds, something else besides."""
    if all(marque in octets for marque in ARCHIVE):
        return True
    minuscules = octets.lower()
    if any(mot in minuscules for mot in (CACHES if type_ == "pdf" else CACHES + CACHES_IMAGE)):
        return True
    return bool(FINS[type_](octets).strip(REMPLISSAGE))


def acts_alone(octets: bytes) -> bool:
    """True for a PDF that runs something; what it compresses is seen by the child that opens it."""
    minuscules = octets.lower()
    return any(mot in minuscules for mot in ACTIFS)


def _after_png(octets: bytes) -> bytes:
    """What follows the last chunk."""
    debut = 8
    while debut + 12 <= len(octets):
        longueur, nom = struct.unpack_from(">I4s", octets, debut)
        debut += 12 + longueur
        if nom == b"IEND":
            return octets[debut:]
    return b""


def _after_webp(octets: bytes) -> bytes:
    """What follows the length that its header says, made even."""
    (longueur,) = struct.unpack_from("<I", octets, 4)
    return octets[8 + longueur + longueur % 2 :]


def _after_pdf(octets: bytes) -> bytes:
    """What follows the last end that it says; some programs write a few bytes there."""
    fin = octets.rfind(b"%%EOF")
    return octets[fin + 5 :] if fin >= 0 and len(octets) - fin > 1024 else b""


FINS: dict[str, Callable[[bytes], bytes]] = {
    "png": _after_png,
    "webp": _after_webp,
    "pdf": _after_pdf,
    "jpeg": lambda octets: b"",
}
