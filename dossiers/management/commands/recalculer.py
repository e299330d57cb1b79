"""Computes every projection again and says where a row differs from its facts; `--corriger` mends it."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dossiers.actions.recalcul import Ecart, recompute_dossier
from dossiers.models import Dossier


class Command(BaseCommand):
    help = "Recalcule les colonnes dérivées de tous les dossiers et affiche les écarts (--corriger les écrit)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--corriger", action="store_true", help="écrit ce que disent les faits")

    def handle(self, *, corriger: bool, **options) -> None:
        le, lus, faux = timezone.now(), 0, 0
        for dossier in Dossier.objects.only("pk", "uuid").order_by("pk").iterator():
            ecarts = recompute_dossier(dossier=dossier, le=le, corriger=corriger)
            self._say(dossier, ecarts)
            lus, faux = lus + 1, faux + bool(ecarts)
        bilan = f"{lus} dossier(s) relu(s), {faux} avec écart{' (corrigé)' if faux and corriger else ''}."
        if faux and not corriger:
            raise CommandError(bilan)
        self.stdout.write(bilan)

    def _say(self, dossier: Dossier, ecarts: list[Ecart]) -> None:
        for nom, avant, calcul in ecarts:
            self.stdout.write(f"{dossier.reference} {nom} : {avant!r} au lieu de {calcul!r}")
