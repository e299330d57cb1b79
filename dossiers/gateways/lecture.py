"""The machine that reads: text found on pictures, by the models that come inside the installed package.

One engine a process, loaded at the first page. Nothing is downloaded, nothing is written. Text is looked for at a
bounded size, whatever that of the page, then each run of it is read from the full page.
"""

import ctypes
import os
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from dossiers.gateways.apercu import Vue
from dossiers.rules.lecture import Cellule, Page, Zone

FILS = 2
# Pixels given to the detector: what bounds its memory and time. Small pictures are enlarged to the least side.
PIXELS_MAX = 1_700_000
COTE_MAX = 2_048
PETIT_COTE_MIN = 736
AGRANDI_MAX = 2.0
# White added around, so that a strip one pixel high is still a picture.
MARGE = 16
RAPPORT_MAX = 30
CELLULES_MAX = 400
_verrou = threading.Lock()
# Of glibc; elsewhere nothing is given back.
_trim = getattr(ctypes.CDLL(None), "malloc_trim", bool)


class LectureImpossible(RuntimeError):
    """The engine could not read this page: it is for a person."""


def read_pages(vues: Iterable[Vue]) -> tuple[Page, ...]:
    """The text of each page, zones in its own pixels. Raises `LectureImpossible`."""
    try:
        with _verrou:
            return tuple(_read_and_release(vue) for vue in vues)
    except Exception as erreur:
        raise LectureImpossible(type(erreur).__name__) from erreur


@cache
def _engine() -> Any:
    """Left to itself, onnxruntime writes an identifier of the machine in the home folder and reports its use to its
    maker: a reader of proofs tells nobody anything.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import rapidocr
    from omegaconf import flag_override

    moteur = rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Global.use_preprocess_img": False,
            "Global.use_vertical_padding": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": COTE_MAX,
            "Rec.rec_img_shape": [3, 48, 160],
            "Rec.rec_batch_num": 3,
        }
    )
    modeles = Path(rapidocr.__file__).parent / "models"
    with flag_override(moteur.cfg, "allow_objects", True):
        moteur.cfg.Det.session = _load_model(modeles / "PP-OCRv6_det_small.onnx")
        moteur.cfg.Rec.session = _load_model(modeles / "PP-OCRv6_rec_small.onnx")
    return moteur


def _load_model(chemin: Path) -> Any:
    """Named by its path: were it missing, it would be an error and no download.

    A thread that has nothing to do sleeps instead of turning in circles: the processors are shared with the web server.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads, options.inter_op_num_threads = FILS, 1
    options.enable_cpu_mem_arena = options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(chemin), options, providers=["CPUExecutionProvider"])


def _read_and_release(vue: Vue) -> Page:
    """What a page took is given back to the system: left to itself, the process keeps most of it and grows by the page,
    a little more at each one of another size.
    """
    try:
        return _read(vue)
    finally:
        _trim(0)


def _read(vue: Vue) -> Page:
    import numpy as np

    moteur = _engine()
    image = np.frombuffer(vue.rgb, np.uint8).reshape(vue.hauteur, vue.largeur, 3)[:, :, ::-1]
    boites = _detect(moteur, image)
    if not len(boites):
        return Page(vue.largeur, vue.hauteur)
    _trim(0)
    lu = moteur.recognize_txt(moteur.crop_text_regions(image, boites))
    cellules = (
        Cellule(texte.strip(), _zone(boite), float(note))
        for texte, boite, note in zip(lu.txts, boites, lu.scores, strict=True)
        if texte.strip()
    )
    return Page(vue.largeur, vue.hauteur, tuple(cellules))


def _detect(moteur: Any, image: Any) -> Any:
    """The four corners of each run of text, in the pixels of the picture."""
    import cv2
    import numpy as np

    hauteur, largeur = image.shape[:2]
    facteur = _scale(largeur, hauteur)
    taille = max(round(largeur * facteur), 1), max(round(hauteur * facteur), 1)
    mode = cv2.INTER_AREA if facteur < 1 else cv2.INTER_CUBIC
    reduite = cv2.resize(image, taille, interpolation=mode) if facteur != 1 else image
    bas = max(taille[0] // RAPPORT_MAX - taille[1], 0) + MARGE
    droite = max(taille[1] // RAPPORT_MAX - taille[0], 0) + MARGE
    bordee = cv2.copyMakeBorder(reduite, MARGE, bas, MARGE, droite, cv2.BORDER_REPLICATE)
    boites = moteur.text_det(bordee).boxes if moteur.text_det else moteur._load_det_model()(bordee).boxes
    if boites is None or not len(boites):
        return np.zeros((0, 4, 2), np.float32)
    rapport = largeur / taille[0], hauteur / taille[1]
    boites = (np.asarray(boites, np.float32)[:CELLULES_MAX] - MARGE) * np.float32(rapport)
    return np.clip(boites, 0, np.float32((largeur, hauteur)))


def _scale(largeur: int, hauteur: int) -> float:
    """By how much the page is enlarged or reduced before text is looked for on it."""
    grand, petit = max(largeur, hauteur), min(largeur, hauteur)
    agrandi = min(max(PETIT_COTE_MIN / petit, 1), AGRANDI_MAX)
    return min(agrandi, (COTE_MAX - 2 * MARGE) / grand, (PIXELS_MAX / (largeur * hauteur)) ** 0.5)


def _zone(boite: Any) -> Zone:
    hg, hd, bd, bg = ((float(x), float(y)) for x, y in boite)
    return hg, hd, bd, bg
