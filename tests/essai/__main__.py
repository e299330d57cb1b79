"""Makes the jeu d’essai in a folder, unless it is there already and was made by this very code."""

import argparse
import hashlib
import os
import shutil
import sys
from pathlib import Path

from tests.essai.lot import plan_lot
from tests.essai.rendre import draw_lot

ICI = Path(__file__).resolve().parent
# The layouts are Django templates.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "segur.settings.test")
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))


def main(arguments: list[str] | None = None) -> None:
    analyse = argparse.ArgumentParser(prog="tests.essai", description="Fabrique le jeu d’essai de la lecture.")
    analyse.add_argument("dossier", type=Path)
    analyse.add_argument("--courte", action="store_true", help="quelques images de chaque sorte")
    demande = analyse.parse_args(arguments)
    empreinte = sources_digest(demande.courte)
    if read_empreinte(demande.dossier) == empreinte:
        sys.stdout.write(f"Jeu d’essai déjà prêt : {demande.dossier}\n")
        return
    if not CHROMIUM.exists():
        sys.exit(f"Le jeu d’essai demande Chromium, introuvable ici ({CHROMIUM}) : apt-get install chromium.")
    make_lot(demande.dossier, demande.courte, empreinte)


def make_lot(dossier: Path, courte: bool, empreinte: str) -> None:
    shutil.rmtree(dossier, ignore_errors=True)
    dossier.mkdir(parents=True)
    vues = plan_lot(courte)
    sys.stdout.write(f"Jeu d’essai : {len(vues)} images à dessiner dans {dossier}…\n")
    sys.stdout.flush()
    draw_lot(vues, dossier, CHROMIUM)
    (dossier / "empreinte").write_text(empreinte, encoding="ascii")


def sources_digest(courte: bool) -> str:
    """Of every file of the generator: the pictures are made anew as soon as one changes."""
    somme = hashlib.sha256(b"courte" if courte else b"entiere")
    for chemin in sorted([*ICI.rglob("*.py"), *ICI.rglob("*.html")]):
        somme.update(chemin.name.encode() + chemin.read_bytes())
    return somme.hexdigest()


def read_empreinte(dossier: Path) -> str:
    chemin = dossier / "empreinte"
    return chemin.read_text(encoding="ascii") if chemin.exists() else ""


if __name__ == "__main__":
    main()
