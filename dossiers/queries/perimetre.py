"""Who sees what: the one place where rows are scoped to a company. Without a tenant it raises.

Another tenant's object and an unknown one are the same `Introuvable`: doors answer both with the same 404.
"""

from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet

from dossiers.models import Appartenance, Compte, Dossier, Editeur, Jointe, Lot, Piece, Solution
from dossiers.rules.parcours import Role


class Introuvable(ObjectDoesNotExist):
    """No such object for this person."""


def appartenance_of(compte: Compte) -> Appartenance | None:
    """The person's place in a company, read once per request; None for someone of no company."""
    if not hasattr(compte, "_appartenance"):
        compte._appartenance = Appartenance.objects.select_related("editeur").filter(compte=compte).first()
    return compte._appartenance


def editeur_of(compte: Compte) -> Editeur:
    """The person's company. Raises `Introuvable` for someone of none."""
    appartenance = appartenance_of(compte)
    if appartenance is None:
        raise Introuvable("Ce compte n’appartient à aucune entreprise.")
    return appartenance.editeur


def role_of(compte: Compte, editeur_id: int | None = None) -> Role | None:
    """The person's role: at the ANS, or in their company (in that company only, when one is named); None otherwise."""
    if compte.role_ans:
        return Role(compte.role_ans)
    appartenance = appartenance_of(compte)
    if appartenance is None or (editeur_id is not None and appartenance.editeur_id != editeur_id):
        return None
    return Role(appartenance.role)


def dossiers_of(compte: Compte) -> QuerySet[Dossier]:
    """All the dossiers this person may see: every one for the ANS, their company's for an éditeur."""
    if compte.role_ans:
        return Dossier.objects.all()
    return Dossier.objects.filter(editeur=editeur_of(compte))


def dossier_of(compte: Compte, uuid: UUID) -> Dossier:
    """One dossier, with what a page needs of it. Raises `Introuvable`."""
    complets = dossiers_of(compte).select_related("editeur", "solution", "referentiel", "referent", "calendrier")
    return _one(complets.filter(uuid=uuid))


def piece_of(compte: Compte, dossier: UUID, piece: UUID) -> Piece:
    """One proof of a dossier this person may see. Raises `Introuvable`."""
    trouve = Piece.objects.select_related("dossier").filter(uuid=piece, dossier__uuid=dossier)
    return _one(trouve.filter(dossier__in=dossiers_of(compte)))


def jointe_of(compte: Compte, dossier: UUID, jointe: UUID) -> Jointe:
    """One file joined to a message of a dossier this person may see. Raises `Introuvable`."""
    trouvee = Jointe.objects.select_related("dossier", "message").filter(uuid=jointe, dossier__uuid=dossier)
    return _one(trouvee.filter(dossier__in=dossiers_of(compte)))


def lots_of(compte: Compte) -> QuerySet[Lot]:
    """The lots this person prepared: nobody else's. Raises `Introuvable` for someone who is not of the ANS."""
    if not compte.role_ans:
        raise Introuvable("Seule l’ANS mène des lots.")
    return Lot.objects.filter(par=compte)


def lot_of(compte: Compte, lot: UUID) -> Lot:
    """One of their lots. Raises `Introuvable`."""
    return _one(lots_of(compte).filter(uuid=lot))


def solutions_of(compte: Compte) -> QuerySet[Solution]:
    """The solutions of the person's company. Raises `Introuvable` for someone of none."""
    return Solution.objects.filter(editeur=editeur_of(compte))


def members_of(compte: Compte) -> QuerySet[Appartenance]:
    """The people of the person's company. Raises `Introuvable` for someone of none."""
    return Appartenance.objects.filter(editeur=editeur_of(compte)).select_related("compte")


def _one(trouve):
    objet = trouve.first()
    if objet is None:
        raise Introuvable("Cet objet n’existe pas pour cette personne.")
    return objet
