"""Reads QR codes back as a telephone would: PDFium draws the page, OpenCV finds the code on it."""

import cv2
import numpy
import pypdfium2
import typst

ECHELLE = 2


def read_qr(pdf: bytes) -> str:
    """The text of the only code of a document, whatever its page; fails when there is none, or more than one."""
    lus = [texte for page in _draw(pdf) for texte in _read(page)]
    assert len(lus) == 1, f"{len(lus)} codes were read."
    return lus[0]


def print_svg(svg: str) -> bytes:
    """A page that bears that picture, three centimetres wide."""
    source = '#set page(width: 6cm, height: 6cm)\n#image(bytes(sys.inputs.svg), format: "svg", width: 3cm)'
    return bytes(typst.compile(source.encode(), sys_inputs={"svg": svg}))


def _draw(pdf: bytes) -> list[numpy.ndarray]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=ECHELLE).to_numpy()[:, :, :3].copy() for page in document]


def _read(image: numpy.ndarray) -> list[str]:
    _, textes, _, _ = cv2.QRCodeDetector().detectAndDecodeMulti(image)
    return [texte for texte in textes if texte]
