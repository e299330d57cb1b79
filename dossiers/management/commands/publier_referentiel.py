"""Publishes what is new in fixtures/referentiel/ (or in another folder)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from dossiers.actions.referentiel import FIXTURES, publish_fixtures
from dossiers.referentiel.erreur import ReferentielInvalide


class Command(BaseCommand):
    help = "Publie les référentiels nouveaux ou modifiés du dossier fixtures/referentiel."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--dossier", type=Path, default=FIXTURES, help="dossier des textes TOML")

    def handle(self, *args, **options) -> None:
        try:
            publies = publish_fixtures(dossier=options["dossier"])
        except (ReferentielInvalide, OSError) as erreur:
            raise CommandError(str(erreur)) from None
        for referentiel in publies:
            self.stdout.write(f"{referentiel} ({referentiel.sha256[:12]})", ending="\n")
