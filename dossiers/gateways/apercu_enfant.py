"""The child process of `apercu.py`: a picture or a PDF on the standard input. Alone, it may be killed at any time.

    apercu_enfant.py lire SECONDES OCTETS PIXELS      says « PNG 320 200 1 », then decodes it whole unless too large
    apercu_enfant.py apercu SECONDES OCTETS PIXELS    writes its preview
    apercu_enfant.py pages SECONDES OCTETS PIXELS     writes its pages: « largeur hauteur », a line's end, their pixels

It bounds itself before it looks at anything: forking with a hook is not safe under a threaded web server. OCTETS bounds
what it may write to in memory: what its libraries read from their own files is shared and counts for little.
"""

import io
import os
import resource
import sys
from collections.abc import Iterator

COTE_APERCU = 2000
COTE_PAGE = 2500
PAGES_MAX = 3
# The pages of a PDF are shown one above the other: a WebP is never higher than 16,383 pixels.
HAUTEUR_PAGE = 5300
HAUTEUR_MAX = 16_383
# A page of a PDF has no pixels: at most 216 of them an inch, so that small print is read and a stamp stays a stamp.
ECHELLE_MAX = 3
# Looked at, whether they are refused or not: what is said of a file is said of what it is.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
# Lines of pixels made opaque at once: a large picture is never held twice.
BANDE = 256
ORIENTATION = 0x0112
# What PDFium answers of a document that it does not open: 0 has no page, 4 wants its password.
DEFAUTS_PDF = {0: "PDF-VIDE", 4: "PDF-CHIFFRE"}


def lire(octets: bytes, pixels: int) -> bytes:
    """Says what it is as soon as it is known, so that a failure further on still tells a picture from anything else.

    Then it is decoded to its end, as small as its decoder can: what does not open is refused to who deposits it.
    """
    (_lire_pdf if _is_pdf(octets) else _lire_image)(octets, pixels)
    return b""


def apercu(octets: bytes, pixels: int) -> bytes:
    """Re-encoded without metadata."""
    sortie = io.BytesIO()
    if _is_pdf(octets):
        _stack(list(_pages_pdf(octets, COTE_APERCU, HAUTEUR_PAGE))).save(sortie, "WEBP", quality=85, method=2)
    else:
        _page_image(octets, COTE_APERCU).save(sortie, "WEBP", quality=88)
    return sortie.getvalue()


def pages(octets: bytes, pixels: int) -> bytes:
    """Raw, for the machine that reads."""
    vues = _pages_pdf(octets, COTE_PAGE, COTE_PAGE) if _is_pdf(octets) else [_page_image(octets, COTE_PAGE)]
    return b"".join(b"%d %d\n" % vue.size + vue.tobytes() for vue in vues)


def _say(genre: str, largeur: float, hauteur: float, pages: int) -> None:
    """A line of the answer; a later one is better informed."""
    print(genre, round(largeur), round(hauteur), pages, flush=True)  # noqa: T201


# ------------------------------------------------------------------ PDF


def _is_pdf(octets: bytes) -> bool:
    return octets.startswith(b"%PDF-")


def _lire_pdf(octets: bytes, pixels: int) -> None:
    import pypdfium2

    _say("PDF", 0, 0, 1)
    try:
        document = pypdfium2.PdfDocument(octets)
    except pypdfium2.PdfiumError as erreur:
        _say(DEFAUTS_PDF.get(erreur.err_code, "PDF"), 0, 0, 1)
        raise
    actif = document.count_attachments() or pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document)
    taille = document[0].get_size() if len(document) else (0, 0)
    _say("PDF-ACTIF" if actif else "PDF", *taille, len(document))
    for _ in _pages_pdf(octets, 100, 100):
        pass


def _pages_pdf(octets: bytes, largeur: int, hauteur: int) -> Iterator:
    """The size of a page is bounded before a single pixel of it is made."""
    import pypdfium2

    document = pypdfium2.PdfDocument(octets)
    for indice in range(min(PAGES_MAX, len(document))):
        page = document[indice]
        large, haute = page.get_size()
        echelle = min(ECHELLE_MAX, (largeur - 1) / max(1, large), (hauteur - 1) / max(1, haute))
        yield page.render(scale=echelle, rev_byteorder=True).to_pil().convert("RGB")
        page.close()


def _stack(vues: list):
    """One above the other, at one width (what rules/cadre.py counts on to draw there), a line between two."""
    from PIL import Image, ImageDraw

    haute = sum(vue.height / vue.width for vue in vues)
    largeur = max(1, min(max(vue.width for vue in vues), int((HAUTEUR_MAX - len(vues)) / haute)))
    hauteurs = [max(1, round(vue.height * largeur / vue.width)) for vue in vues]
    pile = Image.new("RGB", (largeur, sum(hauteurs)))
    haut = 0
    for vue, hauteur in zip(vues, hauteurs, strict=True):
        pile.paste(vue.resize((largeur, hauteur)), (0, haut))
        ImageDraw.Draw(pile).line((0, haut, largeur, haut), fill="#888", width=2 if haut else 0)
        haut += hauteur
    return pile


# ------------------------------------------------------------------ pictures


def _lire_image(octets: bytes, pixels: int) -> None:
    """The second picture of a JPEG (as telephones make them) makes no animation."""
    from PIL import Image

    with Image.open(io.BytesIO(octets), formats=FORMATS) as image:
        anime = image.format in ("PNG", "WEBP", "GIF") and getattr(image, "is_animated", False)
        _say(image.format, *image.size, 2 if anime else 1)
        if image.width * image.height <= pixels and not anime:
            _open_bands(image, octets, 1)


def _page_image(octets: bytes, cote: int):
    from PIL import Image

    with Image.open(io.BytesIO(octets), formats=FORMATS) as image:
        bandes = _open_bands(image, octets, cote)
        return _turn(_shrink(bandes, cote), image)


def _open_bands(image, octets: bytes, cote: int):
    """Decoded whole, as small as its decoder can without going under `cote`; what gives its lines of pixels back."""
    if image.format == "WEBP":
        image._decoder = None  # two canvases, reserved as soon as it is opened
        return Toile(octets)
    image.draft(None, (cote, cote))
    image.load()
    return image


class Toile:
    """A WebP, decoded by OpenCV: Pillow holds it four times."""

    def __init__(self, octets: bytes) -> None:
        os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each thread of a library we do not use would take its memory
        import cv2
        import numpy

        cv2.setNumThreads(1)
        if int.from_bytes(octets[4:8], "little") + 8 > len(octets):
            raise OSError("Cut short: OpenCV would fill the rest with grey.")
        self.pixels = cv2.imdecode(numpy.frombuffer(octets, numpy.uint8), cv2.IMREAD_UNCHANGED)
        if self.pixels is None:
            raise OSError("OpenCV does not open it.")
        self.height, self.width = self.pixels.shape[:2]
        self.size = (self.width, self.height)

    def crop(self, cadre: tuple[int, int, int, int]):
        from PIL import Image

        bande = self.pixels[cadre[1] : cadre[3]]
        ordre = [2, 1, 0, 3][: bande.shape[2]]
        return Image.fromarray(bande[:, :, ordre])


def _shrink(image, cote: int):
    """Band after band, by a whole factor, then exactly."""
    from PIL import Image

    facteur = max(1, max(image.size) // cote)
    petite = Image.new("RGB", tuple(-(-n // facteur) for n in image.size))
    pas = max(1, BANDE // facteur) * facteur
    for haut in range(0, image.height, pas):
        bande = image.crop((0, haut, image.width, min(image.height, haut + pas)))
        petite.paste(_flatten(bande).reduce(facteur), (0, haut // facteur))
    petite.thumbnail((cote, cote), Image.Resampling.LANCZOS)
    return petite


def _flatten(bande):
    """In plain colours; what is transparent becomes white."""
    from PIL import Image

    if bande.mode.startswith("I"):  # 16 bits of grey: Pillow alone would make them all white
        bande = bande.convert("I").point(lambda valeur: valeur * (1 / 256)).convert("L")
    if bande.mode == "RGB" and "transparency" not in bande.info:
        return bande
    bande = bande.convert("RGBA")
    blanche = Image.new("RGB", bande.size, "white")
    blanche.paste(bande, mask=bande)
    return blanche


def _turn(petite, image):
    """Upright, as the original says; an original that says it badly is left as it is."""
    from PIL import ImageOps

    try:
        petite.getexif()[ORIENTATION] = image.getexif().get(ORIENTATION, 1)
        return ImageOps.exif_transpose(petite)
    except (SyntaxError, ValueError, OSError, TypeError, KeyError):
        return petite


def main(mode: str, secondes: int, memoire: int, pixels: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (memoire, memoire))
    resource.setrlimit(resource.RLIMIT_CPU, (secondes, secondes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it answers on a pipe, and writes no file
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the size is the parent's to judge, with its own sentence
    sys.stdout.buffer.write({"lire": lire, "apercu": apercu, "pages": pages}[mode](sys.stdin.buffer.read(), pixels))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
