"""What a third party owes to the dossiers that named its address, and the link by which it stops our mails."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db.models import F

from dossiers.models import Dossier, Tiers
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.situation import situations_of
from dossiers.referentiel.exigence import Porteur
from dossiers.rules.echeance import Limite, next_limite
from dossiers.rules.parcours import EN_COURS
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.relance import awaits_editeur

SEL = "dossiers.tiers.arret"
PLAFOND = 50


@dataclass(frozen=True)
class Attente:
    """What one dossier awaits from it: the names of the points and the limit of the public calendar, nothing else."""

    dossier: Dossier
    dispositif: str
    points: tuple[str, ...]
    limite: Limite | None


def attentes_of(tiers: Tiers, le: datetime) -> list[Attente]:
    """What is awaited from that address now, over the dossiers that named it. Seven queries, however many."""
    nommes = Dossier.objects.filter(tiers__courriel=tiers.courriel, tiers__arrete_le=None)
    ouverts = nommes.filter(etat__in=[etat.value for etat in EN_COURS]).order_by("attente_le", "pk")
    dossiers = list(ouverts.select_related("referentiel", "calendrier", "solution", "editeur")[:PLAFOND])
    situations = situations_of(dossiers, le)
    attentes = []
    for dossier in dossiers:
        situation = situations[dossier.pk]
        lignes = prepare_etape(situation).bloquantes if awaits_editeur(situation) and not _is_quiet(dossier, le) else ()
        points = tuple(ligne.libelle for ligne in lignes if ligne.porteur is Porteur.TIERS)
        if points:
            attentes.append(Attente(dossier, situation.dispositif.libelle, points, next_limite(situation)))
    return attentes


def contact_of(dossier: Dossier) -> Tiers | None:
    """The contact of a dossier; when it has none, the last one who asked not to be written to."""
    nommes = Tiers.objects.filter(dossier=dossier).select_related("par")
    return nommes.order_by(F("arrete_le").desc(nulls_first=True), "-pk").first()


def is_stopped(courriel: str) -> bool:
    """Whether that person asked not to be written to, whoever had named them."""
    return Tiers.objects.filter(courriel=courriel, arrete_le__isnull=False).exists()


def empreinte_of(courriel: str) -> str:
    """What names an address where it must not be read."""
    return hashlib.sha256(courriel.encode()).hexdigest()[:32]


def jeton_tiers(tiers: Tiers) -> str:
    """The signed token of the link « ne plus m'écrire »; it never expires."""
    return signing.Signer(salt=SEL).sign_object(tiers.pk)


def read_tiers(jeton: str) -> Tiers:
    """Whose link it is. Raises `Introuvable` for a forged one, or once the address was taken away."""
    try:
        pk = signing.Signer(salt=SEL).unsign_object(jeton)
    except signing.BadSignature:
        raise Introuvable("Ce lien n’est pas de nous.") from None
    tiers = Tiers.objects.filter(pk=pk).first()
    if tiers is None:
        raise Introuvable("Cette adresse n’est plus connue.")
    return tiers


def _is_quiet(dossier: Dossier, le: datetime) -> bool:
    return dossier.suspendues_jusqu_a is not None and dossier.suspendues_jusqu_a > le
