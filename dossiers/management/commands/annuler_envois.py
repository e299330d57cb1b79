"""Gives up mails and reminders written before a moment: after a restore, what the dump holds may have left already."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import is_naive, make_aware

from dossiers.actions.envoi import cancel_envois

MAUVAISE_DATE = "« {} » n’est pas une date. Exemples : 2026-03-12, ou 2026-03-12T18:30 (heure de Paris)."


class Command(BaseCommand):
    help = "Annule les courriels pas encore partis et les relances sans courriel, écrits avant une date."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--avant", required=True, metavar="DATE", help="2026-03-12, ou 2026-03-12T18:30")

    def handle(self, *, avant: str, **options) -> None:
        envois, relances = cancel_envois(avant=read_moment(avant))
        self.stdout.write(f"{envois} courriel(s) annulé(s), {relances} relance(s) écartée(s).")


def read_moment(texte: str) -> datetime:
    """That moment, in Paris unless it says otherwise. Raises `CommandError` with examples."""
    try:
        moment = datetime.fromisoformat(texte)
    except ValueError:
        raise CommandError(MAUVAISE_DATE.format(texte)) from None
    return make_aware(moment) if is_naive(moment) else moment
