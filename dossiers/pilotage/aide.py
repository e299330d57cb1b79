"""The loop of the help: what to rewrite, to read again, to answer; and the answers that contradict each other."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from dossiers.actions.recherche import settle_recherche
from dossiers.models import Message, Recherche
from dossiers.queries.contradiction import contradictions
from dossiers.queries.perimetre import role_of
from dossiers.queries.utilite import taches
from dossiers.rules.droit import has_droit
from dossiers.rules.utilite import Genre, Tache
from segur.acces import pour_ans


@require_safe
@pour_ans
def boucle(request: HttpRequest) -> HttpResponse:
    """The tasks, the heaviest first, each with where to do it."""
    contexte = {
        "taches": [(tache, task_address(tache)) for tache in taches(timezone.localdate())],
        "contradictions": contradictions(),
        "messages_en_attente": Message.objects.filter(dossier=None, traite_le=None).count(),
        "editeur": has_droit("editer_aide", role_of(request.user)),
        "liens": [("Pilotage", reverse("pilotage:tableau"))],
    }
    return render(request, "pilotage/aide.html", contexte)


def task_address(tache: Tache) -> str:
    """Where the task is done: the answer to edit, or a new one begun with the words searched in vain."""
    if tache.genre is Genre.REPONDRE:
        depart = urlencode({"question": tache.titre, "recherche": tache.cible})
        return f"{reverse('pilotage:aide_nouvelle')}?{depart}"
    return reverse("pilotage:aide_fiche", args=[tache.cible])


@require_POST
@pour_ans
def settle(request: HttpRequest, recherche: int) -> HttpResponse:
    """An empty search is dealt with: it leaves the tasks."""
    trouvee = Recherche.objects.filter(pk=recherche).first()
    if trouvee is None:
        raise Http404("Cette recherche n’existe pas.")
    settle_recherche(recherche=trouvee, par=request.user)
    messages.success(request, "Cette recherche est marquée comme traitée.")
    return redirect("pilotage:aide")
