"""Plots drawn by the server: their geometry. What they look like is in templates/composants/."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django import template

from dossiers.queries.retroplan import Retroplan
from dossiers.rules.calendrier import day_of
from dossiers.rules.echeance import limites
from dossiers.rules.retroplan import Pas

register = template.Library()
# The limits that one line shows.
BORNES = 3


@register.inclusion_tag("composants/barres.html")
def barres(
    titre: str, lignes: Iterable[tuple[str, int | float]], colonne: str = "", unite: str = ""
) -> dict[str, object]:
    """A bar per row, the longest filling the width: {% barres "Dossiers par étape" lignes "Étape" "Dossiers" %}.

    `lignes`: (libelle, valeur ≥ 0). `colonne` and `unite` head the two columns of the table that is the plot.
    """
    rows = list(lignes)
    longest = max((valeur for _, valeur in rows), default=0) or 1
    barres_ = [(libelle, valeur, f"{100 * valeur / longest:.2f}%") for libelle, valeur in rows]
    return {"titre": titre, "barres": barres_, "colonne": colonne or "Libellé", "unite": unite or "Nombre"}


@register.inclusion_tag("composants/frise.html")
def frise(retroplan: Retroplan) -> dict[str, object]:
    """The steps of a plan along the time, with their table: {% frise retroplan %} (queries/retroplan.py)."""
    jours = [retroplan.situation.jour]
    jours += [jour for pas in retroplan.pas for jour in (pas.debut, pas.fin, pas.fin_au_plus_tard) if jour]
    devant = [limite for limite in retroplan.limites if not limite.depassee]
    echelle = _scale(min(jours), max([*jours, *(day_of(limite.le) for limite in devant[:2])]))
    lignes = [(pas, _segment(pas, echelle)) for pas in retroplan.pas]
    reperes = [(limite, echelle(day_of(limite.le))) for limite in devant]
    return {"lignes": lignes, "reperes": [r for r in reperes if r[1] <= 100], "aujourd_hui": echelle(jours[0])}


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
