"""Reads proofs from a shell: `manage.py lire_preuve FICHIER… --nil N`, or `--lot FICHIER.jsonl`. One JSON line a file.

Nothing else goes to the standard output, and no database is needed: the ladder is that of the files.
"""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from dossiers.management.preuve import Demande, DemandeInvalide, make_demande, parse_demande, read_proof
from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.texte import NOM_COMMUN, read_commun

COMMUN = Path(settings.BASE_DIR) / "fixtures" / "referentiel" / NOM_COMMUN


class Command(BaseCommand):
    help = "Lit des copies d’écran du CNDA et écrit, pour chacune, une ligne JSON : ce qui y est lu et ce qu’il en est."
    requires_system_checks: tuple[str, ...] = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("fichiers", nargs="*", metavar="FICHIER", help="images PNG, JPEG, WebP, ou PDF")
        parser.add_argument("--nil", default="", help="le NIL déclaré (obligatoire sans --lot)")
        parser.add_argument("--nie", default="", help="le NIE déclaré")
        parser.add_argument("--logiciel", default="", help="le nom du logiciel")
        parser.add_argument("--seuil", default="pre_examen", metavar="STATUT", help="le statut attendu au moins")
        parser.add_argument("--lot", type=Path, metavar="FICHIER.jsonl", help="une demande JSON par ligne")

    def handle(self, *, fichiers: list[str], lot: Path | None, **options: Any) -> None:
        echelle = read_commun(COMMUN.read_text(encoding="utf-8")).echelle
        if bool(fichiers) == bool(lot):
            raise CommandError("Donnez des fichiers à lire, ou bien --lot FICHIER.jsonl.")
        defauts = {nom: options[nom] for nom in ("nil", "nie", "logiciel", "seuil")}
        try:
            demandes = [make_demande(fichier, Path(), defauts, echelle) for fichier in fichiers]
        except DemandeInvalide as erreur:
            raise CommandError(f"Demande refusée : {erreur}") from None
        fautes = 0
        for demande in self._read_lot(lot, defauts, echelle) if lot else demandes:
            fautes += not self._answer(demande, echelle)
        if fautes:
            raise CommandError(f"{fautes} ligne(s) du lot n’ont pas été comprises ; les autres ont été lues.")

    def _answer(self, demande: Demande | DemandeInvalide, echelle: Echelle) -> bool:
        if isinstance(demande, DemandeInvalide):
            self.stderr.write(str(demande))
            return False
        self.stdout.write(json.dumps(read_proof(demande, echelle), ensure_ascii=False))
        self.stdout.flush()
        return True

    def _read_lot(self, lot: Path, defauts: dict[str, Any], echelle: Echelle) -> Iterator[Demande | DemandeInvalide]:
        try:
            lignes = lot.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
        except OSError as erreur:
            raise CommandError(f"Le lot {lot} ne peut pas être lu ({erreur.strerror}).") from None
        for rang, ligne in enumerate(lignes, 1):
            if not ligne.strip():
                continue
            try:
                yield parse_demande(ligne, lot.parent, defauts, echelle)
            except DemandeInvalide as erreur:
                yield DemandeInvalide(f"Ligne {rang} du lot : {erreur}")
