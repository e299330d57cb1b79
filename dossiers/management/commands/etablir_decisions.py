"""Gives its document to every decision that was rendered before decisions had one. May be run again."""

from django.core.management.base import BaseCommand

from dossiers.actions.decision import write_missing_decisions


class Command(BaseCommand):
    help = "Établit le document des décisions qui n’en ont pas encore."

    def handle(self, **options) -> None:
        self.stdout.write(f"{write_missing_decisions()} document(s) établi(s).")
