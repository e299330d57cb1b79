"""A wave that is held, for who decides: its list, what differs from the last day that had mails, and a sample."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from dossiers.models import Compte, Dossier, Relance, Retenue
from dossiers.queries.prevision import point_label
from dossiers.queries.recapitulatif import read_relances
from dossiers.queries.relance import pending_relances
from dossiers.rules.calendrier import day_of, moment

PLAFOND = 200


@dataclass(frozen=True)
class Vague:
    """`lignes`: person, how many dossiers, how many items; `ecarts`: dispositif, the day before, now; `exemple`: what
    the first person would be told, (dossier, item, kind).
    """

    retenue: Retenue
    lignes: tuple[tuple[Compte, int, int], ...]
    total: int
    veille: datetime | None
    ecarts: tuple[tuple[str, int, int], ...]
    exemple: tuple[tuple[Dossier, str, str], ...]


def vague_of(retenue: Retenue, le: datetime) -> Vague:
    """What the screen of a hold shows. Six queries, whatever the size of the wave."""
    attente = pending_relances()
    par_personne = (
        attente.order_by().values("destinataire").annotate(dossiers=Count("dossier", distinct=True), points=Count("pk"))
    )
    lues = list(par_personne.order_by("-points", "destinataire")[:PLAFOND])
    comptes = Compte.objects.in_bulk([ligne["destinataire"] for ligne in lues])
    veille = _day_before(le)
    avant = _by_dispositif(Relance.objects.filter(le__gte=veille, le__lt=_next_day(veille))) if veille else Counter()
    maintenant = _by_dispositif(attente)
    premiere = lues[0]["destinataire"] if lues else None
    return Vague(
        retenue=retenue,
        lignes=tuple((comptes[ligne["destinataire"]], ligne["dossiers"], ligne["points"]) for ligne in lues),
        total=attente.order_by().values("destinataire").distinct().count(),
        veille=veille,
        ecarts=tuple((code, avant[code], maintenant[code]) for code in sorted(avant | maintenant)),
        exemple=tuple(
            (relance.dossier, point_label(relance.code, relance.dossier), relance.get_sorte_display())
            for relance in read_relances(Q(pk__in=attente.filter(destinataire=premiere).values("pk")))[:10]
        ),
    )


def _by_dispositif(relances: QuerySet[Relance]) -> Counter[str]:
    """How many people, by dispositif."""
    nommees = relances.filter(destinataire__isnull=False).order_by().values_list("dossier__dispositif")
    return Counter(dict(nommees.annotate(nombre=Count("destinataire", distinct=True))))


def _day_before(le: datetime) -> datetime | None:
    """Midnight of the last day before that one when something was written."""
    avant = Relance.objects.filter(le__lt=moment(day_of(le), 0), destinataire__isnull=False).order_by("-le")
    derniere = avant.values_list("le", flat=True).first()
    return moment(day_of(derniere), 0) if derniere else None


def _next_day(veille: datetime) -> datetime:
    return moment(day_of(veille).fromordinal(day_of(veille).toordinal() + 1), 0)
