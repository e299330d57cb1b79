"""A holiday photograph: sky, sun, hills, sea, and not one word."""

import io
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

LARGEUR, HAUTEUR = 1600, 1066
FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


def draw_landscape(hasard: Random, extension: str) -> bytes:
    image = Image.fromarray(_sky(hasard))
    trait = ImageDraw.Draw(image)
    soleil_x, soleil_y = hasard.randint(200, 1400), hasard.randint(120, 380)
    trait.ellipse((soleil_x - 60, soleil_y - 60, soleil_x + 60, soleil_y + 60), fill=(255, 240, 190))
    for plan in range(4):
        trait.polygon(_hill(hasard, plan), fill=_shade(hasard, plan))
    grain = np.random.default_rng(hasard.getrandbits(32)).normal(0, 7, (HAUTEUR, LARGEUR, 3))
    flou = np.asarray(image.filter(ImageFilter.GaussianBlur(1.5)), dtype=np.float32) + grain
    sortie = io.BytesIO()
    Image.fromarray(np.clip(flou, 0, 255).astype(np.uint8)).save(sortie, FORMATS[extension])
    return sortie.getvalue()


def _sky(hasard: Random) -> np.ndarray:
    haut = np.array(hasard.choice([(70, 130, 210), (240, 150, 90), (120, 110, 170)]), dtype=np.float32)
    bas = np.array((235, 225, 205), dtype=np.float32)
    pente = np.linspace(0, 1, HAUTEUR, dtype=np.float32)[:, None, None]
    return np.broadcast_to(haut * (1 - pente) + bas * pente, (HAUTEUR, LARGEUR, 3)).astype(np.uint8)


def _hill(hasard: Random, plan: int) -> list[tuple[float, float]]:
    base = HAUTEUR * (0.45 + 0.13 * plan)
    crete = [(x, base + hasard.uniform(-70, 70)) for x in range(0, LARGEUR + 1, 80)]
    return [*crete, (LARGEUR, HAUTEUR), (0, HAUTEUR)]


def _shade(hasard: Random, plan: int) -> tuple[int, int, int]:
    return tuple(max(0, teinte - 25 * plan + hasard.randint(-12, 12)) for teinte in (110, 150, 120))
