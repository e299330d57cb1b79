"""Records a company, with its first mandataire: a company nobody answers for does not exist here."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from dossiers.actions.appartenance import join_editeur
from dossiers.models import Compte, Editeur
from dossiers.models.editeur import check_siren
from dossiers.queries.perimetre import role_of
from dossiers.rules.droit import require_droit
from dossiers.rules.parcours import Role
from dossiers.rules.refus import Refus

SIREN_PRIS = "Cette entreprise est déjà enregistrée : son SIREN est connu."
RAISON_ABSENTE = "Indiquez la raison sociale."
LONGUEUR_RAISON = 200


def create_editeur(
    *, raison_sociale: str, siren: str, mandataire: Compte, par: Compte | None, le: datetime | None = None
) -> Editeur:
    """A new company; its mandataire is told by mail. `par` None: the command line of the machine.

    Raises `Interdit` for someone who is not an administrator of the ANS; `Refus` tied to `raison_sociale`, `siren` or
    (a mandataire who is taken elsewhere) `courriel`.
    """
    if par is not None:
        require_droit("gerer_editeurs", role_of(par))
    raison_sociale, siren = _read_raison(raison_sociale), _read_siren(siren)
    with transaction.atomic():
        editeur = _create(raison_sociale, siren)
        join_editeur(editeur=editeur, compte=mandataire, role=Role.MANDATAIRE, le=le or timezone.now())
    return editeur


def _create(raison_sociale: str, siren: str) -> Editeur:
    try:
        with transaction.atomic():
            return Editeur.objects.create(raison_sociale=raison_sociale, siren=siren)
    except IntegrityError:
        raise Refus(SIREN_PRIS, {"siren": SIREN_PRIS}) from None


def _read_raison(texte: str) -> str:
    raison_sociale = " ".join(texte.split())[:LONGUEUR_RAISON]
    if not raison_sociale:
        raise Refus(RAISON_ABSENTE, {"raison_sociale": RAISON_ABSENTE})
    return raison_sociale


def _read_siren(texte: str) -> str:
    siren = "".join(texte.split())
    try:
        check_siren(siren)
    except ValidationError as erreur:
        raise Refus(erreur.message, {"siren": erreur.message}) from None
    return siren
