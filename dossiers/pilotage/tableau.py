"""The dashboard: where dossiers are, what blocks them and who, at what pace; and the same dossiers as a spreadsheet."""

from itertools import chain
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from dossiers.pilotage.formulaire_tableau import FormulaireTableau
from dossiers.queries.tableau import (
    COLONNES_EXPORT,
    ELIGIBLE,
    Part,
    dossiers_suivis,
    export_rows,
    tableau_of,
)
from dossiers.rules.jour import day_words
from dossiers.rules.parcours import Etat
from segur.acces import pour_ans
from segur.tableur import csv_lines

# How the queue shows the dossiers of a state. It has no view of the others.
ETATS_DE_LA_FILE = {
    Etat.SOUMISE.value: {"vue": "equipe"},
    Etat.COMPLEMENTS.value: {"vue": "tous", "etat": "complements"},
    ELIGIBLE: {"vue": "tous", "etape": 3},
}


@require_safe
@pour_ans
def tableau(request: HttpRequest) -> HttpResponse:
    """The page, narrowed to a couloir or a dispositif as the address says."""
    form = FormulaireTableau.read(request.GET)
    filtres, maintenant = form.valides, timezone.now()
    tableau = tableau_of(dossiers_suivis(request.user, **filtres), form.couloirs, maintenant)
    contexte = {
        "form": form.propre(),
        "filtres": filtres,
        "portee": form.portee,
        "tableau": tableau,
        "maintenant": maintenant,
        "export": f"{reverse('pilotage:export')}?{urlencode(filtres)}",
        **{nom: link_parts(getattr(tableau, nom), filtres) for nom in ("etapes", "etats", "couloirs")},
        **{nom: plain_parts(getattr(tableau, nom)) for nom in ("bloqueurs", "attentes", "manques")},
        **{nom: week_bars(getattr(tableau, nom)) for nom in ("relances", "decisions")},
    }
    return render(request, "pilotage/tableau.html", contexte)


@require_safe
@pour_ans
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The dossiers that the page counts, one a line, sent as they are read."""
    form = FormulaireTableau.read(request.GET)
    dossiers = dossiers_suivis(request.user, **form.valides)
    lignes = csv_lines(chain([COLONNES_EXPORT], export_rows(dossiers, form.couloirs)))
    nom = f"dossiers-segur-{timezone.localdate():%Y-%m-%d}.csv"
    entetes = {"Content-Disposition": f'attachment; filename="{nom}"', "X-Content-Type-Options": "nosniff"}
    return StreamingHttpResponse(lignes, content_type="text/csv; charset=utf-8", headers=entetes)


def link_parts(parts: list[Part], filtres: dict[str, str]) -> list[tuple[str, int]]:
    """Bars whose label leads to the same dossiers in the queue, where the queue can show just those."""
    return [(link_part(part, filtres), part.nombre) for part in parts]


def link_part(part: Part, filtres: dict[str, str]) -> str:
    """The label of a bar, as a link when there is something to see behind it."""
    filtre = queue_filter(part)
    if not (filtre and part.nombre):
        return part.libelle
    adresse = f"{reverse('instruction:file')}?{urlencode(filtres | filtre)}"
    return format_html('<a href="{}">{}</a>', adresse, part.libelle)


def queue_filter(part: Part) -> dict[str, str | int]:
    """What the queue must be asked for, to show the dossiers that a bar counts; empty when it cannot."""
    if part.dimension != "etat":
        return {"vue": "tous", part.dimension: part.code}
    return ETATS_DE_LA_FILE.get(part.code, {})


def plain_parts(parts: list[Part]) -> list[tuple[str, int]]:
    return [(p.libelle, p.nombre) for p in parts]


def week_bars(semaines: list) -> list[tuple[str, int]]:
    """« du 23 novembre »: the Monday of each week."""
    return [(f"du {day_words(lundi, annee=False)}", nombre) for lundi, nombre in semaines]
