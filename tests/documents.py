"""PDFs of every kind, sound and made to hurt, as bytes."""

import io

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, NumberObject, RectangleObject

COULEURS = ("red", "lime", "blue", "yellow")


def pdf(pages: int = 1, taille: tuple[int, int] = (400, 300)) -> bytes:
    """One colour a page: red, green, blue, yellow, then again; the size in points."""
    images = [Image.new("RGB", taille, COULEURS[rang % 4]) for rang in range(pages)]
    octets = io.BytesIO()
    images[0].save(octets, "PDF", save_all=True, append_images=images[1:])
    return octets.getvalue()


def pdf_without_page() -> bytes:
    return _written(PdfWriter())


def giant_pdf(points: int = 2_000_000) -> bytes:
    """A few bytes that claim a page of seven hundred metres a side, and pictures nobody drew."""
    redacteur = PdfWriter(PdfReader(io.BytesIO(pdf())))
    redacteur.pages[0].mediabox = RectangleObject((0, 0, points, points))
    return _written(redacteur)


def turned_pdf() -> bytes:
    """Told to be turned by a quarter: 400 × 300 points seen 300 × 400."""
    redacteur = PdfWriter(PdfReader(io.BytesIO(pdf())))
    redacteur.pages[0][NameObject("/Rotate")] = NumberObject(90)
    return _written(redacteur)


def encrypted_pdf(mot_de_passe: str = "secret") -> bytes:
    redacteur = PdfWriter(PdfReader(io.BytesIO(pdf())))
    redacteur.encrypt(mot_de_passe, algorithm="RC4-128")
    return _written(redacteur)


def _written(redacteur: PdfWriter) -> bytes:
    octets = io.BytesIO()
    redacteur.write(octets)
    return octets.getvalue()
