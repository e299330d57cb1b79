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
from dossiers.queries.retroplan import PLAFOND, Retroplan, open_dossiers, retroplan_of, retroplans_of, suppose
from dossiers.queries.supposition import points_of, supposition_of
from dossiers.rules.calendrier import day_of
from dossiers.rules.retroplan import SANS_HYPOTHESE
from segur.acces import pour_editeur
from segur.fichiers import calendar_response
from segur.hypothese import FormulaireHypothese, read_hypothese


@require_safe
@pour_editeur
def dossier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The plan of one dossier, and what a what-if moves."""
    vue = read_vue(request.user, uuid)
    reel = retroplan_of(vue.dossier, vue.situation)
    form = _form(request, reel)
    contexte = {
        "vue": vue,
        "form": form,
        "retroplan": suppose(reel, form.hypothese),
        "suppose": form.hypothese is not SANS_HYPOTHESE,
    }
    return render(request, "depot/calendrier.html", contexte)


@require_safe
@pour_editeur
def portefeuille(request: HttpRequest) -> HttpResponse:
    """The plans of the company's open dossiers, the tightest first; or what a what-if changes in all of them."""
    siens, le = dossiers_of(request.user), timezone.now()
    plans = retroplans_of(siens, le)
    form = read_hypothese(request.GET, points_of(plans), day_of(le))
    contexte = {"editeur": editeur_of(request.user), "plafond": PLAFOND, "form": form}
    if form.hypothese is SANS_HYPOTHESE:
        contexte |= {"retroplans": plans, "supposition": None}
        return render(request, "depot/calendriers.html", contexte)
    touches = siens.filter(dispositif=form.dispositif) if form.dispositif else siens
    leurs = [plan for plan in plans if form.dispositif in ("", plan.dossier.dispositif)]
    supposition = supposition_of(leurs, form.hypothese, open_dossiers(touches).order_by().count())
    contexte |= {"retroplans": [], "supposition": supposition}
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


def _form(request: HttpRequest, retroplan: Retroplan) -> FormulaireHypothese:
    """Of one dossier: the steps and the limits that remain."""
    return FormulaireHypothese(
        request.GET if "quoi" in request.GET else None,
        jalons=retroplan.jalons_restants,
        limites={li.echeance.code: (li.echeance.libelle, li.le) for li in retroplan.limites_restantes},
        aujourd_hui=retroplan.situation.jour,
    )
