"""Pictures of every kind, sound and broken, as bytes."""

import io
import struct
import zlib

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from tests.factories import picture

ORIENTATION, DESCRIPTION, GPS = 0x0112, 0x010E, 0x8825


def with_exif(genre: str = "JPEG", taille: tuple[int, int] = (60, 40), orientation: int = 6) -> bytes:
    """A picture that says where it was taken, and that must be turned: half black, half white."""
    image = Image.new("RGB", taille, "white")
    image.paste("black", (0, 0, taille[0] // 2, taille[1]))
    exif = Image.Exif()
    exif[ORIENTATION], exif[DESCRIPTION] = orientation, "CANARI"
    exif.get_ifd(GPS)[2] = (IFDRational(48), IFDRational(51), IFDRational(24))
    octets = io.BytesIO()
    image.save(octets, genre, exif=exif)
    return octets.getvalue()


def mpo() -> bytes:
    """A JPEG of two pictures, as telephones make them."""
    octets, seconde = io.BytesIO(), Image.new("RGB", (32, 20), "red")
    Image.new("RGB", (32, 20), "white").save(octets, "MPO", save_all=True, append_images=[seconde])
    return octets.getvalue()


def giant_png(largeur: int, hauteur: int) -> bytes:
    """A few bytes that claim to be that large."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", largeur, hauteur, 8, 2, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + _chunk(b"IEND", b"")
    )


def scan_bomb(octets: int = 4 * 1024 * 1024) -> bytes:
    """A progressive JPEG whose last scan is repeated thousands of times: small, sound, and endless to decode."""
    image = io.BytesIO()
    Image.new("L", (6000, 6000), 128).save(image, "JPEG", progressive=True, quality=50)
    corps = image.getvalue()[:-2]
    dernier = corps[corps.rindex(b"\xff\xda") :]
    return corps + dernier * ((octets - len(corps)) // len(dernier)) + b"\xff\xd9"


def truncated(genre: str) -> bytes:
    """The first half of a picture that has something to lose."""
    image = io.BytesIO()
    Image.effect_noise((200, 200), 80).convert("RGB").save(image, genre)
    return image.getvalue()[: len(image.getvalue()) // 2]


def gif() -> bytes:
    return picture("GIF")


def _chunk(nom: bytes, contenu: bytes) -> bytes:
    return struct.pack(">I", len(contenu)) + nom + contenu + struct.pack(">I", zlib.crc32(nom + contenu))
