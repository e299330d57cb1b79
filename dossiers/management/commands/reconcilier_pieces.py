"""Compares the files of the proofs with their rows; `--corriger` removes files of no row, older than an hour."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dossiers.actions.reconciliation import reconcile_pieces


class Command(BaseCommand):
    help = (
        "Compare les fichiers des pièces et leurs lignes (--corriger supprime les fichiers sans ligne et fait refaire "
        "les aperçus absents). Un original absent fait échouer la commande."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--corriger", action="store_true", help="supprime les fichiers sans ligne")

    def handle(self, *, corriger: bool, **options) -> None:
        bilan = reconcile_pieces(le=timezone.now(), corriger=corriger)
        for titre, noms in (
            ("sans pièce", bilan.orphelins), ("original absent", bilan.perdus), ("aperçu absent", bilan.apercus)
        ):  # fmt: skip
            for nom in noms:
                self.stdout.write(f"{titre} : {nom}")
        corrige = " (corrigé)" if corriger and (bilan.orphelins or bilan.apercus) else ""
        dit = (
            f"{len(bilan.orphelins)} fichier(s) sans pièce, {len(bilan.apercus)} aperçu(s) absent(s){corrige}, "
            f"{len(bilan.perdus)} original(aux) absent(s)."
        )
        if bilan.perdus:
            raise CommandError(dit)
        self.stdout.write(dit)
