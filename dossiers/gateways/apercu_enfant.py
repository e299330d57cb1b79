"""The child process of `apercu.py`: a picture on the standard input. Alone with Pillow, it may be killed at any time.

    apercu_enfant.py lire SECONDES OCTETS      opens it whole, says nothing
    apercu_enfant.py apercu SECONDES OCTETS    writes its preview on the standard output

It bounds itself before it looks at anything: forking with a hook is not safe under a threaded web server.
"""

import io
import resource
import sys

COTE_MAX = 2000
FORMATS = ("PNG", "JPEG", "WEBP")


def lire(octets: bytes) -> bytes:
    """Decodes the whole picture; raises whatever Pillow raises."""
    from PIL import Image

    with Image.open(io.BytesIO(octets), formats=FORMATS) as image:
        image.load()
    return b""


def apercu(octets: bytes) -> bytes:
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


if __name__ == "__main__":
    mode, secondes, memoire = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    resource.setrlimit(resource.RLIMIT_AS, (memoire, memoire))
    resource.setrlimit(resource.RLIMIT_CPU, (secondes, secondes))
    sys.stdout.buffer.write({"lire": lire, "apercu": apercu}[mode](sys.stdin.buffer.read()))
