"""What was done of the reminders of a dossier, and who is to be written to next."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from dossiers.models import Appartenance, Compte, Dossier, Relance, Retenue
from dossiers.queries.calendrier import calendrier_of
from dossiers.referentiel.relance import Depuis, Pour
from dossiers.rules.parcours import HABILITES, Etat
from dossiers.rules.relance import Due, Fait, Passe, Sorte, awaits_editeur, next_dues
from dossiers.rules.situation import Situation

# The preference that each kind of reminder follows; the others are the service's own.
PREFERENCES = {
    Sorte.MANQUE: "relances",
    Sorte.ECHEANCE: "relances_echeance",
    Sorte.CALENDRIER: "relances_calendrier",
}


def dues_of(dossier: Dossier, situation: Situation) -> tuple[Due, ...]:
    """The next rungs of a dossier, the nearest first; empty, without a query, when nobody is awaited."""
    if situation.etat is not Etat.SOUMISE and not awaits_editeur(situation):
        return ()
    calendrier = calendrier_of(situation.dispositif.commun)
    return next_dues(situation, passe_of(dossier, situation), calendrier, settings.RELANCE_HEURE)


def passe_of(dossier: Dossier, situation: Situation) -> Passe:
    """The rungs done in this round, and since when nothing moved: the clock of the éditeur stops at the sending."""
    tour = Relance.objects.filter(dossier=dossier, etape=situation.etape, tour=situation.tour)
    faits = tour.order_by().values_list("code", "echelon").annotate(dernier=Max("le"))
    depuis = waiting_since(dossier, situation)
    return Passe(depuis, tuple(Fait(*fait) for fait in faits), dossier.suspendues_jusqu_a)


def waiting_since(dossier: Dossier, situation: Situation) -> datetime:
    """Since when whoever must act is awaited: the sending for the ANS, the last act for an éditeur."""
    soumise = situation.etat is Etat.SOUMISE
    return dossier.attente_le if soumise else max(dossier.activite_le, dossier.attente_le)


def recipients_of(dossier: Dossier, due: Due) -> list[Compte]:
    """The people of a rung. During the instruction the référent acts, then the administrators."""
    if due.relance.depuis is Depuis.INSTRUCTION:
        return referents_of(dossier) if due.relance.pour is Pour.PORTEUR else administrateurs()
    if due.relance.pour is Pour.ANS:
        return referents_of(dossier)
    return membres_of(dossier, due.sorte, mandataires=due.relance.pour is Pour.MANDATAIRE)


def membres_of(dossier: Dossier, sorte: Sorte, *, mandataires: bool = False) -> list[Compte]:
    """The active people of the company who want that kind of reminder; its mandataires alone, when there are some."""
    places = Appartenance.objects.filter(editeur=dossier.editeur_id, compte__is_active=True)
    if mandataires:
        legaux = places.filter(role=Appartenance.Role.MANDATAIRE)
        places = legaux if legaux.exists() else places.filter(role__in=[role.value for role in HABILITES])
    voulues = places.filter(**{PREFERENCES[sorte]: True})
    return _comptes(voulues.values("compte"))


def referents_of(dossier: Dossier) -> list[Compte]:
    """The référent of the dossier; without one, every administrator of the ANS."""
    referent = dossier.referent
    return [referent] if referent and referent.is_active and referent.est_ans else administrateurs()


def administrateurs() -> list[Compte]:
    """The open accounts that administer."""
    admins = Compte.objects.filter(role_ans=Compte.RoleAns.ADMINISTRATEUR, is_active=True)
    return list(admins.order_by("pk"))


def pending_relances() -> QuerySet[Relance]:
    """What is written and waits to be put in a digest; what left stays said, its mail purged."""
    return Relance.objects.filter(envoi=None, envoyee_le=None, abandonnee=False, destinataire__isnull=False)


def wave_open() -> bool:
    """Whether a wave is held, that nobody has decided yet."""
    return Retenue.objects.filter(etat=Retenue.Etat.OUVERTE).exists()


def due_dossiers(le: datetime, apres: tuple[datetime, int] | None = None) -> QuerySet[tuple[datetime, int]]:
    """(next date, key) of the dossiers due at `le`, after that pair: in the order of their index, on both databases."""
    dus = Dossier.objects.filter(prochaine_relance__lte=le).order_by("prochaine_relance", "pk")
    if apres:
        date, pk = apres
        dus = dus.filter(Q(prochaine_relance__gt=date) | Q(prochaine_relance=date, pk__gt=pk))
    return dus.values_list("prochaine_relance", "pk")


def due_at(dues: Iterable[Due], le: datetime) -> list[Due]:
    return [due for due in dues if due.le <= le]


def _comptes(ids: QuerySet) -> list[Compte]:
    return list(Compte.objects.filter(pk__in=ids).order_by("pk"))
