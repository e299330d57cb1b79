"""« Qui sera relancé demain, de quoi »: what the next sweep would do, computed by the very rules that will do it."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from dossiers.models import Compte, Dossier
from dossiers.queries.calendrier import current_calendrier
from dossiers.queries.referentiel import dispositif_of
from dossiers.queries.relance import due_at, dues_of, recipients_of
from dossiers.queries.situation import situation_of
from dossiers.referentiel.relance import Relance as Echelon
from dossiers.rules.calendrier import UN_JOUR, day_of, moment
from dossiers.rules.phrase import field_label
from dossiers.rules.relance import DECISION, ENVOI, SOIR, Due

PLAFOND = 100
SANS_LIGNE = {ENVOI: "Tout est prêt : il reste à envoyer", DECISION: "La décision de l’ANS"}


@dataclass(frozen=True)
class LignePrevision:
    """One rung of one dossier: who is written to, about what, and why that day."""

    dossier: Dossier
    echelon: Echelon
    destinataires: tuple[Compte, ...]
    points: tuple[str, ...]
    urgente: bool


@dataclass(frozen=True)
class Prevision:
    """`jour`: the next day somebody may be reminded; `total`: the dossiers concerned, of which `montres` are shown."""

    jour: datetime
    lignes: tuple[LignePrevision, ...]
    total: int

    @property
    def montres(self) -> int:
        return len({ligne.dossier.pk for ligne in self.lignes})

    @property
    def personnes(self) -> int:
        return len({compte.pk for ligne in self.lignes for compte in ligne.destinataires})


def prevision_of(dossiers: QuerySet[Dossier], le: datetime) -> Prevision:
    """The next working day after `le`: the rungs then due, for these dossiers."""
    jour = moment(current_calendrier().next_ouvre(day_of(le) + UN_JOUR), settings.RELANCE_HEURE)
    soir = jour.replace(hour=SOIR)
    dus = dossiers.filter(prochaine_relance__lt=soir).order_by("prochaine_relance", "pk")
    complets = dus.select_related("referentiel", "calendrier", "editeur", "solution", "referent")[:PLAFOND]
    lues = [_lines(dossier, soir) for dossier in complets]
    sans_objet = sum(not lignes for lignes in lues)
    return Prevision(jour, tuple(ligne for lignes in lues for ligne in lignes), dus.order_by().count() - sans_objet)


def _lines(dossier: Dossier, le: datetime) -> list[LignePrevision]:
    situation = situation_of(dossier, le)
    echelons: dict[str, list[Due]] = {}
    for due in due_at(dues_of(dossier, situation), le):
        echelons.setdefault(due.echelon, []).append(due)
    return [_line(dossier, dues) for dues in echelons.values()]


def point_label(code: str, dossier: Dossier) -> str:
    """What an item is called: its question or requirement, or what is awaited when no line blocks."""
    return SANS_LIGNE.get(code) or field_label(code, dispositif_of(dossier.referentiel))


def _line(dossier: Dossier, dues: list[Due]) -> LignePrevision:
    return LignePrevision(
        dossier=dossier,
        echelon=dues[0].relance,
        destinataires=tuple(recipients_of(dossier, dues[0])),
        points=tuple(point_label(due.code, dossier) for due in dues),
        urgente=any(due.urgente for due in dues),
    )
