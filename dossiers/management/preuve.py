"""A proof read from a shell: what is asked, and the line that answers it."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dossiers.gateways.apercu import ApercuImpossible, Vue, open_pages, read_image
from dossiers.gateways.lecture import LectureImpossible, read_pages
from dossiers.referentiel.echelle import Echelle
from dossiers.rules.constat import Constat, conclude
from dossiers.rules.lecture import Zone
from dossiers.rules.numero import read_iso
from dossiers.rules.piece import Attendu, Lu, Motif, judge_piece
from dossiers.rules.statut import find_statut

OCTETS_MAX = 20 * 1024 * 1024
TEXTES = ("statut", "nil", "nie", "logiciel", "version", "type_demande")


class DemandeInvalide(ValueError):
    """What was asked makes no sense; says why, in French."""


@dataclass(frozen=True)
class Demande:
    """`fichier`: as it was named; `chemin`: where it is."""

    fichier: str
    chemin: Path
    attendu: Attendu


def make_demande(fichier: str, dossier: Path, champs: Mapping[str, Any], echelle: Echelle) -> Demande:
    """A request, checked. `dossier`: where the file is looked for when it is not found from here."""
    textes = {nom: _read_text(champs, nom) for nom in ("nil", "nie", "logiciel", "seuil")}
    if not textes["nil"]:
        raise DemandeInvalide("le NIL déclaré manque (« nil »).")
    chemin = Path(fichier)
    if not chemin.is_absolute() and not _exists(chemin):
        chemin = dossier / chemin
    seuil = read_seuil(textes["seuil"], echelle)
    return Demande(fichier, chemin, Attendu(textes["nil"], textes["nie"], textes["logiciel"], seuil))


def parse_demande(ligne: bytes, dossier: Path, defauts: Mapping[str, Any], echelle: Echelle) -> Demande:
    """A line of a lot. Raises `DemandeInvalide`."""
    try:
        champs = json.loads(ligne)
    except (ValueError, RecursionError):
        raise DemandeInvalide("ce n’est pas du JSON.") from None
    if not isinstance(champs, dict):
        raise DemandeInvalide('il faut un objet JSON, par exemple {"fichier": "a.png", "nil": "0041-7702"}.')
    fichier = champs.get("fichier")
    if not isinstance(fichier, str) or not fichier:
        raise DemandeInvalide("le nom du fichier manque (« fichier »).")
    donnes = {nom: valeur for nom, valeur in champs.items() if valeur not in (None, "")}
    return make_demande(fichier, dossier, {**defauts, **donnes}, echelle)


def read_seuil(texte: str, echelle: Echelle) -> str:
    """The code of a threshold given by its code or its label."""
    statut = find_statut(texte, echelle)
    if statut is None or statut.rang is None:
        connus = ", ".join(autre.code for autre in echelle.statuts if autre.rang is not None)
        raise DemandeInvalide(f"le seuil « {texte} » n’est pas dans l’échelle des statuts ({connus}).")
    return statut.code


def read_proof(demande: Demande, echelle: Echelle) -> dict[str, Any]:
    """The answer: one flat object, zones in pixels of the original picture, upright."""
    debut = time.monotonic()
    try:
        octets = _read_bytes(demande.chemin)
        vues = open_pages(octets)
        constat, facteur = judge_piece(read_pages(vues), demande.attendu, echelle), _reduction(octets, vues)
    except (OSError, ValueError, ApercuImpossible):
        constat, facteur = conclude(Motif.FICHIER_ILLISIBLE), 1.0
    except LectureImpossible:
        constat, facteur = conclude(Motif.LECTURE_IMPOSSIBLE), 1.0
    return _describe(demande.fichier, constat, facteur) | {"duree_s": round(time.monotonic() - debut, 3)}


def _describe(fichier: str, constat: Constat, facteur: float) -> dict[str, Any]:
    lus = {nom: lu.texte for nom, lu in constat.lus.items()}
    return {
        "fichier": fichier,
        "issue": constat.issue.value,
        "motif": constat.phrase,
        "code_motif": constat.motif.value,
        **{nom: lus.get(nom, "") for nom in TEXTES},
        "date": read_iso(lus.get("date", "")) or lus.get("date", ""),
        "zones": {nom: _place(lu, facteur) for nom, lu in constat.lus.items()},
    }


def _place(lu: Lu, facteur: float) -> dict[str, Any]:
    return {"page": lu.page, "points": _scale(lu.zone, facteur), "confiance": round(lu.confiance, 3)}


def _scale(zone: Zone, facteur: float) -> list[list[float]]:
    return [[round(x * facteur, 1), round(y * facteur, 1)] for x, y in zone]


def _reduction(octets: bytes, vues: tuple[Vue, ...]) -> float:
    """By how much the picture was reduced before it was read; a page of a PDF has no pixels of its own."""
    tete = read_image(octets)
    return max(tete.largeur, tete.hauteur) / max(vues[0].largeur, vues[0].hauteur) if tete else 1.0


def _read_bytes(chemin: Path) -> bytes:
    if not chemin.is_file() or chemin.stat().st_size > OCTETS_MAX:
        raise OSError(str(chemin))
    return chemin.read_bytes()


def _exists(chemin: Path) -> bool:
    try:
        return chemin.exists()
    except (OSError, ValueError):
        return False


def _read_text(champs: Mapping[str, Any], nom: str) -> str:
    valeur = "" if champs.get(nom) is None else champs[nom]
    if isinstance(valeur, bool) or not isinstance(valeur, str | int):
        raise DemandeInvalide(f"« {nom} » doit être un texte.")
    return str(valeur).strip()
