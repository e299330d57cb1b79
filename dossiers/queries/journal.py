"""The delivery log of the reminders, by dossier and by person: what was written to whom, and what became of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from django.db.models import OuterRef, QuerySet, Subquery

from dossiers.models import Appartenance, Compte, Dossier, Editeur, Envoi, Relance
from dossiers.rules.relance import Sorte

LIMITE = 400
INJOIGNABLES = 50


class Sort(StrEnum):
    """What became of a reminder."""

    ENVOYEE = "envoyee"
    PREVUE = "prevue"
    EN_ECHEC = "en_echec"
    SANS_OBJET = "sans_objet"
    ECARTEE = "ecartee"
    PERSONNE = "personne"

    @property
    def libelle(self) -> str:
        return LIBELLES[self]


LIBELLES = {
    Sort.ENVOYEE: "envoyée",
    Sort.PREVUE: "en attente d’envoi",
    Sort.EN_ECHEC: "n’a pas pu être remise",
    Sort.SANS_OBJET: "devenue sans objet avant l’envoi",
    Sort.ECARTEE: "écartée par l’ANS",
    Sort.PERSONNE: "personne ne souhaitait la recevoir",
}


@dataclass(frozen=True)
class LigneJournal:
    """One mail to one person about one dossier. `le`: when it left, else when it was written."""

    le: datetime
    dossier: Dossier
    destinataire: Compte | None
    sortes: tuple[str, ...]
    sort: Sort
    par: Compte | None


def journal_of_dossier(dossier: Dossier, sauf: Collection[Sorte] = ()) -> list[LigneJournal]:
    """The reminders of a dossier, the latest first, without those of the kinds `sauf`. One query."""
    return _lines(Relance.objects.filter(dossier=dossier).exclude(sorte__in=[sorte.value for sorte in sauf]))


def journal_of_personne(compte: Compte) -> list[LigneJournal]:
    """The reminders of a person, the latest first. One query."""
    return _lines(Relance.objects.filter(destinataire=compte))


def unreachable_of(editeur: Editeur) -> list[Compte]:
    """The people of a company whose latest mail could not be delivered. Their colleagues are told, and the ANS.

    One query, that reads no mail but the last of each.
    """
    gens = Compte.objects.filter(pk__in=Appartenance.objects.filter(editeur=editeur).values("compte"))
    return list(_unreachable(gens).order_by("pk"))


def unreachable_comptes() -> list[Compte]:
    """All of them, at most `INJOIGNABLES`, for the ANS: one query, that begins with the mails in failure."""
    echecs = Envoi.objects.filter(etat=Envoi.Etat.ECHEC).values("destinataire")
    return list(_unreachable(Compte.objects.filter(pk__in=echecs)).order_by("nom", "prenom", "pk")[:INJOIGNABLES])


def _unreachable(gens: QuerySet[Compte]) -> QuerySet[Compte]:
    clos = Envoi.objects.filter(destinataire=OuterRef("pk"), etat__in=[Envoi.Etat.ENVOYE, Envoi.Etat.ECHEC])
    dernier = clos.order_by("-cree_le", "-pk").values("etat")[:1]
    return gens.alias(dernier=Subquery(dernier)).filter(dernier=Envoi.Etat.ECHEC)


def _lines(relances: QuerySet[Relance]) -> list[LigneJournal]:
    lues = relances.select_related("destinataire", "dossier__solution", "envoi", "par").order_by("-le", "-pk")[:LIMITE]
    return list(_grouped(lues))


def _grouped(relances: Iterable[Relance]) -> Iterator[LigneJournal]:
    """The items of one mail about one dossier are one line."""
    triees = sorted(relances, key=_key, reverse=True)
    for _, groupe in groupby(triees, key=_key):
        groupe = list(groupe)
        premiere = groupe[0]
        sortes = dict.fromkeys(relance.get_sorte_display() for relance in groupe)
        yield LigneJournal(
            le=premiere.envoyee_le or premiere.le,
            dossier=premiere.dossier,
            destinataire=premiere.destinataire,
            sortes=tuple(sortes),
            sort=_sort(premiere),
            par=premiere.par,
        )


def _key(relance: Relance) -> tuple:
    return relance.le, relance.destinataire_id or 0, relance.dossier_id, relance.envoi_id or 0, _sort(relance)


def _sort(relance: Relance) -> Sort:
    if relance.envoyee_le:
        return Sort.ENVOYEE
    if relance.destinataire_id is None:
        return Sort.PERSONNE
    if relance.abandonnee:
        return Sort.ECARTEE
    if relance.envoi is None or relance.envoi.etat in (Envoi.Etat.ATTENTE, Envoi.Etat.ENVOI):
        return Sort.PREVUE
    return Sort.EN_ECHEC if relance.envoi.etat == Envoi.Etat.ECHEC else Sort.SANS_OBJET
