"""Computes every projection again and says where a row differs from its facts; `--corriger` mends it.

So with what each company has deposited, counted again from its pieces.

Verifies the trace of each dossier too: a broken chain is said, never mended.
"""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dossiers.actions.quota import recompute_quota
from dossiers.actions.recalcul import Ecart, recompute_dossier
from dossiers.models import Dossier, Editeur
from dossiers.queries.trace import verify_chain


class Command(BaseCommand):
    help = (
        "Recalcule les colonnes dérivées des dossiers, les compteurs des entreprises, et affiche les écarts "
        "(--corriger les écrit) ; "
        "vérifie aussi la trace de chacun."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("--corriger", action="store_true", help="écrit ce que disent les faits")

    def handle(self, *, corriger: bool, **options) -> None:
        le, lus, faux, rompues = timezone.now(), 0, 0, 0
        for dossier in Dossier.objects.only("pk", "uuid").order_by("pk").iterator():
            ecarts = recompute_dossier(dossier=dossier, le=le, corriger=corriger)
            ruptures = verify_chain(dossier)
            self._say(dossier, ecarts, ruptures)
            lus, faux, rompues = lus + 1, faux + bool(ecarts), rompues + bool(ruptures)
        faux += self._recount(corriger)
        corrige = " (corrigé)" if faux and corriger else ""
        bilan = f"{lus} dossier(s) relu(s), {faux} avec écart{corrige}, {rompues} dont la trace est rompue."
        if rompues or (faux and not corriger):
            raise CommandError(bilan)
        self.stdout.write(bilan)

    def _recount(self, corriger: bool) -> int:
        """How many companies have a counter that differs."""
        fausses = 0
        for editeur in Editeur.objects.order_by("pk"):
            ecarts = recompute_quota(editeur=editeur, corriger=corriger)
            fausses += bool(ecarts)
            for nom, avant, calcul in ecarts:
                self.stdout.write(f"{editeur} {nom} : {avant!r} au lieu de {calcul!r}")
        return fausses

    def _say(self, dossier: Dossier, ecarts: list[Ecart], ruptures: tuple[str, ...]) -> None:
        for nom, avant, calcul in ecarts:
            self.stdout.write(f"{dossier.reference} {nom} : {avant!r} au lieu de {calcul!r}")
        for rupture in ruptures:
            self.stdout.write(f"{dossier.reference} trace : {rupture}")
