"""« Qui sera relancé demain, de quoi »: what the next sweep would do, computed by the very rules that will do it, and
what is written already and waits for that day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.db.models import Q, QuerySet

from dossiers.models import Compte, Dossier, Envoi, Relance
from dossiers.queries.calendrier import current_calendrier, permitted_moment
from dossiers.queries.destinataire import Destinataires
from dossiers.queries.recapitulatif import gone_envois, rappel_of
from dossiers.queries.relance import all_dues, due_at, wave_open
from dossiers.queries.situation import followed_dispositif, situations_of
from dossiers.referentiel.relance import Depuis, Pour
from dossiers.referentiel.relance import Relance as Echelon
from dossiers.rules.calendrier import UN_JOUR, day_of, moment
from dossiers.rules.phrase import field_label
from dossiers.rules.relance import (
    DECISION,
    DESACCORD,
    ENVOI,
    SECONDE_LECTURE,
    SOIR,
    Due,
    Sorte,
    known_echelons,
    remains_due,
)
from dossiers.rules.situation import Situation

T = TypeVar("T", Due, Relance)
PLAFOND = 100
# The reminders written already that are read at most, the oldest first.
LIGNES_LUES = 2000
ETAPE_CHARTE = 1
SANS_LIGNE = {
    ENVOI: "Tout est prêt : il reste à envoyer",
    DECISION: "La décision de l’ANS",
    SECONDE_LECTURE: "Une seconde lecture",
    DESACCORD: "Deux lecteurs à départager",
}
# What is no rung of a ladder: a reminder by hand, a date that moved.
A_LA_MAIN = Echelon("manuelle", Depuis.SILENCE, 0, Pour.PORTEUR, "Une relance a été demandée à la main.")
DATES = Echelon("calendrier", Depuis.LIMITE, 0, Pour.PORTEUR, "Une date limite a changé.")


@dataclass(frozen=True)
class LignePrevision:
    """One rung of one dossier: who is written to, about what, and why that day. `ecrite`: it only waits for the day."""

    dossier: Dossier
    echelon: Echelon
    destinataires: tuple[Compte, ...]
    points: tuple[str, ...]
    urgente: bool
    ecrite: bool = False


@dataclass(frozen=True)
class Prevision:
    """`jour`: the next day somebody may be reminded; `total`: the dossiers concerned, of which `montres` are shown.
    `retenue`: a wave waits for a decision, and nothing leaves before.
    """

    jour: datetime
    lignes: tuple[LignePrevision, ...]
    total: int
    retenue: bool = False

    @property
    def montres(self) -> int:
        return len({ligne.dossier.pk for ligne in self.lignes})

    @property
    def personnes(self) -> int:
        return len({compte.pk for ligne in self.lignes for compte in ligne.destinataires})


def prevision_of(dossiers: QuerySet[Dossier], le: datetime) -> Prevision:
    """The next working day after `le`: the rungs then due and the mails that wait, for these dossiers.

    As many queries for one dossier as for a hundred.
    """
    jour = moment(current_calendrier().next_ouvre(day_of(le) + UN_JOUR), settings.RELANCE_HEURE)
    soir = jour.replace(hour=SOIR)
    attente = waiting_relances(dossiers, le)
    dus = dossiers.filter(prochaine_relance__lt=soir).order_by("prochaine_relance", "pk")
    lus = _read(dus, attente)
    lignes = _lines(lus, attente, soir)
    sans_objet = len(lus) - len({ligne.dossier.pk for ligne in lignes})
    total = dus.order_by().count() + _others(attente, soir)
    return Prevision(jour, tuple(lignes), total - sans_objet, wave_open())


def waiting_relances(dossiers: QuerySet[Dossier], le: datetime) -> QuerySet[Relance]:
    """The reminders of these dossiers that are written, have not left, and will not leave that day any more: it is too
    late, or their person has had the day's mail.
    """
    en_route = Q(envoi=None) | Q(envoi__etat__in=[Envoi.Etat.ATTENTE, Envoi.Etat.ENVOI])
    ecrites = Relance.objects.filter(en_route, envoyee_le=None, abandonnee=False, destinataire__isnull=False)
    if day_of(permitted_moment(le)) == day_of(le) and not wave_open():
        ecrites = ecrites.filter(urgente=False, destinataire__in=gone_envois(le).values("destinataire"))
    return ecrites.filter(dossier__in=dossiers.order_by()).order_by("pk")


def point_label(code: str, dossier: Dossier) -> str:
    """What an item is called: its question or requirement, its limit, or what is awaited when no line blocks."""
    dispositif = followed_dispositif(dossier)
    echeances = {echeance.code: echeance.libelle for echeance in dispositif.echeances}
    if (code, dossier.etape) == (ENVOI, ETAPE_CHARTE):
        return "Accepter la charte de référencement"
    return SANS_LIGNE.get(code) or echeances.get(code) or field_label(code, dispositif)


def _read(dus: QuerySet[Dossier], attente: QuerySet[Relance]) -> list[Dossier]:
    """The dossiers shown: those that wait already, then the nearest due."""
    complets = ("referentiel", "calendrier", "editeur", "solution", "referent")
    ecrits = Dossier.objects.filter(pk__in=attente.order_by().values("dossier")).order_by("prochaine_relance", "pk")
    lus = {dossier.pk: dossier for dossier in ecrits.select_related(*complets)[:PLAFOND]}
    lus |= {dossier.pk: lus.get(dossier.pk, dossier) for dossier in dus.select_related(*complets)[:PLAFOND]}
    return list(lus.values())[:PLAFOND]


def _others(attente: QuerySet[Relance], soir: datetime) -> int:
    """The dossiers that wait, and of which nothing more is due."""
    autres = attente.filter(Q(dossier__prochaine_relance=None) | Q(dossier__prochaine_relance__gte=soir))
    return autres.order_by().values("dossier").distinct().count()


def _lines(dossiers: list[Dossier], attente: QuerySet[Relance], le: datetime) -> list[LignePrevision]:
    situations, gens = situations_of(dossiers, le), Destinataires(dossiers)
    ecrites = _written(dossiers, attente)
    dues = all_dues(dossiers, situations)
    lignes = []
    for dossier in dossiers:
        situation = situations[dossier.pk]
        tiennent = [r for r in ecrites.get(dossier.pk, ()) if _holds(r, dossier, situation, gens)]
        lignes += [_written_line(dossier, situation, groupe) for groupe in _by_rung(tiennent)]
        lignes += [_line(dossier, groupe, gens) for groupe in _by_rung(due_at(dues[dossier.pk], le))]
    return lignes


def _written(dossiers: list[Dossier], attente: QuerySet[Relance]) -> dict[int, list[Relance]]:
    rangees: dict[int, list[Relance]] = {}
    for relance in attente.filter(dossier__in=dossiers).select_related("destinataire")[:LIGNES_LUES]:
        rangees.setdefault(relance.dossier_id, []).append(relance)
    return rangees


def _holds(relance: Relance, dossier: Dossier, situation: Situation, gens: Destinataires) -> bool:
    relance.dossier = dossier
    compte = relance.destinataire
    return compte.is_active and gens.reaches(compte, relance) and remains_due(situation, rappel_of(relance))


def _by_rung(objets: Iterable[T]) -> list[list[T]]:
    echelons: dict[str, list[T]] = {}
    for objet in objets:
        echelons.setdefault(objet.echelon, []).append(objet)
    return list(echelons.values())


def _line(dossier: Dossier, dues: list[Due], gens: Destinataires) -> LignePrevision:
    return LignePrevision(
        dossier=dossier,
        echelon=dues[0].relance,
        destinataires=tuple(gens.of_due(dossier, dues[0])),
        points=tuple(point_label(due.code, dossier) for due in dues),
        urgente=any(due.urgente for due in dues),
    )


def _written_line(dossier: Dossier, situation: Situation, relances: list[Relance]) -> LignePrevision:
    comptes = {relance.destinataire_id: relance.destinataire for relance in relances}
    codes = dict.fromkeys(relance.code for relance in relances)
    return LignePrevision(
        dossier=dossier,
        echelon=_echelon(relances[0], situation),
        destinataires=tuple(comptes.values()),
        points=tuple(point_label(code, dossier) for code in codes),
        urgente=any(relance.urgente for relance in relances),
        ecrite=True,
    )


def _echelon(relance: Relance, situation: Situation) -> Echelon:
    if relance.sorte == Sorte.CALENDRIER:
        return DATES
    code = relance.echelon.partition("@")[0]
    connus = known_echelons(situation.dispositif.commun)
    return next((echelon for echelon in connus if echelon.code == code), A_LA_MAIN)
