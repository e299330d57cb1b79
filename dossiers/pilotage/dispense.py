"""All the waivers: those in force, those whose term comes near, those that are over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.queries.dispense import Vue, dispenses_page
from segur.acces import pour_ans


@require_safe
@pour_ans
def liste(request: HttpRequest) -> HttpResponse:
    """One page of one tab; an unknown tab or key shows the first page of the first."""
    demandee, apres = request.GET.get("vue", ""), request.GET.get("apres", "")
    vue = Vue(demandee) if demandee in list(Vue) else Vue.EN_VIGUEUR
    cle = int(apres) if apres.isascii() and apres.isdecimal() and len(apres) < 19 else None
    contexte = {"vue": vue, "vues": list(Vue), "page": dispenses_page(request.user, vue, timezone.now(), cle)}
    return render(request, "pilotage/dispenses.html", contexte)
