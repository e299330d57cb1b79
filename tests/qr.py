"""Reads QR codes back as a telephone would, from several distances: PDFium draws the page, OpenCV finds the code."""

import cv2
import numpy
import pypdfium2
import typst

ECHELLES = (2, 3, 4)


def read_qr(pdf: bytes) -> str:
    """The text of the code of a document of one page; fails when no distance reads it."""
    for image in _draw(pdf):
        texte, _, _ = cv2.QRCodeDetector().detectAndDecode(image)
        if texte:
            return texte
    raise AssertionError("No code was read.")


def print_svg(svg: str) -> bytes:
    """A page that bears that picture, three centimetres wide."""
    source = '#set page(width: 6cm, height: 6cm)\n#image(bytes(sys.inputs.svg), format: "svg", width: 3cm)'
    return bytes(typst.compile(source.encode(), sys_inputs={"svg": svg}))


def _draw(pdf: bytes):
    with pypdfium2.PdfDocument(pdf) as document:
        (page,) = document
        for echelle in ECHELLES:
            yield numpy.ascontiguousarray(page.render(scale=echelle).to_numpy()[:, :, :3])
