"""The calendar one can plan by: of a dossier, of all of them, with a what-if."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.depot.contexte import read_vue
from dossiers.gateways.agenda import write_agenda
from dossiers.queries.agenda import entrees_of
from dossiers.queries.perimetre import dossiers_of, editeur_of
from dossiers.queries.retroplan import PLAFOND, retroplan_of, retroplans_of
from dossiers.queries.supposition import points_of, supposition_of
from dossiers.rules.calendrier import day_of
from dossiers.rules.echeance import limites
from dossiers.rules.retroplan import SANS_HYPOTHESE, applies
from dossiers.rules.situation import Situation
from segur.acces import pour_editeur
from segur.fichiers import calendar_response
from segur.hypothese import FormulaireHypothese, read_hypothese


@require_safe
@pour_editeur
def dossier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The plan of one dossier, and what a what-if moves."""
    vue = read_vue(request.user, uuid)
    form = _form(request, vue.situation)
    hypothese = form.hypothese
    contexte = {
        "vue": vue,
        "form": form,
        "retroplan": retroplan_of(vue.dossier, vue.situation, hypothese),
        "suppose": hypothese is not SANS_HYPOTHESE,
    }
    return render(request, "depot/calendrier.html", contexte)


@require_safe
@pour_editeur
def portefeuille(request: HttpRequest) -> HttpResponse:
    """The plans of the company's open dossiers, the tightest first; or what a what-if changes in all of them."""
    siens, le = dossiers_of(request.user), timezone.now()
    form = read_hypothese(request.GET, points_of(siens), day_of(le))
    contexte = {"editeur": editeur_of(request.user), "plafond": PLAFOND, "form": form}
    if form.hypothese is SANS_HYPOTHESE:
        contexte |= {"retroplans": retroplans_of(siens, le), "supposition": None}
        return render(request, "depot/calendriers.html", contexte)
    touches = siens.filter(dispositif=form.dispositif) if form.dispositif else siens
    contexte |= {"retroplans": [], "supposition": supposition_of(touches, le, form.hypothese, PLAFOND)}
    return render(request, "depot/calendriers.html", contexte)


@require_safe
@pour_editeur
def echeance(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    """One limit, as a file for one's calendar."""
    vue = read_vue(request.user, uuid)
    entrees = [e for e in entrees_of(vue.dossier, vue.situation) if e.code == code]
    if not entrees:
        raise Http404("Cette date limite n’est pas de ce dispositif.")
    return calendar_response(write_agenda("Date limite", entrees), f"{vue.dossier.reference}-{code}.ics")


def _form(request: HttpRequest, situation: Situation) -> FormulaireHypothese:
    """Of one dossier: its steps, its limits."""
    return FormulaireHypothese(
        request.GET if "quoi" in request.GET else None,
        jalons=[jalon for jalon in situation.dispositif.commun.jalons if applies(jalon, situation)],
        limites={li.echeance.code: (li.echeance.libelle, li.le) for li in limites(situation)},
        aujourd_hui=situation.jour,
    )
