"""The child process of `apercu.py`: a picture or a PDF on the standard input. Alone, it may be killed at any time.

    apercu_enfant.py lire SECONDES OCTETS PIXELS      writes « PNG 320 200 », then decodes it whole unless too large
    apercu_enfant.py apercu SECONDES OCTETS PIXELS    writes its preview
    apercu_enfant.py pages SECONDES OCTETS PIXELS     writes its pages: « largeur hauteur », a line's end, their pixels

It bounds itself before it looks at anything: forking with a hook is not safe under a threaded web server. OCTETS bounds
what it may write to in memory: what its libraries read from their own files is shared and counts for little.
"""

import io
import resource
import sys
from collections.abc import Iterator

COTE_APERCU = 2000
COTE_PAGE = 2500
PAGES_MAX = 3
FORMATS = ("PNG", "JPEG", "WEBP")
# A page of a PDF has no pixels: at most 216 of them an inch, so that small print is read and a stamp stays a stamp.
ECHELLE_MAX = 3
# Lines of pixels made opaque at once: a large picture is never held twice.
BANDE = 256


def lire(octets: bytes, pixels: int) -> bytes:
    """Says what it is as soon as it is known, so that a failure further on still tells a picture from anything else."""
    from PIL import Image

    with Image.open(io.BytesIO(octets), formats=FORMATS) as image:
        print(image.format, *image.size, flush=True)  # noqa: T201
        if image.width * image.height <= pixels:
            image.load()
    return b""


def apercu(octets: bytes, pixels: int) -> bytes:
    """Re-encoded without metadata."""
    sortie = io.BytesIO()
    next(_pages(octets, COTE_APERCU)).save(sortie, "WEBP", quality=88)
    return sortie.getvalue()


def pages(octets: bytes, pixels: int) -> bytes:
    """Raw, for the machine that reads."""
    return b"".join(b"%d %d\n" % page.size + page.tobytes() for page in _pages(octets, COTE_PAGE))


def _pages(octets: bytes, cote: int) -> Iterator:
    """A picture is one page; of a PDF the first ones. Upright, at most `cote` pixels a side, on white."""
    if octets.startswith(b"%PDF-"):
        return _pages_pdf(octets, cote)
    return iter([_page_image(octets, cote)])


def _pages_pdf(octets: bytes, cote: int) -> Iterator:
    """The size of a page is bounded before a single pixel of it is made."""
    import pypdfium2

    document = pypdfium2.PdfDocument(octets)
    for indice in range(min(PAGES_MAX, len(document))):
        page = document[indice]
        echelle = min(ECHELLE_MAX, (cote - 1) / max(1, *page.get_size()))
        yield page.render(scale=echelle, rev_byteorder=True).to_pil().convert("RGB")
        page.close()


def _page_image(octets: bytes, cote: int):
    from PIL import Image

    with Image.open(io.BytesIO(octets), formats=FORMATS) as image:
        image.draft(None, (cote, cote))
        image.load()
        petite = _shrink(image, cote)
        return _turn(petite, image)


def _shrink(image, cote: int):
    """Band after band, by a whole factor, then exactly."""
    from PIL import Image

    facteur = max(1, max(image.size) // cote)
    largeur, hauteur = (-(-n // facteur) for n in image.size)
    petite = Image.new("RGB", (largeur, hauteur))
    for haut in range(0, image.height, BANDE * facteur):
        bande = image.crop((0, haut, image.width, min(image.height, haut + BANDE * facteur)))
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
        petite.getexif()[0x0112] = image.getexif().get(0x0112, 1)
    except (SyntaxError, ValueError, OSError, TypeError, KeyError):
        return petite
    return ImageOps.exif_transpose(petite)


def main(mode: str, secondes: int, memoire: int, pixels: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (memoire, memoire))
    resource.setrlimit(resource.RLIMIT_CPU, (secondes, secondes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it answers on a pipe, and writes no file
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the size is the parent's to judge, with its own sentence
    sys.stdout.buffer.write({"lire": lire, "apercu": apercu, "pages": pages}[mode](sys.stdin.buffer.read(), pixels))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
