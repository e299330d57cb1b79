"""The child process of `apercu.py`: SOURCE CIBLE. Alone with Pillow, it may be killed at any time."""

import sys

from PIL import Image, ImageOps

COTE_MAX = 2000


def main(source: str, cible: str) -> None:
    """Re-encodes upright, without metadata, at most COTE_MAX pixels a side."""
    with Image.open(source, formats=("PNG", "JPEG", "WEBP")) as image:
        image.draft("RGB", (COTE_MAX, COTE_MAX))
        droite = ImageOps.exif_transpose(image)
        nette = droite.convert("RGB")
        nette.thumbnail((COTE_MAX, COTE_MAX))
        nette.info.clear()
        nette.save(cible, "WEBP", quality=88)


main(sys.argv[1], sys.argv[2])
