"""Timelines drawn by the server: of a dossier, of all of them, of what a what-if moves.

Their geometry, in hundredths of the width; what they look like is in templates/composants/.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import pairwise

from django import template

from dossiers.queries.retroplan import Retroplan
from dossiers.referentiel.exigence import Porteur
from dossiers.rules.calendrier import day_of
from dossiers.rules.echeance import Limite, limites
from dossiers.rules.jour import month_words
from dossiers.rules.retroplan import Pas

register = template.Library()
# The limits that one line shows.
BORNES = 3
# The months marked on a timeline: at most that many, so that their names stand apart on a telephone.
MOIS_MAX = 5
# A month begun further than that has no room for its name.
DERNIER_NOM = 88
# What the CNDA and the third party do goes on beside the rest: it has its own lane.
DEHORS = (Porteur.CNDA, Porteur.TIERS)


@register.inclusion_tag("composants/frise.html")
def frise(retroplan: Retroplan) -> dict[str, object]:
    """The steps of a plan along the time, with their table: {% frise retroplan %} (queries/retroplan.py)."""
    debut, fin = _reach([retroplan])
    echelle = _scale(debut, fin)
    return {
        "lignes": [(pas, _segment(pas, echelle)) for pas in retroplan.pas],
        "reperes": _marks(retroplan, echelle),
        "aujourd_hui": echelle(retroplan.situation.jour),
        "mois": _months(debut, fin, echelle),
        "limitee": any(pas.limite for pas in retroplan.pas),
    }


@register.inclusion_tag("composants/frise_portefeuille.html")
def frise_portefeuille(retroplans: Iterable[Retroplan], porte: str) -> dict[str, object]:
    """One line a dossier, what remains on the same months: {% frise_portefeuille retroplans "depot:calendrier" %}.

    `porte`: the name of the page of a dossier.
    """
    plans = list(retroplans)
    debut, fin = _reach(plans)
    echelle = _scale(debut, fin)
    return {
        "lignes": [(plan, _lanes(plan, echelle), _marks(plan, echelle)) for plan in plans],
        "aujourd_hui": echelle(max(plan.situation.jour for plan in plans)),
        "mois": _months(debut, fin, echelle),
        "porte": porte,
    }


@register.inclusion_tag("composants/frise_ensemble.html")
def frise_ensemble(retroplans: Iterable[Retroplan], porte: str, requete: str = "") -> dict[str, object]:
    """One line a dossier, before and after a what-if: {% frise_ensemble effets "depot:calendrier" requete %}.

    `porte`: the name of the page of a dossier; `requete`: what its address ends with.
    """
    plans = list(retroplans)
    jours = [plan.situation.jour for plan in plans] + [fin for plan in plans for fin in plan.fins]
    bornes = {id(plan): _bounds(plan) for plan in plans}
    devant = [day_of(le) for paires in bornes.values() for _, *les in paires for le in les]
    echelle = _scale(min(jours, default=date.min), max([*jours, *devant], default=date.min))
    lignes = [(plan, _span(plan, echelle), [_moved(borne, echelle) for borne in bornes[id(plan)]]) for plan in plans]
    return {"lignes": lignes, "porte": porte, "requete": requete}


def _reach(plans: Iterable[Retroplan]) -> tuple[date, date]:
    """The first and the last day to draw: of the steps, and of the two limits ahead of each plan."""
    jours = []
    for plan in plans:
        jours.append(plan.situation.jour)
        jours += [jour for pas in plan.pas for jour in (pas.debut, pas.fin, pas.fin_au_plus_tard) if jour]
        jours += [day_of(limite.le) for limite in plan.devant[:2]]
    return min(jours), max(jours)


def _marks(plan: Retroplan, echelle: Callable[[date], float]) -> list[tuple[Limite, float]]:
    """The limits ahead that fall within the drawing, each with its place."""
    places = [(limite, echelle(day_of(limite.le))) for limite in plan.devant]
    return [place for place in places if place[1] <= 100]


def _months(debut: date, fin: date, echelle: Callable[[date], float]) -> list[tuple[str, float]]:
    """Some months between two days, evenly apart: the place where each begins, and its name where there is room."""
    rangs = range(debut.year * 12 + debut.month, fin.year * 12 + fin.month)
    saut = max(1, -(-len(rangs) // MOIS_MAX))
    premiers = [date(rang // 12, rang % 12 + 1, 1) for rang in rangs[::saut]]
    paires = pairwise([date.min, *premiers])  # each after the one whose year needs no saying again
    noms = [(month_words(jour, annee=avant.year != jour.year), echelle(jour)) for avant, jour in paires]
    return [(nom, x) for nom, x in noms if x <= DERNIER_NOM]


def _lanes(plan: Retroplan, echelle: Callable[[date], float]) -> list[tuple[Pas, dict[str, float], bool]]:
    """The bars of what remains, each with whether it goes on outside, in the second lane."""
    restent = [pas for pas in plan.pas if not pas.fait]
    return [(pas, _segment(pas, echelle), pas.jalon.porteur in DEHORS) for pas in restent]


def _bounds(retroplan: Retroplan) -> list[tuple[str, datetime, datetime]]:
    """The limits ahead, (label, before, after)."""
    reelles = {limite.echeance.code: limite.le for limite in limites(retroplan.situation)}
    devant = [limite for limite in retroplan.limites if not limite.tenue and limite.echeance.code in reelles]
    paires = [(li.echeance.libelle, reelles[li.echeance.code], li.le) for li in devant]
    return [p for p in paires if max(p[1:]) > retroplan.situation.le][:BORNES]


def _moved(borne: tuple[str, datetime, datetime], echelle: Callable[[date], float]) -> dict[str, object]:
    libelle, avant, apres = borne
    places = {"x_avant": max(0, echelle(day_of(avant))), "x_apres": max(0, echelle(day_of(apres)))}
    return {"libelle": libelle, "avant": avant, "apres": apres, "bouge": avant != apres, **places}


def _span(retroplan: Retroplan, echelle: Callable[[date], float]) -> dict[str, float]:
    """From today to the end of the last step: what it was, what it becomes."""
    avant, apres = (max(echelle(fin), 1) for fin in retroplan.fins)
    return {"avant": avant, "apres": apres}


def _scale(debut: date, fin: date) -> Callable[[date], float]:
    """A day → its place, in hundredths of the width."""
    duree = max((fin - debut).days, 1)
    return lambda jour: round(100 * (jour - debut).days / duree, 2)


def _segment(pas: Pas, echelle: Callable[[date], float]) -> dict[str, float]:
    """The bar of a step, at least one hundredth wide, and the slack after it."""
    x, fin = echelle(pas.debut), echelle(pas.fin)
    tard = max(echelle(pas.fin_au_plus_tard), fin) if pas.fin_au_plus_tard else fin
    return {"x": min(x, 99), "largeur": max(round(fin - x, 2), 1), "fin": fin, "marge": round(tard - fin, 2)}
