"""A screen photographed by hand: tilt, perspective, moiré, uneven light, low contrast, blur, noise."""

from random import Random

import cv2
import numpy as np
from PIL import Image

LARGEURS = (1700, 2200)
INCLINAISON_MAX = 8
BORDURE = 0.03


def photograph(
    image: Image.Image, zones: dict, hasard: Random, flou: bool = False
) -> tuple[Image.Image, dict[str, list[tuple[float, float]]]]:
    """The photograph and the zones in it. `flou`: so badly taken that nobody reads it."""
    grain = np.random.default_rng(hasard.getrandbits(32))
    ecran = _moire(_bezel(np.asarray(image, dtype=np.float32)), hasard)
    bord = round(max(image.size) * BORDURE)
    matrice, taille = _view(ecran.shape[1], ecran.shape[0], hasard)
    fond = hasard.choice([(188, 176, 160), (96, 92, 88), (214, 214, 210), (60, 66, 74)])
    photo = cv2.warpPerspective(ecran, matrice, taille, flags=cv2.INTER_AREA, borderValue=fond)
    photo = _light(photo, hasard)
    photo = cv2.GaussianBlur(photo, (0, 0), 14 if flou else hasard.uniform(0.5, 1.1))
    photo = photo + grain.normal(0, hasard.uniform(2, 6), photo.shape)
    vues = {cle: _warp(matrice, [(x + bord, y + bord) for x, y in zone]) for cle, zone in zones.items()}
    return Image.fromarray(np.clip(photo, 0, 255).astype(np.uint8)), vues


def _bezel(pixels: np.ndarray) -> np.ndarray:
    bord = round(max(pixels.shape[:2]) * BORDURE)
    return cv2.copyMakeBorder(pixels, bord, bord, bord, bord, cv2.BORDER_CONSTANT, value=(22, 22, 24))


def _moire(pixels: np.ndarray, hasard: Random) -> np.ndarray:
    """Faint coloured waves, one a channel."""
    hauteur, largeur = pixels.shape[:2]
    y, x = np.mgrid[0:hauteur, 0:largeur].astype(np.float32)
    angle, periode, force = hasard.uniform(0, 3.14), hasard.uniform(5, 60), hasard.uniform(0.01, 0.05)
    phase = (x * np.cos(angle) + y * np.sin(angle)) * 2 * np.pi / periode
    ondes = np.stack([1 + force * np.sin(phase + decalage) for decalage in (0, 0.7, 1.4)], axis=-1)
    return (pixels * ondes).astype(np.float32)


def _view(largeur: int, hauteur: int, hasard: Random) -> tuple[np.ndarray, tuple[int, int]]:
    """The homography from the screen to the photograph, which frames the whole screen; and its size."""
    coins = np.array([(0, 0), (largeur, 0), (largeur, hauteur), (0, hauteur)], dtype=np.float32)
    fuite = np.array([(hasard.uniform(0, 0.035), hasard.uniform(0, 0.035)) for _ in range(4)], dtype=np.float32)
    vers_dedans = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)], dtype=np.float32)
    vus = coins + fuite * vers_dedans * (largeur, hauteur)
    angle = np.deg2rad(hasard.uniform(-INCLINAISON_MAX, INCLINAISON_MAX))
    vus = vus @ np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
    facteur = hasard.randint(*LARGEURS) / np.ptp(vus[:, 0])
    facteur = min(facteur, 2400 / np.ptp(vus[:, 1]))
    marge = 30
    vus = (vus - vus.min(axis=0)) * facteur + marge
    taille = tuple(int(cote) + marge for cote in vus.max(axis=0))
    return cv2.getPerspectiveTransform(coins, vus.astype(np.float32)), taille


def _light(pixels: np.ndarray, hasard: Random) -> np.ndarray:
    """Lower contrast, one side darker than the other, a soft reflection."""
    hauteur, largeur = pixels.shape[:2]
    y, x = np.mgrid[0:hauteur, 0:largeur].astype(np.float32)
    angle = hasard.uniform(0, 6.28)
    pente = (x / largeur - 0.5) * np.cos(angle) + (y / hauteur - 0.5) * np.sin(angle)
    centre_x, centre_y = hasard.uniform(0, largeur), hasard.uniform(0, hauteur)
    reflet = np.exp(-((x - centre_x) ** 2 + (y - centre_y) ** 2) / (2 * (largeur * 0.15) ** 2))
    contraste = hasard.uniform(0.65, 0.9)
    claire = pixels * contraste + hasard.uniform(10, 40)
    claire *= (1 + hasard.uniform(0.1, 0.4) * pente)[..., None]
    return claire + hasard.uniform(0, 35) * reflet[..., None]


def _warp(matrice: np.ndarray, zone: list[tuple[float, float]]) -> list[tuple[float, float]]:
    points = cv2.perspectiveTransform(np.array([zone], dtype=np.float32), matrice)[0]
    return [(float(x), float(y)) for x, y in points]
