"""Plots drawn by the server: their geometry. What they look like is in templates/composants/."""

from collections.abc import Iterable

from django import template

register = template.Library()


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
