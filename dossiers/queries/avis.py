"""Opinions asked by e-mail: their secret addresses, what their pages show, and what the ANS sees of them."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch
from django.utils.crypto import salted_hmac

from dossiers.models import Avis, Compte, Dossier, Envoi, Piece, Soumission
from dossiers.queries.perimetre import Introuvable, dossiers_of
from dossiers.rules.avis import EtatAvis, state_of
from dossiers.rules.envoi import Genre
from dossiers.rules.parcours import Etat
from dossiers.rules.retenue import barred_because
from dossiers.rules.suite import uuids_submitted

SEL = "dossiers.avis"


@dataclass(frozen=True)
class LigneAvis:
    """A request as the reviewers see it. `perdu`: its mail could not be delivered."""

    avis: Avis
    etat: EtatAvis
    perdu: bool = False

    @property
    def attendu(self) -> bool:
        return self.etat is EtatAvis.ATTENDU


def jeton_avis(uuid: UUID) -> str:
    """The secret of an address: drawn from the site's key, so that no row holds it and each try of the mail has it."""
    return salted_hmac(SEL, uuid.hex, algorithm="sha256").hexdigest()


def digest_jeton(jeton: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(jeton.encode()).hexdigest()


def avis_of_jeton(jeton: str) -> Avis:
    """The request behind an address. Raises `Introuvable` for an unknown one."""
    trouve = Avis.objects.select_related("dossier", "soumission").filter(empreinte=digest_jeton(jeton)).first()
    if trouve is None:
        raise Introuvable("Cette adresse n’est pas de nous.")
    return trouve


def state_of_avis(avis: Avis, le: datetime) -> EtatAvis:
    """Where a request stands. One that is about an earlier round, or whose étape was decided, is over.

    `avis` comes with its `dossier` and its `soumission`.
    """
    en_cours = avis.soumission.etape == avis.dossier.etape and not avis.soumission.decision
    return state_of(avis.vie, Etat(avis.dossier.etat) if en_cours else Etat.FERMEE, le)


def pieces_of_avis(avis: Avis) -> list[Piece]:
    """The proofs that its page shows: those that may still be seen."""
    pieces = avis.pieces.order_by("exigence", "rang", "pk")
    return [piece for piece in pieces if not barred_because(piece.garde)]


def avis_of_dossier(dossier: Dossier, le: datetime) -> list[LigneAvis]:
    """The requests of a dossier, the latest first. One query, three once there is one."""
    tous = Avis.objects.filter(dossier=dossier).select_related("dossier", "soumission", "demande_par", "retire_par")
    tous = tous.prefetch_related(Prefetch("pieces", Piece.objects.order_by("exigence", "rang", "pk")))
    lus = list(tous.order_by("-le", "-pk"))
    perdus = _undelivered(lus) if lus else set()
    return [LigneAvis(avis, state_of_avis(avis, le), cle_avis(avis) in perdus) for avis in lus]


def cle_avis(avis: Avis) -> str:
    """The key of its mail in the outbox."""
    return f"{Genre.AVIS}:{avis.uuid.hex}"


def _undelivered(avis: list[Avis]) -> set[str]:
    """The keys of the mails that could not be delivered."""
    echecs = Envoi.objects.filter(cle__in=[cle_avis(demande) for demande in avis], etat=Envoi.Etat.ECHEC)
    return set(echecs.order_by("pk").values_list("cle", flat=True))


def avis_of(compte: Compte, dossier: UUID, avis: UUID) -> Avis:
    """One request of a dossier this person may see. Raises `Introuvable`."""
    trouve = Avis.objects.select_related("dossier").filter(uuid=avis, dossier__uuid=dossier)
    trouve = trouve.filter(dossier__in=dossiers_of(compte)).first()
    if trouve is None:
        raise Introuvable("Cette demande d’avis n’existe pas.")
    return trouve


def shareable_pieces(soumission: Soumission) -> list[Piece]:
    """The proofs of a submission that may be shown to someone: none that is put aside."""
    envoyees = Piece.objects.filter(dossier=soumission.dossier_id, uuid__in=uuids_submitted(soumission.contenu))
    return [piece for piece in envoyees.order_by("exigence", "rang", "pk") if not barred_because(piece.garde)]
