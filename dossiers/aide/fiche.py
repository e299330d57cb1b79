"""One answer: its text, scope and sources, what differs elsewhere, where to go from it, the voice of its reader."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dossiers.actions.vote import Votant, record_vote
from dossiers.aide.champ import fields_in_dossiers
from dossiers.aide.pages import fil, outil_of
from dossiers.models import Fiche
from dossiers.queries.aide import aide_of
from dossiers.queries.fiche import exigences_de, fiche_of, voisines_de
from dossiers.queries.portee import catalogue
from dossiers.rules.contact import Appelant, choose_moyens
from dossiers.rules.fiche import is_lapsed
from dossiers.rules.portee import read_portee
from segur.refus import announce_refusal
from segur.visiteur import read_adresse


@require_safe
def fiche(request: HttpRequest, fiche: str) -> HttpResponse:
    """The public page of an answer. Signed in, it also leads to the fields of one's dossiers."""
    lue = fiche_of(fiche)
    return render(request, "aide/fiche.html", fiche_context(request, lue))


def fiche_context(request: HttpRequest, fiche: Fiche) -> dict[str, object]:
    """All that the page of an answer shows."""
    cases, aide, portee = catalogue(), aide_of(), read_portee(fiche.portee)
    codes = exigences_de(fiche)
    thematique = aide.thematique(portee.thematique)
    return {
        "fiche": fiche,
        "cases": cases,
        "perimee": is_lapsed(fiche.revoir_le, timezone.localdate()),
        "voisines": voisines_de([fiche]),
        "exigences": [(code, cases.libelle("exigence", code)) for code in codes],
        "champs": fields_in_dossiers(request.user, codes) if request.user.is_authenticated else [],
        "outil": outil_of(fiche.outil),
        "moyens": choose_moyens(aide.moyens, Appelant(thematique=portee.thematique)),
        "liens": fil((thematique.libelle, reverse("aide:thematique", args=[thematique.code]))),
    }


@require_POST
def vote(request: HttpRequest, fiche: str) -> HttpResponse:
    """« Oui » or « Non », and why. One voice per person and version: a second one takes the place of the first."""
    lue = fiche_of(fiche)
    utile = request.POST.get("utile", "")
    if utile not in ("oui", "non"):
        messages.error(request, "Choisissez « Oui » ou « Non ».")
        return redirect("aide:fiche", lue.code)
    with announce_refusal(request):
        pourquoi = request.POST.get("pourquoi", "")
        _, neuf = record_vote(fiche=lue, votant=votant_of(request), utile=utile == "oui", pourquoi=pourquoi)
        messages.success(request, "Merci de votre avis." if neuf else "Votre nouvel avis remplace le précédent.")
    return redirect("aide:fiche", lue.code)


def votant_of(request: HttpRequest) -> Votant:
    """The account when there is one; otherwise the browser behind its network address."""
    compte = request.user if request.user.is_authenticated else None
    return Votant(compte, read_adresse(request), request.headers.get("User-Agent", "")[:300])
