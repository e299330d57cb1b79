"""Adds what is new in fixtures/motifs/: the reasons of correction."""

from django.core.management.base import BaseCommand, CommandError

from dossiers.actions.motif import publish_motifs
from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.rules.refus import Refus


class Command(BaseCommand):
    help = "Ajoute les motifs de correction nouveaux du dossier fixtures/motifs."

    def handle(self, *args: object, **options: object) -> None:
        try:
            ajoutes = publish_motifs()
        except (ReferentielInvalide, Refus, OSError) as erreur:
            raise CommandError(str(erreur)) from None
        self.stdout.write(f"Motifs de correction : {ajoutes} ajouté(s).")
