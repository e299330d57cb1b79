"""A company's dossiers, newest activity first, by keyset pages."""

from dataclasses import dataclass
from datetime import UTC, datetime

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
    """The dossiers whose solution, number or dispositif holds `q`, in that state when one is named."""
    if etat in Dossier.EtatDossier.values:
        dossiers = dossiers.filter(etat=etat)
    for mot in q.split()[:5]:
        numero = Q(numero=int(mot)) if mot.isdecimal() and len(mot) < 9 else Q()
        dossiers = dossiers.filter(Q(solution__nom__icontains=mot) | Q(dispositif__icontains=mot) | numero)
    return dossiers
