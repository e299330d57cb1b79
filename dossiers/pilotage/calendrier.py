"""« Et si une date changeait ? », for the ANS: the open dossiers of a dispositif, before and after."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.queries.perimetre import dossiers_of
from dossiers.queries.retroplan import open_dossiers, retroplans_of
from dossiers.queries.supposition import points_of, supposition_of
from dossiers.rules.calendrier import day_of
from dossiers.rules.retroplan import SANS_HYPOTHESE
from segur.acces import pour_ans
from segur.hypothese import read_hypothese

# The dossiers of which the plans are worked out, for one page.
PLAFOND = 200


@require_safe
@pour_ans
def calendrier(request: HttpRequest) -> HttpResponse:
    """The dispositifs that have open dossiers; with one of them, its form and what it shows. Nothing is written."""
    tous, le = dossiers_of(request.user), timezone.now()
    comptes = open_dossiers(tous).order_by().values_list("dispositif", "referentiel__libelle")
    nombres = list(comptes.annotate(nombre=Count("pk")).order_by("dispositif", "referentiel__libelle"))
    code = request.GET.get("dispositif", "")
    contexte = {"dispositifs": nombres, "code": code, "form": None, "supposition": None, "plafond": PLAFOND}
    if code in {dispositif for dispositif, *_ in nombres}:
        siens = tous.filter(dispositif=code)
        plans = retroplans_of(siens, le, PLAFOND)
        form = contexte["form"] = read_hypothese(request.GET, points_of(plans), day_of(le), dispositif=code)
        if form.hypothese is not SANS_HYPOTHESE:
            total = sum(nombre for dispositif, _, nombre in nombres if dispositif == code)
            contexte["supposition"] = supposition_of(plans, form.hypothese, total)
    return render(request, "pilotage/calendrier.html", contexte)
