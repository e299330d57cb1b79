"""What a person keeps of the queue: views of their own, and the columns they want."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from dossiers.actions.affichage import set_colonnes
from dossiers.actions.favori import delete_favori, save_favori
from dossiers.instruction.entourage import file_url
from dossiers.instruction.file import show_file
from dossiers.instruction.formulaire_file import read_requete
from dossiers.rules.refus import Refus
from segur.acces import pour_ans


@require_POST
@pour_ans
def save(request: HttpRequest) -> HttpResponse:
    """Keeps the filters of the page under a name; refused, the page comes back with the name typed."""
    requete, _ = read_requete(request.POST.get("file", ""))
    nom = request.POST.get("nom", "").replace("\x00", "")
    try:
        favori = save_favori(nom=nom, requete=requete, par=request.user)
    except Refus as refus:
        request.GET = QueryDict(requete)
        return show_file(request, {"phrase": refus.phrase, "nom": nom}, status=422)
    messages.success(request, f"La vue « {favori} » est enregistrée.")
    return redirect(file_url(requete))


@require_POST
@pour_ans
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    delete_favori(favori_id=pk, par=request.user)
    messages.success(request, "Cette vue n’est plus dans votre liste.")
    return redirect(file_url(read_requete(request.POST.get("file", ""))[0]))


@require_POST
@pour_ans
def colonnes(request: HttpRequest) -> HttpResponse:
    set_colonnes(colonnes=request.POST.getlist("colonnes"), par=request.user)
    messages.success(request, "Vos colonnes sont enregistrées.")
    return redirect(file_url(read_requete(request.POST.get("file", ""))[0]))
