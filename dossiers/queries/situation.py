"""Rows → `Situation`: everything the rules need of dossiers, in six queries whatever their number and their size.

Each geste asks for it twice: the few rows of a dossier are put in order here, since for Django an ORDER BY costs more
than the rows do, and no column is read that nobody looks at.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter

from django.db.models import F, Q, QuerySet

from dossiers.models import Dossier, Etape, Examen, Piece, Reponse, Soumission
from dossiers.queries.dispense import all_dispenses
from dossiers.queries.piece import as_rules, with_lecture
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.question import Portee
from dossiers.rules import situation as rules
from dossiers.rules.champ import answer_codes, freeze, hold
from dossiers.rules.dispense import Dispense
from dossiers.rules.jour import day_words
from dossiers.rules.parcours import Etat
from dossiers.rules.relecture import Lectures

# (company, solution, dossier) → the answers that stand there.
Rangees = Mapping[tuple[int, int | None, int | None], list[Reponse]]


@dataclass(frozen=True)
class Lot:
    """The rows of several dossiers, each kind read in one query, by dossier; the verdicts by submission."""

    etats: Mapping[int, Mapping[int, Etat]]
    reponses: Rangees
    soumissions: Mapping[int, list[Soumission]]
    pieces: Mapping[int, Mapping[str, list[rules.Piece]]]
    examens: Mapping[int, Mapping[str, rules.Examen]]
    dispenses: Mapping[int, tuple[Dispense, ...]]


def situation_of(dossier: Dossier, le: datetime, etape: int | None = None) -> rules.Situation:
    """The situation of a dossier at an étape (the current one unless given), at a moment.

    `dossier` comes with its `referentiel` (select_related). What was submitted at other étapes is held, as are the
    closed fields of this one.
    """
    return situations_of([dossier], le, etape)[dossier.pk]


def situations_of(dossiers: Collection[Dossier], le: datetime, etape: int | None = None) -> dict[int, rules.Situation]:
    """The same for several, by key, for the same six queries: whoever asks bounds how many it holds at once."""
    lot = _read_lot(dossiers, etape)
    return {dossier.pk: _situation(dossier, le, etape or dossier.etape, lot) for dossier in dossiers}


def _read_lot(dossiers: Collection[Dossier], etape: int | None) -> Lot:
    soumissions = _soumissions(dossiers)
    courantes = [_last(soumissions[dossier.pk], etape or dossier.etape) for dossier in dossiers]
    return Lot(
        etats=_etats(dossiers),
        reponses=_rangees(dossiers),
        soumissions=soumissions,
        pieces=_pieces(dossiers),
        examens=_examens([soumission for soumission in courantes if soumission]),
        dispenses=all_dispenses(dossiers),
    )


def _situation(dossier: Dossier, le: datetime, courante: int, lot: Lot) -> rules.Situation:
    etats, pieces = lot.etats[dossier.pk], lot.pieces[dossier.pk]
    reponses = _its_reponses(dossier, lot.reponses)
    toutes = lot.soumissions[dossier.pk]
    soumissions = {soumission.etape: soumission for soumission in toutes}
    soumission = soumissions.pop(courante, None)
    premiere = next((s for s in toutes if s.etape == courante), None)
    examens = lot.examens.get(soumission.pk, {}) if soumission else {}
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
        version=dossier.solution.version_majeure,
        voisins=_voisins(dossier, lot.reponses),
        accordees=lot.dispenses[dossier.pk],
        lectures=_lectures(soumission),
    )
    situation = replace(situation, contestees=situation.contestees - situation.dispenses.keys())
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
    return _its_reponses(dossier, _rangees([dossier]))


def last_soumission(dossier: Dossier, etape: int) -> Soumission | None:
    """The latest submission of an étape."""
    return last_soumissions(dossier).get(etape)


def last_soumissions(dossier: Dossier) -> dict[int, Soumission]:
    """The latest submission of each étape that has one."""
    return {soumission.etape: soumission for soumission in _soumissions([dossier])[dossier.pk]}


def _sort(lignes: QuerySet, *colonnes: str) -> list:
    return sorted(lignes.order_by(), key=attrgetter(*colonnes))


def _etats(dossiers: Collection[Dossier]) -> dict[int, dict[int, Etat]]:
    etats: dict[int, dict[int, Etat]] = {dossier.pk: {} for dossier in dossiers}
    for etape in _sort(Etape.objects.filter(dossier__in=list(etats)), "numero"):
        etats[etape.dossier_id][etape.numero] = Etat(etape.etat)
    return etats


def _rangees(dossiers: Collection[Dossier]) -> Rangees:
    """The answers of these dossiers and all those their companies share, by place. One query; `numero_de_saisie` is
    that of the dossier where each was typed.
    """
    editeurs = {d.editeur_id for d in dossiers}
    portees = Q(dossier__in=[dossier.pk for dossier in dossiers]) | Q(dossier=None)
    trouvees = Reponse.objects.filter(portees, editeur__in=editeurs).select_related("par", "solution")
    rangees: dict[tuple, list[Reponse]] = {}
    for reponse in _sort(trouvees.annotate(numero_de_saisie=F("saisie_dans__numero")), "pk"):
        rangees.setdefault((reponse.editeur_id, *_place(reponse)), []).append(reponse)
    return rangees


def _voisins(dossier: Dossier, rangees: Rangees) -> tuple[tuple[str, str, str], ...]:
    """What the company declares of its other software, by another name: (code, value, software)."""
    nom = dossier.solution.nom.casefold()
    autres = [
        reponse
        for (editeur, solution, propre), reponses in rangees.items()
        if (editeur, propre) == (dossier.editeur_id, None) and solution not in (None, dossier.solution_id)
        for reponse in reponses
    ]
    return tuple((r.code, r.valeur, str(r.solution)) for r in autres if r.solution.nom.casefold() != nom)


def _its_reponses(dossier: Dossier, rangees: Rangees) -> dict[str, Reponse]:
    dispositif = dispositif_of(dossier.referentiel)
    attendues = {code: portee for etape in (1, 2, 3, 4) for code, portee in answer_codes(dispositif, etape).items()}
    places = ((None, dossier.pk), (dossier.solution_id, None), (None, None))
    siennes = [r for place in places for r in rangees.get((dossier.editeur_id, *place), ())]
    return {r.code: r for r in siennes if attendues.get(r.code) is _portee(r)}


def _place(reponse: Reponse) -> tuple[int | None, int | None]:
    """(solution, dossier): the dossier's own, its solution's, or its company's."""
    return (None, reponse.dossier_id) if reponse.dossier_id else (reponse.solution_id, None)


def _soumissions(dossiers: Collection[Dossier]) -> dict[int, list[Soumission]]:
    """All of them, in order: the last of an étape says what the ANS has, the first whether it came in time."""
    soumissions: dict[int, list[Soumission]] = {dossier.pk: [] for dossier in dossiers}
    toutes = Soumission.objects.filter(dossier__in=list(soumissions)).select_related("par", "decidee_par", "relecture")
    for soumission in _sort(toutes, "etape", "tour"):
        soumissions[soumission.dossier_id].append(soumission)
    return soumissions


def _last(soumissions: Iterable[Soumission], etape: int) -> Soumission | None:
    return next((s for s in reversed(list(soumissions)) if s.etape == etape), None)


def _lectures(soumission: Soumission | None) -> Lectures | None:
    """What two readers have made of it, while it is not decided."""
    relecture = getattr(soumission, "relecture", None)
    return relecture.lectures if relecture and relecture.close_le is None else None


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
        contenu.get("dispenses", {}),
    )


def _pieces(dossiers: Collection[Dossier]) -> dict[int, dict[str, list[rules.Piece]]]:
    """The files in place of each proof, in order."""
    pieces: dict[int, dict[str, list[rules.Piece]]] = {dossier.pk: {} for dossier in dossiers}
    en_place = with_lecture(Piece.objects.filter(dossier__in=list(pieces), remplacee_le=None))
    for piece in _sort(en_place, "rang", "pk"):
        pieces[piece.dossier_id].setdefault(piece.exigence, []).append(as_rules(piece))
    return pieces


def _examens(soumissions: Collection[Soumission]) -> dict[int, dict[str, rules.Examen]]:
    """The verdicts on these submissions; no query without any."""
    examens: dict[int, dict[str, rules.Examen]] = {soumission.pk: {} for soumission in soumissions}
    if not examens:
        return {}
    for e in _sort(Examen.objects.filter(soumission__in=list(examens)).select_related("par"), "pk"):
        examens[e.soumission_id][e.exigence] = rules.Examen(
            e.exigence, e.verdict, e.motif, str(e.par), e.le, e.modele_id or "", e.zone
        )
    return examens


def _contested(soumission: Soumission | None, examens: Mapping[str, rules.Examen]) -> frozenset[str]:
    if soumission is None or soumission.decision != Soumission.Decision.COMPLEMENTS:
        return frozenset()
    return frozenset(code for code, examen in examens.items() if examen.verdict == Examen.Verdict.A_CORRIGER)


def _provenance(reponse: Reponse, dossier: Dossier) -> str:
    """Where a shared answer was first given, in a sentence; empty when it was here."""
    if reponse.saisie_dans_id in (None, dossier.pk):
        return ""
    return f"Saisi par {reponse.par} le {day_words(reponse.le)}, dans le dossier n° {reponse.numero_de_saisie}."
