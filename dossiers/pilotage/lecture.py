"""« Lecture des preuves »: how well the machine reads, measured; and the switch that stops it, for administrators."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.actions.reglage import set_lecture
from dossiers.pilotage.mesure import montre_mesure
from dossiers.queries.mesure import last_mesures
from dossiers.queries.perimetre import role_of
from dossiers.queries.reglage import lecture_active, lecture_turns
from dossiers.rules.droit import has_droit, require_droit
from segur.acces import pour_ans

DROIT = "regler_lecture"
VALEURS = {"active": True, "arretee": False}
SUITES = {
    True: "La lecture des preuves a repris.",
    False: "La lecture des preuves est arrêtée : les preuves sont toujours reçues, et regardées par une personne.",
}
EN_TETES = {
    "entetes_champs": ["Champ", "Images qui le montrent", "Lu", "Lu juste", "Exactitude"],
    "entetes_cas": ["Cas", "Issue attendue", "Images", "Issues justes", "Faux concordants"],
    "entetes_dispositions": ["Mise en page", "Images", "Issues justes", "Faux concordants"],
}


@require_safe
@pour_ans
def lecture(request: HttpRequest) -> HttpResponse:
    """The last measure and those before, the switch and who turned it."""
    mesures = [montre_mesure(mesure) for mesure in last_mesures()]
    contexte = {
        "active": lecture_active(),
        "tours": lecture_turns(),
        "peut_regler": has_droit(DROIT, role_of(request.user)),
        "mesure": mesures[0] if mesures else None,
        "precedentes": mesures[1:],
        "liens": [("Pilotage", reverse("pilotage:tableau"))],
        **EN_TETES,
    }
    return render(request, "pilotage/lecture.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@pour_ans
def reglage(request: HttpRequest) -> HttpResponse:
    """GET asks to confirm; POST turns the switch to what it says, and to nothing else."""
    require_droit(DROIT, role_of(request.user))
    active = VALEURS.get(request.POST.get("lecture", ""))
    if active is None:
        liens = [("Pilotage", reverse("pilotage:tableau")), ("Lecture des preuves", reverse("pilotage:lecture"))]
        return render(request, "pilotage/lecture_reglage.html", {"active": lecture_active(), "liens": liens})
    set_lecture(active=active, par=request.user)
    messages.success(request, SUITES[active])
    return redirect("pilotage:lecture")
