"""What a digest says, and whether there is still something to say: everything is judged again when the mail leaves."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import groupby

from django.db.models import Q, QuerySet

from dossiers.models import Compte, Dossier, Envoi, Relance
from dossiers.queries.destinataire import Destinataires
from dossiers.queries.situation import situations_of
from dossiers.referentiel.relance import Relance as Echelon
from dossiers.rules.calendrier import day_of, moment
from dossiers.rules.echeance import Limite, next_limite
from dossiers.rules.envoi import Genre
from dossiers.rules.preparation import Preparation, prepare_etape
from dossiers.rules.relance import Rappel, Sorte, known_echelons, remains_due
from dossiers.rules.situation import Situation

JOUR = timedelta(days=1)
DIGESTS = (Genre.RELANCE, Genre.RELANCE_ANS)
LOIN = datetime.max.replace(tzinfo=UTC)


@dataclass
class Bloc:
    """One dossier of a digest: the reminders of it that still hold."""

    dossier: Dossier
    situation: Situation
    relances: list[Relance]

    @cached_property
    def preparation(self) -> Preparation:
        return prepare_etape(self.situation)

    @cached_property
    def limite(self) -> Limite | None:
        return next_limite(self.situation)

    @property
    def echelon(self) -> Echelon | None:
        """The highest rung it is about; None for a reminder by hand or a date that moved."""
        connus = known_echelons(self.situation.dispositif.commun)
        codes = {relance.echelon.partition("@")[0] for relance in self.relances}
        return next((echelon for echelon in reversed(connus) if echelon.code in codes), None)

    @property
    def sortes(self) -> set[str]:
        return {relance.sorte for relance in self.relances}

    @property
    def seulement_dates(self) -> bool:
        """True when limits moved, and nobody is reminded of anything."""
        return self.sortes == {Sorte.CALENDRIER}

    @property
    def urgence(self) -> tuple:
        """The most urgent first: a limit ahead, by its date; then the longest silence."""
        devant = self.limite and not self.limite.depassee
        return (self.limite.le.astimezone(UTC) if devant else LOIN, self.dossier.attente_le, self.dossier.pk)


def blocs_of(compte: Compte, relances: Iterable[Relance], le: datetime) -> list[Bloc]:
    """The dossiers of which something still holds, the most urgent first. `relances` come with their dossier.

    Nine queries at most, however many dossiers.
    """
    triees = sorted(relances, key=lambda relance: (relance.dossier_id, relance.pk))
    dossiers = {relance.dossier_id: relance.dossier for relance in triees}
    situations, gens = situations_of(dossiers.values(), le), Destinataires(dossiers.values())
    blocs = []
    for pk, groupe in groupby(triees, key=lambda relance: relance.dossier_id):
        tiennent = [r for r in groupe if gens.reaches(compte, r) and remains_due(situations[pk], rappel_of(r))]
        if tiennent:
            blocs.append(Bloc(dossiers[pk], situations[pk], tiennent))
    return sorted(blocs, key=lambda bloc: bloc.urgence)


def relances_of(envoi: Envoi) -> list[Relance]:
    """The reminders of a digest, with all that their dossiers say. One query."""
    return read_relances(Q(envoi=envoi))


def read_relances(filtre: Q) -> list[Relance]:
    """The reminders that match, with all that their dossiers say. One query."""
    complet = Relance.objects.select_related(
        "dossier__editeur", "dossier__solution", "dossier__referentiel", "dossier__referent", "dossier__calendrier"
    )
    return list(complet.filter(filtre).order_by("pk"))


def left_today(compte: Compte, le: datetime, sauf: int | None = None) -> bool:
    """Whether a digest has left for that person on that day of Paris, or is leaving."""
    return gone_envois(le).filter(destinataire=compte).exclude(pk=sauf).exists()


def gone_today(destinataires: Collection[int], le: datetime) -> set[int]:
    """The people among these for whom one has. One query."""
    return set(gone_envois(le).filter(destinataire__in=destinataires).order_by().values_list("destinataire", flat=True))


def gone_envois(le: datetime) -> QuerySet[Envoi]:
    """The digests that left on that day of Paris, or are leaving."""
    jour = moment(day_of(le), 0)
    partis = Q(etat=Envoi.Etat.ENVOI) | Q(etat=Envoi.Etat.ENVOYE, envoye_le__gte=jour, envoye_le__lt=jour + JOUR)
    return Envoi.objects.filter(partis, genre__in=DIGESTS)


def daily_counts(le: datetime, jours: int) -> Mapping[date, int]:
    """How many digests were posted, by day of Paris, over the days before that one."""
    debut, fin = moment(day_of(le) - jours * JOUR, 0), moment(day_of(le), 0)
    poses = Envoi.objects.filter(genre__in=DIGESTS, cree_le__gte=debut, cree_le__lt=fin)
    comptes: dict[date, int] = {}
    for cree_le in poses.order_by("cree_le").values_list("cree_le", flat=True).iterator():
        comptes[day_of(cree_le)] = comptes.get(day_of(cree_le), 0) + 1
    return comptes


def rappel_of(relance: Relance) -> Rappel:
    """A row as the rules judge it again; it comes with its dossier."""
    return Rappel(
        etape=relance.etape,
        tour=relance.tour,
        code=relance.code,
        echelon=relance.echelon,
        sorte=Sorte(relance.sorte),
        ecrit_le=relance.le,
        agi_le=relance.dossier.activite_le,
        suspendu_jusqu_a=relance.dossier.suspendues_jusqu_a,
        a=relance.destinataire_id,
    )
