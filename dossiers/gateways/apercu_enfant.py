"""The child process of `apercu.py`: a picture on the standard input. Alone with Pillow, it may be killed at any time.

    apercu_enfant.py lire SECONDES OCTETS PIXELS      writes « PNG 320 200 », then decodes it whole unless too large
    apercu_enfant.py apercu SECONDES OCTETS PIXELS    writes its preview

It bounds itself before it looks at anything: forking with a hook is not safe under a threaded web server.
"""

import io
import resource
import sys

COTE_MAX = 2000
FORMATS = ("PNG", "JPEG", "WEBP")


def lire(octets: bytes, pixels: int) -> bytes:
    """Says what it is as soon as it is known, so that a failure further on still tells a picture from anything else."""
    from PIL import Image

    with Image.open(io.BytesIO(octets), formats=FORMATS) as image:
        print(image.format, *image.size, flush=True)  # noqa: T201
        if image.width * image.height <= pixels:
            image.load()
    return b""


def apercu(octets: bytes, pixels: int) -> bytes:
    """Re-encodes upright, without metadata, at most COTE_MAX pixels a side; what is transparent becomes white."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(octets), formats=FORMATS) as image:
        image.draft("RGB", (COTE_MAX, COTE_MAX))
        droite = ImageOps.exif_transpose(image)
    if droite.mode.startswith("I"):  # 16 bits of grey: Pillow alone would make them all white
        droite = droite.convert("I").point(lambda valeur: valeur * (1 / 256)).convert("L")
    droite = droite.convert("RGBA")
    droite.thumbnail((COTE_MAX, COTE_MAX))
    nette = Image.new("RGB", droite.size, "white")
    nette.paste(droite, mask=droite)
    sortie = io.BytesIO()
    nette.save(sortie, "WEBP", quality=88)
    return sortie.getvalue()


def main(mode: str, secondes: int, memoire: int, pixels: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memoire, memoire))
    resource.setrlimit(resource.RLIMIT_CPU, (secondes, secondes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it answers on a pipe, and writes no file
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the size is the parent's to judge, with its own sentence
    sys.stdout.buffer.write({"lire": lire, "apercu": apercu}[mode](sys.stdin.buffer.read(), pixels))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
