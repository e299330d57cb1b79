"""A company's dossiers, newest activity first, by keyset pages."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from dossiers.models import Dossier

PAGE = 20


@dataclass(frozen=True)
class Page:
    """`suivante` is the cursor of the next page, empty at the end; `premiere` when nothing stands before."""

    dossiers: list[Dossier]
    suivante: str
    premiere: bool


def portefeuille_page(dossiers: QuerySet[Dossier], apres: str = "", taille: int = PAGE) -> Page:
    """One page after a cursor. A cursor that is not ours shows the first page."""
    repere = read_cursor(apres)
    voulus = dossiers.select_related("solution", "referentiel").order_by("-activite_le", "-pk")
    voulus = voulus.defer("referentiel__texte", "referentiel__commun")
    if repere:
        le, pk = repere
        voulus = voulus.filter(Q(activite_le__lt=le) | Q(activite_le=le, pk__lt=pk))
    trouves = list(voulus[: taille + 1])
    suite = write_cursor(trouves[taille - 1]) if len(trouves) > taille else ""
    return Page(trouves[:taille], suite, repere is None)


def write_cursor(dossier: Dossier) -> str:
    return f"{dossier.activite_le.timestamp():.6f}_{dossier.pk}"


def read_cursor(texte: str) -> tuple[datetime, int] | None:
    """The moment and row a cursor stands for; None when it is not one."""
    instant, _, pk = texte.partition("_")
    try:
        return datetime.fromtimestamp(float(instant), UTC), int(pk)
    except (ValueError, OverflowError, OSError):
        return None


def filter_portefeuille(dossiers: QuerySet[Dossier], q: str = "", etat: str = "") -> QuerySet[Dossier]:
    """The dossiers of which every word of `q` is in the solution, the Proxy, the dispositif or the number; in that
    state when one is named.
    """
    if etat in Dossier.EtatDossier.values:
        dossiers = dossiers.filter(etat=etat)
    for mot in q.split()[:5]:
        dossiers = dossiers.filter(_holds(mot))
    return dossiers


def _holds(mot: str) -> Q:
    champs = ("solution__nom", "solution__version_majeure", "proxy", "dispositif", "referentiel__libelle")
    numero = Q(numero=int(mot)) if mot.isdecimal() and len(mot) < 9 else Q()
    return reduce(or_, (Q(**{f"{champ}__icontains": mot}) for champ in champs), numero)
