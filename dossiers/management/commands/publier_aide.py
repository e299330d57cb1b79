"""Publishes what is new in fixtures/aide/: answers and terminologies."""

from django.core.management.base import BaseCommand, CommandError

from dossiers.actions.fiche import publish_aide
from dossiers.actions.terminologie import publish_terminologies
from dossiers.referentiel.erreur import ReferentielInvalide


class Command(BaseCommand):
    help = "Publie les réponses et les terminologies nouvelles du dossier fixtures/aide."

    def handle(self, *args: object, **options: object) -> None:
        try:
            fiches = publish_aide()
        except (ReferentielInvalide, OSError) as erreur:
            raise CommandError(str(erreur)) from None
        terminologies = publish_terminologies()
        self.stdout.write(f"Aide : {fiches} fiche(s) et {terminologies} terminologie(s) publiées.")
