"""The views of the queue that a person keeps for themselves."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.models import Compte, Favori
from dossiers.models.favori import NOM_MAX, REQUETE_MAX
from dossiers.queries.perimetre import Introuvable, role_of
from dossiers.rules.droit import require_droit
from dossiers.rules.refus import Refus

FAVORIS_MAX = 20


@transaction.atomic
def save_favori(*, nom: str, requete: str, par: Compte, le: datetime | None = None) -> Favori:
    """Keeps these filters under that name; a name that is known already now leads to them. Raises `Interdit`, or
    `Refus` (with its field) without a name, for one too long, or beyond twenty.
    """
    require_droit("voir_file", role_of(par))
    nom = " ".join(nom.split())
    Compte.objects.select_for_update().get(pk=par.pk)
    siens = Favori.objects.filter(compte=par)
    _check(nom, requete, plein=siens.exclude(nom=nom).count() >= FAVORIS_MAX)
    champs = {"requete": requete, "cree_le": le or timezone.now()}
    return siens.update_or_create(compte=par, nom=nom, defaults=champs)[0]


def delete_favori(*, favori_id: int, par: Compte) -> None:
    """Raises `Introuvable` for somebody else's."""
    if not Favori.objects.filter(pk=favori_id, compte=par).delete()[0]:
        raise Introuvable("Cette vue n’existe pas pour cette personne.")


def _check(nom: str, requete: str, *, plein: bool) -> None:
    phrase = ""
    if not nom:
        phrase = "Donnez un nom à cette vue."
    elif len(nom) > NOM_MAX:
        phrase = f"{NOM_MAX} caractères au plus : raccourcissez ce nom."
    elif not requete or len(requete) > REQUETE_MAX:
        phrase = "Ces filtres ne peuvent pas être enregistrés : changez-les, puis recommencez."
    elif plein:
        phrase = f"Vous avez déjà {FAVORIS_MAX} vues : supprimez-en une d’abord."
    if phrase:
        raise Refus(phrase, {"nom": phrase})
