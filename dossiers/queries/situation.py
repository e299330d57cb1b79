"""Rows → `Situation`: everything the rules need of a dossier, in five queries whatever its size."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Q

from dossiers.models import Dossier, Examen, Piece, Reponse, Soumission
from dossiers.queries.piece import as_rules, with_lecture
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.question import Portee
from dossiers.rules import situation as rules
from dossiers.rules.champ import answer_codes, freeze, hold
from dossiers.rules.parcours import Etat


def situation_of(dossier: Dossier, le: datetime, etape: int | None = None) -> rules.Situation:
    """The situation of a dossier at an étape (the current one unless given), at a moment.

    `dossier` comes with its `referentiel` (select_related). What was submitted at other étapes is held, as are the
    closed fields of this one.
    """
    courante = etape or dossier.etape
    etats = {etape.numero: Etat(etape.etat) for etape in dossier.etapes.all()}
    reponses = reponses_of(dossier)
    toutes = _soumissions(dossier)
    soumissions = {soumission.etape: soumission for soumission in toutes}
    soumission = soumissions.pop(courante, None)
    premiere = next((s for s in toutes if s.etape == courante), None)
    pieces = _pieces(dossier)
    examens = _examens(soumission)
    situation = rules.Situation(
        dispositif=followed_dispositif(dossier),
        le=le,
        etape=courante,
        etat=etats.get(courante, Etat.FERMEE),
        propres=own_facts(dossier),
        reponses={code: reponse.valeur for code, reponse in reponses.items()},
        pieces={code: fichiers[0] for code, fichiers in pieces.items()},
        suites={code: tuple(fichiers[1:]) for code, fichiers in pieces.items() if fichiers[1:]},
        etats=etats,
        depot=replace(depot_of(soumission), premier_le=premiere.le) if soumission else None,
        examens=examens,
        contestees=_contested(soumission, examens),
        provenances={code: _provenance(reponse, dossier) for code, reponse in reponses.items()},
        logiciel=dossier.solution.nom,
    )
    for numero, ancienne in soumissions.items():
        codes = answer_codes(situation.dispositif, numero)
        situation = hold(situation, codes, ancienne.contenu["reponses"])
    return freeze(situation)


def followed_dispositif(dossier: Dossier) -> Dispositif:
    """What the dossier is pinned to, with the limits it follows once they have moved: a calendar is everyone's."""
    epingle = dispositif_of(dossier.referentiel)
    if not dossier.calendrier_id:
        return epingle
    return replace(epingle, echeances=dispositif_of(dossier.calendrier).echeances)


def own_facts(dossier: Dossier) -> dict[str, bool]:
    """The facts the dossier itself brings: financing, a Proxy, each profil of its référentiel."""
    profils = {
        f"profil_{profil.code}": profil.toujours or profil.code in dossier.profils
        for profil in dispositif_of(dossier.referentiel).profils
    }
    return {"financement": dossier.financement, "proxy": bool(dossier.proxy), **profils}


def reponses_of(dossier: Dossier) -> dict[str, Reponse]:
    """The answers that count for a dossier: its own, its solution's, its company's, each as its référentiel says.

    A code may be the solution's in one dispositif and the dossier's in another: only the row of the right one counts.
    """
    dispositif = dispositif_of(dossier.referentiel)
    attendues = {code: portee for etape in (1, 2, 3, 4) for code, portee in answer_codes(dispositif, etape).items()}
    portees = (
        Q(dossier=dossier)
        | Q(solution=dossier.solution_id, dossier=None)
        | Q(editeur=dossier.editeur_id, solution=None, dossier=None)
    )
    trouvees = Reponse.objects.filter(portees, editeur=dossier.editeur_id).select_related("par", "saisie_dans")
    return {r.code: r for r in trouvees.order_by("pk") if attendues.get(r.code) is _portee(r)}


def last_soumission(dossier: Dossier, etape: int) -> Soumission | None:
    """The latest submission of an étape."""
    return last_soumissions(dossier).get(etape)


def last_soumissions(dossier: Dossier) -> dict[int, Soumission]:
    """The latest submission of each étape that has one."""
    return {soumission.etape: soumission for soumission in _soumissions(dossier)}


def _soumissions(dossier: Dossier) -> list[Soumission]:
    """All of them, in order: the last of an étape says what the ANS has, the first whether it came in time."""
    return list(dossier.soumissions.select_related("par", "decidee_par").order_by("etape", "tour"))


def _portee(reponse: Reponse) -> Portee:
    if reponse.dossier_id:
        return Portee.DOSSIER
    return Portee.SOLUTION if reponse.solution_id else Portee.EDITEUR


def depot_of(soumission: Soumission) -> rules.Depot:
    """A submission as the rules see it."""
    contenu = soumission.contenu
    return rules.Depot(
        soumission.tour,
        soumission.le,
        contenu["reponses"],
        contenu["pieces"],
        contenu.get("empreintes", {}),
        contenu.get("suites", {}),
        contenu.get("empreintes_suites", {}),
    )


def _pieces(dossier: Dossier) -> dict[str, list[rules.Piece]]:
    """The files in place of each proof, in order."""
    pieces: dict[str, list[rules.Piece]] = {}
    en_place = with_lecture(Piece.objects.filter(dossier=dossier, remplacee_le=None))
    for piece in en_place.order_by("rang", "pk"):
        pieces.setdefault(piece.exigence, []).append(as_rules(piece))
    return pieces


def _examens(soumission: Soumission | None) -> dict[str, rules.Examen]:
    if soumission is None:
        return {}
    examens = Examen.objects.filter(soumission=soumission).select_related("par").order_by("pk")
    return {
        e.exigence: rules.Examen(e.exigence, e.verdict, e.motif, str(e.par), e.le, e.modele_id or "", e.zone)
        for e in examens
    }


def _contested(soumission: Soumission | None, examens: dict[str, rules.Examen]) -> frozenset[str]:
    if soumission is None or soumission.decision != Soumission.Decision.COMPLEMENTS:
        return frozenset()
    return frozenset(code for code, examen in examens.items() if examen.verdict == Examen.Verdict.A_CORRIGER)


def _provenance(reponse: Reponse, dossier: Dossier) -> str:
    """Where a shared answer was first given, in a sentence; empty when it was here."""
    if reponse.saisie_dans_id in (None, dossier.pk):
        return ""
    jour = reponse.le.astimezone(rules.PARIS).strftime("%d/%m/%Y")
    return f"Saisi par {reponse.par} le {jour}, dans le dossier n° {reponse.saisie_dans.numero}."
