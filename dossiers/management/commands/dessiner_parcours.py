"""Writes the page of the parcours: `manage.py dessiner_parcours > docs/parcours.md`."""

from django.core.management.base import BaseCommand

from dossiers.rules.diagramme import write_parcours


class Command(BaseCommand):
    help = "Écrit la page docs/parcours.md d’après la table des transitions."

    def handle(self, **options) -> None:
        self.stdout.write(write_parcours(), ending="")
