"""The mails of one person, whatever they are about: what was sent when, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from dossiers.models import Compte, Envoi, Relance
from dossiers.queries.portefeuille import read_cursor
from dossiers.rules.envoi import kind_label

PAGE = 50
# The dossiers that a line names; the others are counted.
NOMMES = 3
TROUVES = 50


@dataclass(frozen=True)
class LigneCourriel:
    """`le`: when it left, else when it was written. `dossiers`: the first that it is about; `autres`: how many more."""

    le: datetime
    libelle: str
    dossiers: tuple[str, ...]
    autres: int
    etat: str
    echec: bool
    essais: int


@dataclass(frozen=True)
class PageCourriels:
    """`suivante` is the cursor of the next page, empty at the end; `premiere` when nothing stands before."""

    lignes: list[LigneCourriel]
    suivante: str
    premiere: bool


def courriels_page(compte: Compte, apres: str = "", taille: int = PAGE) -> PageCourriels:
    """One page of the mails of a person, the latest first, after a cursor. Two queries. A cursor that is not ours shows
    the first page.
    """
    envois = Envoi.objects.filter(destinataire=compte).select_related("dossier__solution").order_by("-cree_le", "-pk")
    if repere := read_cursor(apres):
        le, pk = repere
        envois = envois.filter(Q(cree_le__lt=le) | Q(cree_le=le, pk__lt=pk))
    lus = list(envois[: taille + 1])
    solutions = _solutions(lus[:taille])
    lignes = [_line(envoi, solutions.get(envoi.pk, [])) for envoi in lus[:taille]]
    suite = f"{lus[taille - 1].cree_le.timestamp():.6f}_{lus[taille - 1].pk}" if len(lus) > taille else ""
    return PageCourriels(lignes, suite, repere is None)


def find_comptes(q: str) -> QuerySet[Compte]:
    """The accounts of which every word of `q` is in the name or the address; none without a word."""
    mots = q.split()[:5]
    trouves = Compte.objects.order_by("nom", "prenom", "pk") if mots else Compte.objects.none()
    for mot in mots:
        trouves = trouves.filter(Q(nom__icontains=mot) | Q(prenom__icontains=mot) | Q(courriel__icontains=mot))
    return trouves[:TROUVES]


def _solutions(envois: list[Envoi]) -> dict[int, list[str]]:
    """Digest → the software it tells of, by the order of their reminders. One query."""
    lues = Relance.objects.filter(envoi__in=envois).select_related("dossier__solution").order_by("pk")
    solutions: dict[int, list[str]] = {}
    for relance in lues:
        noms, nom = solutions.setdefault(relance.envoi_id, []), str(relance.dossier.solution)
        if nom not in noms:
            noms.append(nom)
    return solutions


def _line(envoi: Envoi, solutions: list[str]) -> LigneCourriel:
    noms = [str(envoi.dossier.solution)] if envoi.dossier else solutions
    return LigneCourriel(
        le=envoi.envoye_le or envoi.cree_le,
        libelle=kind_label(envoi.genre),
        dossiers=tuple(noms[:NOMMES]),
        autres=max(0, len(noms) - NOMMES),
        etat=envoi.get_etat_display(),
        echec=envoi.etat == Envoi.Etat.ECHEC,
        essais=envoi.essais,
    )
