"""What was done of the reminders of a dossier, and who is to be written to next."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from dossiers.models import Compte, Dossier, Referentiel, Relance, Retenue
from dossiers.queries.calendrier import calendrier_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.rules.calendrier import within
from dossiers.rules.jour import PARIS
from dossiers.rules.parcours import Etat
from dossiers.rules.relance import URGENCE, Due, Fait, Passe, Sorte, awaits_editeur, manual_echelon, next_dues
from dossiers.rules.situation import Situation

# The preference that each kind of reminder follows: of someone of a company, of someone of the ANS.
PREFERENCES = {
    Sorte.MANQUE: "relances",
    Sorte.ECHEANCE: "relances_echeance",
    Sorte.CALENDRIER: "relances_calendrier",
}
PREFERENCES_ANS = {
    **PREFERENCES,
    Sorte.INSTRUCTION: "relances_instruction",
    Sorte.RELECTURE: "relances_relecture",
}


def dues_of(dossier: Dossier, situation: Situation) -> tuple[Due, ...]:
    """The next rungs of a dossier, the nearest first; empty, without a query, when nobody is awaited, and for a
    training dossier, of which nobody is ever reminded.
    """
    return all_dues([dossier], {dossier.pk: situation})[dossier.pk]


def all_dues(dossiers: Collection[Dossier], situations: Mapping[int, Situation]) -> dict[int, tuple[Due, ...]]:
    """The same for several, by key: one query for all."""
    passes = passes_of([d for d in dossiers if not d.formation and _awaits(situations[d.pk])], situations)
    return {dossier.pk: _dues(situations[dossier.pk], passes.get(dossier.pk)) for dossier in dossiers}


def _awaits(situation: Situation) -> bool:
    return situation.etat is Etat.SOUMISE or awaits_editeur(situation)


def _dues(situation: Situation, passe: Passe | None) -> tuple[Due, ...]:
    if passe is None:
        return ()
    return next_dues(situation, passe, calendrier_of(situation.dispositif.commun), settings.RELANCE_HEURE)


def passes_of(dossiers: Collection[Dossier], situations: Mapping[int, Situation]) -> dict[int, Passe]:
    """The rungs done in this round, and since when nothing moved: the clock of the éditeur stops at the sending."""
    rondes = {dossier.pk: (situations[dossier.pk].etape, situations[dossier.pk].tour) for dossier in dossiers}
    etapes, tours = ({ronde[rang] for ronde in rondes.values()} for rang in (0, 1))
    lues = Relance.objects.filter(dossier__in=list(rondes), etape__in=etapes, tour__in=tours).order_by()
    faits: dict[int, list[Fait]] = {pk: [] for pk in rondes}
    groupes = lues.values_list("dossier", "etape", "tour", "code", "echelon").annotate(dernier=Max("le"))
    for pk, etape, tour, *fait in groupes:
        if rondes[pk] == (etape, tour):
            faits[pk].append(Fait(*fait))
    return {d.pk: Passe(waiting_since(d, situations[d.pk]), tuple(faits[d.pk]), d.suspendues_jusqu_a) for d in dossiers}


def waiting_since(dossier: Dossier, situation: Situation) -> datetime:
    """Since when whoever must act is awaited: the sending for the ANS, the last act for an éditeur."""
    soumise = situation.etat is Etat.SOUMISE
    return dossier.attente_le if soumise else max(dossier.activite_le, dossier.attente_le)


def referents_of(dossier: Dossier) -> list[Compte]:
    """The référent of the dossier; without one, every administrator of the ANS."""
    referent = referent_of(dossier)
    return [referent] if referent else administrateurs()


def referent_of(dossier: Dossier) -> Compte | None:
    """The référent, while their account is open and of the ANS."""
    referent = dossier.referent
    return referent if referent and referent.is_active and referent.est_ans else None


def administrateurs() -> list[Compte]:
    """The open accounts that administer."""
    admins = Compte.objects.filter(role_ans=Compte.RoleAns.ADMINISTRATEUR, is_active=True)
    return list(admins.order_by("pk"))


def asked_today(dossiers: Collection[Dossier], le: datetime) -> set[int]:
    """Those of which a reminder was asked for by hand that day. One query."""
    demandees = Relance.objects.filter(dossier__in=dossiers, echelon=manual_echelon(le))
    return set(demandees.order_by().values_list("dossier", flat=True))


def pending_relances() -> QuerySet[Relance]:
    """What is written and waits to be put in a digest; what left stays said, its mail purged."""
    return Relance.objects.filter(envoi=None, envoyee_le=None, abandonnee=False, destinataire__isnull=False)


def wave_open() -> bool:
    """Whether a wave is held, that nobody has decided yet."""
    return Retenue.objects.filter(etat=Retenue.Etat.OUVERTE).exists()


def texts_at_hand(le: datetime) -> list[int]:
    """The published versions of which a limit falls within 48 hours."""
    proches = (r for r in Referentiel.objects.order_by("pk") if _has_limit_at_hand(r, le))
    return [referentiel.pk for referentiel in proches]


def _has_limit_at_hand(referentiel: Referentiel, le: datetime) -> bool:
    dates = (echeance.limite.replace(tzinfo=PARIS) for echeance in dispositif_of(referentiel).echeances)
    return any(within(le, URGENCE, date) for date in dates)


def due_dossiers(
    le: datetime, apres: tuple[datetime, int] | None = None, textes: Collection[int] | None = None
) -> QuerySet[tuple[datetime, int]]:
    """(next date, key) of the dossiers due at `le`, after that pair: in the order of their index, on both databases.

    `textes`: those alone that follow the calendar of one of these versions.
    """
    dus = Dossier.objects.reels().filter(prochaine_relance__lte=le).order_by("prochaine_relance", "pk")
    if apres:
        date, pk = apres
        dus = dus.filter(Q(prochaine_relance__gt=date) | Q(prochaine_relance=date, pk__gt=pk))
    if textes is not None:
        dus = dus.filter(Q(calendrier__in=textes) | Q(calendrier=None, referentiel__in=textes))
    return dus.values_list("prochaine_relance", "pk")


def due_at(dues: Iterable[Due], le: datetime) -> list[Due]:
    return [due for due in dues if due.le <= le]
