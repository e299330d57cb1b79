"""The reviewers: what each has on their hands, who is away, and what a share would give to whom."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from dossiers.models import Absence, Compte, Dossier
from dossiers.queries.file import PLAFOND
from dossiers.queries.filtre import ANS
from dossiers.queries.verrou import unlocked
from dossiers.rules.calendrier import day_of
from dossiers.rules.partage import is_absent, share

# Dossiers shared at once: each is a geste of its own.
PARTAGE_MAX = 100


@dataclass(frozen=True)
class Membre:
    """A reviewer. `charge`: dossiers of theirs that wait for the ANS; `douteux` of these deserve a second look;
    `absences`: from today on.
    """

    compte: Compte
    charge: int
    douteux: int
    en_retard: int
    absences: tuple[Absence, ...] = ()
    absent: bool = False

    @property
    def libelle(self) -> str:
        """Who, and what one should know before giving them more."""
        mots = f"{self.charge} dossier{'s' * (self.charge > 1)} à traiter"
        return f"{self.compte} – {'absence en cours, ' if self.absent else ''}{mots}"


@dataclass(frozen=True)
class Partage:
    """What a share would do: (dossier, to whom), in the order in which they are due. `total`: how many nobody has
    taken, up to 1,000; `empreinte` names this very share.
    """

    parts: tuple[tuple[Dossier, Compte], ...]
    membres: tuple[Membre, ...]
    total: int

    @property
    def empreinte(self) -> str:
        couples = [[dossier.pk, compte.pk] for dossier, compte in self.parts]
        return hashlib.sha256(json.dumps(couples).encode()).hexdigest()

    @property
    def bilan(self) -> list[tuple[Compte, int, int]]:
        """Who gets how many, and how many they then have."""
        recus = {m.compte.pk: sum(compte == m.compte for _, compte in self.parts) for m in self.membres}
        return [(m.compte, recus[m.compte.pk], m.charge + recus[m.compte.pk]) for m in self.membres if not m.absent]

    @property
    def suite(self) -> bool:
        """True when some are left for another share."""
        return self.total > len(self.parts)


def reviewers() -> list[Compte]:
    """The open accounts of the ANS, by name."""
    ouverts = Compte.objects.exclude(role_ans="").filter(is_active=True)
    return list(ouverts.order_by("nom", "prenom", "pk"))


def membres_of(le: datetime) -> tuple[Membre, ...]:
    """Everyone who reviews, by name. Three queries."""
    comptes, jour = reviewers(), day_of(le)
    charges = _charges([compte.pk for compte in comptes], le)
    absences: dict[int, list[Absence]] = {}
    for absence in Absence.objects.filter(au__gte=jour).order_by("du", "pk"):
        absences.setdefault(absence.compte_id, []).append(absence)
    return tuple(_member(compte, charges, tuple(absences.get(compte.pk, ())), jour) for compte in comptes)


def partage_of(le: datetime) -> Partage:
    """What a share would do now: the dossiers that nobody has taken, the first due first, to the least busy reviewers.

    What someone is examining is left to them: given to another, their next save would be refused.
    Administrators are not given any: they steer. Unless nobody else is there.
    """
    membres = membres_of(le)
    instructeurs = [m for m in membres if m.compte.role_ans == Compte.RoleAns.INSTRUCTEUR] or list(membres)
    libres = Dossier.objects.reels().filter(unlocked(le), bloqueur=ANS, referent=None)
    dus = list(libres.select_related("editeur", "solution").order_by("du_le", "pk")[:PARTAGE_MAX])
    charges = {m.compte.pk: m.charge for m in instructeurs}
    attributions = share([d.pk for d in dus], charges, {m.compte.pk for m in instructeurs if m.absent})
    comptes = {m.compte.pk: m.compte for m in instructeurs}
    parts = tuple((d, comptes[attributions[d.pk]]) for d in dus if d.pk in attributions)
    return Partage(parts, tuple(instructeurs), libres.order_by().values("pk")[: PLAFOND + 1].count())


def _charges(comptes: list[int], le: datetime) -> dict[int, tuple[int, int, int]]:
    """For each person: dossiers that wait for the ANS, doubtful ones, late ones."""
    tenus = Dossier.objects.reels().filter(referent__in=comptes, bloqueur=ANS).order_by().values("referent")
    comptes_par = tenus.annotate(
        nombre=Count("pk"), douteux=Count("pk", filter=Q(douteux=True)), retard=Count("pk", filter=Q(du_le__lt=le))
    )
    return {ligne["referent"]: (ligne["nombre"], ligne["douteux"], ligne["retard"]) for ligne in comptes_par}


def _member(compte: Compte, charges: dict, absences: tuple[Absence, ...], jour: date) -> Membre:
    charge, douteux, retard = charges.get(compte.pk, (0, 0, 0))
    absent = is_absent([(absence.du, absence.au) for absence in absences], jour)
    return Membre(compte, charge, douteux, retard, absences, absent)
