"""`manage.py demonstration`: companies, people and dossiers in every state, where there is no company yet."""

from itertools import groupby

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from dossiers.actions.apercu import make_apercu
from dossiers.actions.fiche import publish_aide
from dossiers.actions.motif import publish_motifs
from dossiers.actions.referentiel import publish_fixtures
from dossiers.actions.terminologie import publish_terminologies
from dossiers.gateways.file_attente import hold_hints
from dossiers.management.jeu import MOT_DE_PASSE, Personne, read_dossiers, read_entreprises, read_personnes
from dossiers.models import Compte, Dossier, Editeur, Piece
from dossiers.rules.parcours import Role


class Command(BaseCommand):
    help = "Crée le jeu de démonstration s’il n’y a aucune entreprise, puis affiche ses comptes."

    def handle(self, *args: object, **options: object) -> None:
        if not settings.DEMONSTRATION:
            raise CommandError("La démonstration a des mots de passe connus de tous : elle est refusée ici.")
        personnes = read_personnes()
        if not Editeur.objects.exists():
            with hold_hints():
                create_demonstration(personnes)
        self.stdout.write(list_comptes(personnes))
        if is_cut_short():
            self.stderr.write("Le jeu de démonstration est incomplet : effacez les données, puis recommencez.")


def create_demonstration(personnes: list[Personne]) -> None:
    """Everything, through the actions. The caller holds the hints: the sweepers find what is left to do."""
    from dossiers.management.recit import Recit  # not loaded by the runs that have nothing to create

    recit = Recit(timezone.now())
    publish_fixtures()
    publish_aide()
    publish_terminologies()
    publish_motifs()
    with transaction.atomic():
        recit.open_comptes(personnes)
    recit.play()
    for piece in Piece.objects.order_by("pk").values_list("pk", flat=True):
        make_apercu(piece)


def is_cut_short() -> bool:
    """True when its creation was interrupted: its companies are there, and not all of its dossiers."""
    sirens = [entreprise["siren"] for entreprise in read_entreprises()]
    presents = Editeur.objects.filter(siren__in=sirens)
    return presents.exists() and Dossier.objects.filter(editeur__in=presents).count() < len(read_dossiers())


def list_comptes(personnes: list[Personne]) -> str:
    """The accounts that are there, company by company, one a line."""
    presents = set(
        Compte.objects.filter(courriel__in=[p.courriel for p in personnes]).values_list("courriel", flat=True)
    )
    if not presents:
        return "La base contient déjà des entreprises : aucune démonstration n’a été créée."
    largeur = max(len(p.courriel) for p in personnes)
    lignes = [f"Comptes de démonstration (mot de passe : {MOT_DE_PASSE})"]
    for editeur, groupe in groupby(personnes, key=lambda p: p.editeur):
        lignes += [f"  {editeur or 'ANS'}"]
        lignes += [f"    {p.courriel:<{largeur}}  {Role(p.role).libelle}" for p in groupe if p.courriel in presents]
    return "\n".join(lignes)
