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
        + chunk(b"IHDR", struct.pack(">IIBBBBB", largeur, hauteur, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
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


def animated(genre: str) -> bytes:
    """Two pictures, one after the other."""
    octets, seconde = io.BytesIO(), Image.new("RGB", (32, 20), "red")
    Image.new("RGB", (32, 20), "white").save(octets, genre, save_all=True, append_images=[seconde], duration=100)
    return octets.getvalue()


def written(mode: str, genre: str, taille: tuple[int, int] = (40, 30), **options) -> bytes:
    """A picture of that mode of Pillow's, with something on it."""
    octets = io.BytesIO()
    Image.linear_gradient("L").resize(taille).convert(mode).save(octets, genre, **options)
    return octets.getvalue()


def png_of(profondeur: int, couleur: int, entrelace: int = 0, plus: tuple[bytes, ...] = (), taille: int = 32) -> bytes:
    """A PNG written by hand, as in PngSuite: bits a sample, kind of colour, interlacing, and chunks before the data."""
    canaux = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[couleur]
    lignes = b"".join(
        b"\0" + b"\x5a" * -(-large * canaux * profondeur // 8)
        for large, haute in (_passes(taille) if entrelace else [(taille, taille)])
        for _ in range(haute)
    )
    palette = [chunk(b"PLTE", bytes(range(3 * 2 ** min(profondeur, 6))))] if couleur == 3 else []
    entete = struct.pack(">IIBBBBB", taille, taille, profondeur, couleur, 0, 0, entrelace)
    donnees = [*palette, *plus, chunk(b"IDAT", zlib.compress(lignes)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", entete) + b"".join(donnees)


def _passes(taille: int) -> list[tuple[int, int]]:
    """The seven pictures of Adam7."""
    departs = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))
    return [(-(-(taille - x) // pas_x), -(-(taille - y) // pas_y)) for x, y, pas_x, pas_y in departs]


def with_chunk(octets: bytes, morceau: bytes) -> bytes:
    """A PNG with one more chunk before its end."""
    return octets[:-12] + morceau + octets[-12:]


def gif() -> bytes:
    return picture("GIF")


def chunk(nom: bytes, contenu: bytes) -> bytes:
    return struct.pack(">I", len(contenu)) + nom + contenu + struct.pack(">I", zlib.crc32(nom + contenu))
