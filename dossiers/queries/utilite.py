"""The figures of the loop: votes on the versions in force, refusals after reading, empty searches, dates gone by."""

from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q

from dossiers.models import Consultation, Examen, Fiche, Recherche, Vote
from dossiers.queries.fiche import fiches_courantes
from dossiers.rules import utilite as rules

MAX = 100


def taches(jour: date) -> list[rules.Tache]:
    """What the help asks for today, the heaviest first, in five queries; a hundred at most."""
    votes, refus = _votes(), _refusals()
    retards = dict(_lapsed(jour))
    fiches = fiches_courantes().filter(pk__in=[*votes, *refus, *retards]).order_by("pk").only("code", "question")
    mesures = [
        rules.Mesure(f.code, f.question, *votes.get(f.pk, (0, 0)), refus.get(f.pk, 0), retards.get(f.pk, 0))
        for f in fiches
    ]
    en_vain = Recherche.objects.filter(traitee_le=None).order_by("-nombre", "-derniere_le", "pk")[:MAX]
    recherches = [rules.Recherche(r.pk, r.texte, r.nombre) for r in en_vain]
    return rules.taches_of(mesures, recherches)[:MAX]


def avis_of(fiche: Fiche) -> list[Vote]:
    """The reasons given on the version in force, the latest first."""
    return list(fiche.votes.exclude(pourquoi="").order_by("-le", "-pk")[:MAX])


def _votes() -> dict[int, tuple[int, int]]:
    """fiche → (oui, non), the most criticised first."""
    lignes = Vote.objects.filter(fiche__courante=True).values("fiche")
    comptes = lignes.annotate(oui=Count("pk", filter=Q(utile=True)), non=Count("pk", filter=Q(utile=False)))
    return {ligne["fiche"]: (ligne["oui"], ligne["non"]) for ligne in comptes.order_by("-non", "fiche")[:MAX]}


def _refusals() -> dict[int, int]:
    """fiche → how many times the ANS contested the very requirement after the answer was read for it."""
    refuse = Examen.objects.filter(
        soumission__dossier=OuterRef("dossier"),
        soumission__dossier__formation=False,
        exigence=OuterRef("exigence"),
        verdict=Examen.Verdict.A_CORRIGER,
        le__gt=OuterRef("le"),
    ).order_by()
    lues = Consultation.objects.filter(Exists(refuse), fiche__courante=True)
    comptes = lues.values("fiche").annotate(nombre=Count("pk")).order_by("-nombre", "fiche")[:MAX]
    return {ligne["fiche"]: ligne["nombre"] for ligne in comptes}


def _lapsed(jour: date) -> list[tuple[int, int]]:
    """(fiche, days since it should have been read again)."""
    passees = fiches_courantes().filter(revoir_le__lte=jour).order_by("revoir_le", "pk")
    dates = passees.annotate(quand=F("revoir_le")).values_list("pk", "quand")[:MAX]
    return [(pk, max(1, (jour - quand).days)) for pk, quand in dates]
