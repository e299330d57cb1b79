"""The contact at the third party: named by the éditeur for one purpose, taken away by either of them."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from dossiers.actions.geste import geste
from dossiers.models import Compte, Dossier, Envoi, Relance, Tiers
from dossiers.queries.tiers import empreinte_of, is_stopped, read_tiers
from dossiers.rules.calendrier import day_of
from dossiers.rules.envoi import Genre
from dossiers.rules.refus import Refus
from dossiers.rules.relance import Sorte

LIGNES = (Sorte.MANQUE, Sorte.ECHEANCE)
COURRIEL_MAX = 254


def name_tiers(
    *, dossier: Dossier, courriel: str, accord: bool, par: Compte, le: datetime | None = None
) -> Tiers | None:
    """Keeps the address to which what the third party owes is recalled; an empty one takes it away. The
    same again changes nothing: the mail that waits leaves, and the link of those received still stops them.

    Raises `Interdit`, or `Refus` (with its fields): not an address, without the person's agreement, or of someone who
    asked not to be written to.
    """
    le, courriel = le or timezone.now(), courriel.strip().lower()
    with geste("indiquer_tiers", dossier, par=par, le=le) as fait:
        if courriel:
            _check(courriel, accord)
        nommes = Tiers.objects.filter(dossier=fait.dossier, arrete_le=None)
        if meme := nommes.filter(courriel=courriel).first():
            fait.silencieux = True
            return meme
        nommes.delete()
        fait.donnees["retire"] = not courriel
        if not courriel:
            return None
        return Tiers.objects.create(dossier=fait.dossier, courriel=courriel, par=par, le=le)


@transaction.atomic
def stop_tiers(*, jeton: str, le: datetime) -> Tiers:
    """Nothing more is written to that address, whichever dossier named it. Raises `Introuvable` for a void link."""
    tiers = read_tiers(jeton)
    Tiers.objects.filter(courriel=tiers.courriel, arrete_le=None).update(arrete_le=le)
    return read_tiers(jeton)


def post_tiers(*, envois: Collection[int], le: datetime) -> int:
    """A mail to the third party of each dossier that these digests recall to its own people: one a day and an address.
    What it says, and whether anything is awaited, is judged when it leaves. Returns how many were asked for.
    """
    rappelees = Relance.objects.filter(envoi__in=envois, sorte__in=LIGNES).order_by().values("dossier")
    nommes = Tiers.objects.filter(dossier__in=rappelees, arrete_le=None).order_by("pk")
    depart = le + timedelta(seconds=settings.RELANCE_REGROUPEMENT)
    poses = [
        Envoi(
            cle=f"{Genre.RELANCE_TIERS}:{empreinte_of(tiers.courriel)}:{day_of(le)}",
            genre=Genre.RELANCE_TIERS,
            donnees={"tiers": tiers.pk},
            a_partir_de=depart,
            cree_le=le,
        )
        for tiers in nommes
    ]
    return len(Envoi.objects.bulk_create(poses, ignore_conflicts=True))


def _check(courriel: str, accord: bool) -> None:
    refus = {}
    try:
        validate_email(courriel)
    except ValidationError:
        refus["courriel"] = "Cette adresse n’est pas une adresse électronique, par exemple : prenom.nom@exemple.fr."
    if len(courriel) > COURRIEL_MAX:
        refus["courriel"] = f"Cette adresse compte {len(courriel)} caractères\u202f; {COURRIEL_MAX} au plus sont admis."
    if not accord:
        refus["accord"] = "Assurez-vous de l’accord de cette personne : sans lui, nous ne lui écrirons pas."
    if is_stopped(courriel):
        refus["courriel"] = "Cette personne a demandé à ne plus recevoir nos courriels. Écrivez-lui vous-même."
    if refus:
        raise Refus(" ".join(refus.values()), refus)
