"""PDFs of every kind, sound and made to hurt, as bytes."""

import io
import zlib

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
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


def active_pdf() -> bytes:
    """One that runs a program when it is opened."""
    redacteur = PdfWriter(PdfReader(io.BytesIO(pdf())))
    redacteur.add_open_action(JavaScript("app.alert('CANARI');"))
    return _written(redacteur)


def pdf_with_attachment() -> bytes:
    redacteur = PdfWriter(PdfReader(io.BytesIO(pdf())))
    redacteur.add_attachment("joint.exe", b"MZ")
    return _written(redacteur)


def pdf_bomb(cote: int = 30_000) -> bytes:
    """A few bytes that become a picture of nine hundred million pixels as soon as the page is drawn."""
    image = zlib.compress(b"\0" * (cote * cote // 8), 9)
    objets = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 600] /Contents 5 0 R"
        b" /Resources << /XObject << /I 4 0 R >> >> >>",
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 1 /ColorSpace /DeviceGray"
        b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (cote, cote, len(image), image),
        b"<< /Length 27 >>\nstream\nq 600 0 0 600 0 0 cm /I Do Q\nendstream",
    ]
    corps, places = b"%PDF-1.4\n", []
    for rang, objet in enumerate(objets, 1):
        places.append(len(corps))
        corps += b"%d 0 obj\n%s\nendobj\n" % (rang, objet)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    fin = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return corps + fin % (table, len(corps))


def _written(redacteur: PdfWriter) -> bytes:
    octets = io.BytesIO()
    redacteur.write(octets)
    return octets.getvalue()
