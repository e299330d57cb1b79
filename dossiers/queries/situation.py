"""Rows → `Situation`: everything the rules need of a dossier, in five queries whatever its size."""

from datetime import datetime

from django.db.models import Q

from dossiers.models import Dossier, Examen, Piece, Reponse, Soumission
from dossiers.queries.referentiel import dispositif_of
from dossiers.rules import situation as rules
from dossiers.rules.champ import freeze
from dossiers.rules.parcours import Etat


def situation_of(dossier: Dossier, le: datetime) -> rules.Situation:
    """The situation of a dossier at a moment. `dossier` comes with its `referentiel` (select_related)."""
    etats = {etape.numero: Etat(etape.etat) for etape in dossier.etapes.all()}
    reponses = reponses_of(dossier)
    soumission = last_soumission(dossier, dossier.etape)
    examens = _examens(soumission)
    situation = rules.Situation(
        dispositif=dispositif_of(dossier.referentiel),
        le=le,
        etape=dossier.etape,
        etat=etats.get(dossier.etape, Etat.FERMEE),
        propres=own_facts(dossier),
        reponses={code: reponse.valeur for code, reponse in reponses.items()},
        pieces=_pieces(dossier),
        etats=etats,
        depot=_depot(soumission),
        examens=examens,
        contestees=_contested(soumission, examens),
        provenances={code: _provenance(reponse, dossier) for code, reponse in reponses.items()},
    )
    return freeze(situation)


def own_facts(dossier: Dossier) -> dict[str, bool]:
    """The facts the dossier itself brings: financing, a Proxy, each profil of its référentiel."""
    profils = {
        f"profil_{profil.code}": profil.toujours or profil.code in dossier.profils
        for profil in dispositif_of(dossier.referentiel).profils
    }
    return {"financement": dossier.financement, "proxy": bool(dossier.proxy), **profils}


def reponses_of(dossier: Dossier) -> dict[str, Reponse]:
    """The answers that count for a dossier: its own, its solution's, its company's."""
    portees = (
        Q(dossier=dossier)
        | Q(solution=dossier.solution_id, dossier=None)
        | Q(editeur=dossier.editeur_id, solution=None, dossier=None)
    )
    trouvees = Reponse.objects.filter(portees, editeur=dossier.editeur_id).select_related("par", "saisie_dans")
    return {reponse.code: reponse for reponse in trouvees.order_by("pk")}


def last_soumission(dossier: Dossier, etape: int) -> Soumission | None:
    """The latest submission of an étape."""
    return dossier.soumissions.filter(etape=etape).select_related("par", "decidee_par").order_by("-tour").first()


def _pieces(dossier: Dossier) -> dict[str, rules.Piece]:
    courantes = Piece.objects.filter(dossier=dossier, remplacee_le=None).order_by("pk")
    return {
        piece.exigence: rules.Piece(
            str(piece.uuid), piece.nom, piece.sha256, piece.deposee_le, piece.etat_apercu == Piece.EtatApercu.ILLISIBLE
        )
        for piece in courantes
    }


def _depot(soumission: Soumission | None) -> rules.Depot | None:
    if soumission is None:
        return None
    contenu = soumission.contenu
    return rules.Depot(soumission.tour, soumission.le, contenu["reponses"], contenu["pieces"])


def _examens(soumission: Soumission | None) -> dict[str, rules.Examen]:
    if soumission is None:
        return {}
    examens = Examen.objects.filter(soumission=soumission).select_related("par").order_by("pk")
    return {e.exigence: rules.Examen(e.exigence, e.verdict, e.motif, str(e.par), e.le) for e in examens}


def _contested(soumission: Soumission | None, examens: dict[str, rules.Examen]) -> frozenset[str]:
    if soumission is None or soumission.decision != Soumission.Decision.COMPLEMENTS:
        return frozenset()
    return frozenset(code for code, examen in examens.items() if examen.verdict == Examen.Verdict.A_CORRIGER)


def _provenance(reponse: Reponse, dossier: Dossier) -> str:
    """Where a shared answer was first given, in a sentence; empty when it was here."""
    if reponse.saisie_dans_id in (None, dossier.pk):
        return ""
    jour = reponse.le.astimezone(rules.PARIS).strftime("%d/%m/%Y")
    return f"Saisi par {reponse.par} le {jour}, dans le dossier n° {reponse.saisie_dans.numero}."
