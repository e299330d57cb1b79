"""Reads every picture of the jeu d’essai and says how well: figures on the screen, and kept for « Pilotage ».

Ends with an error when one picture was taken for *concordant* that is not.
"""

import json
import resource
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dossiers.actions.mesure import record_mesure
from dossiers.actions.referentiel import FIXTURES
from dossiers.gateways.apercu import ApercuImpossible, open_pages
from dossiers.gateways.lecture import LectureImpossible, read_pages
from dossiers.management.bilan import bilan_lines
from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.texte import NOM_COMMUN, read_commun
from dossiers.rules.constat import Attendu, Issue
from dossiers.rules.mesure import Bilan, Dit, Paire, Verite, draw_bilan, is_false_concordant
from dossiers.rules.piece import judge_piece

MOITIES = ("mesure", "reglage")
# Pictures between two words of progress.
PAS = 25
VERITE, LUS = "verite.jsonl", "lus.jsonl"


class Command(BaseCommand):
    help = "Lit chaque image du jeu d’essai, compare à la vérité et affiche la mesure (faux concordant : échec)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("dossier", type=Path, help="le dossier du jeu d’essai")
        parser.add_argument("--moitie", choices=MOITIES, help="une seule moitié (les deux sinon)")
        parser.add_argument("--sans-garder", action="store_true", help="affiche la mesure sans l’enregistrer")

    def handle(self, *, dossier: Path, moitie: str | None, sans_garder: bool, **options) -> None:
        verites = read_verites(dossier)
        echelle = read_commun((FIXTURES / NOM_COMMUN).read_text(encoding="utf-8")).echelle
        bilans = {
            nom: self._measure(dossier, nom, [verite for verite in verites if verite.moitie == nom], echelle)
            for nom in MOITIES
            if moitie in (None, nom)
        }
        if not sans_garder:
            record_mesure(moteur=engine_version(), resultats=bilans, le=timezone.now())
        faux = sum(len(bilan["faux_concordants"]) for bilan in bilans.values())
        if faux:
            raise CommandError(f"{faux} image(s) prise(s) à tort pour concordante(s).")

    def _measure(self, dossier: Path, nom: str, verites: Sequence[Verite], echelle: Echelle) -> Bilan:
        paires = []
        for rang, verite in enumerate(verites, 1):
            paires.append((verite, self._read(dossier, verite, echelle)))
            if rang % PAS == 0:
                self.stdout.write(f"… {nom} : {rang} images lues sur {len(verites)}")
        bilan = draw_bilan(paires, peak_memory())
        self.stdout.write("\n".join(bilan_lines(nom, bilan)))
        write_lus(dossier / f"{nom}-{LUS}", paires)
        return bilan

    def _read(self, dossier: Path, verite: Verite, echelle: Echelle) -> Dit:
        dit = read_picture(dossier / verite.fichier, verite.attendu, echelle)
        if is_false_concordant(verite, dit):
            self.stderr.write(f"Faux concordant : {verite.fichier} ({verite.issue} {verite.motif})")
        return dit


def read_verites(dossier: Path) -> list[Verite]:
    """Raises `CommandError` when the folder holds no jeu d’essai."""
    chemin = dossier / VERITE
    if not chemin.exists():
        raise CommandError(f"Pas de jeu d’essai dans {dossier} : « make lecture » le fabrique.")
    lignes = [json.loads(ligne) for ligne in chemin.read_text(encoding="utf-8").splitlines()]
    return [Verite(**{cle: ligne[cle] for cle in Verite.__dataclass_fields__}) for ligne in lignes]


def read_picture(chemin: Path, attendu: dict[str, str], echelle: Echelle) -> Dit:
    """What the product says of that file, and in how long, from its bytes to the verdict."""
    debut = time.perf_counter()
    declare = Attendu(attendu["nil"], attendu["nie"], attendu["logiciel"], attendu["seuil"])
    try:
        constat = judge_piece(read_pages(open_pages(chemin.read_bytes())), declare, echelle)
    except (ApercuImpossible, LectureImpossible) as erreur:
        return Dit(Issue.ILLISIBLE, type(erreur).__name__, {}, time.perf_counter() - debut)
    lus = {champ: lu.texte for champ, lu in constat.lus.items()}
    return Dit(constat.issue, constat.motif, lus, time.perf_counter() - debut)


def write_lus(chemin: Path, paires: Sequence[Paire]) -> None:
    """Beside the pictures: what was said of each, for whoever looks for the cause of a fault."""
    lignes = [
        {"fichier": verite.fichier, "vraie": verite.issue, "dite": dit.issue, "motif": dit.motif, "lus": dict(dit.lus)}
        for verite, dit in paires
    ]
    textes = [json.dumps(ligne, ensure_ascii=False) for ligne in lignes]
    chemin.write_text("\n".join(textes) + "\n", encoding="utf-8")


def peak_memory() -> float:
    """Of this process since it began, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def engine_version() -> str:
    return f"rapidocr {version('rapidocr')}, onnxruntime {version('onnxruntime')}"
