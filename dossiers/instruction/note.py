"""Internal notes: one is written from the reviewer's page, or taken back by its author."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from dossiers.actions.note import withdraw_note
from dossiers.instruction.contexte import read_vue
from dossiers.instruction.dossier import read_perime, show_again, show_with_errors
from dossiers.instruction.formulaire_note import NOTEE, forget_note, read_note
from dossiers.queries.note import note_of
from segur.acces import pour_ans


@require_POST
@pour_ans
def write(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keeps the note; the verdicts typed in the page stay in it."""
    vue = read_vue(request.user, uuid, request.GET.get("file", ""))
    perime, form = read_perime(request, vue), read_note(request, vue)
    if not form.is_valid():
        return show_with_errors(request, perime)
    form.keep(vue)
    messages.success(request, NOTEE)
    forget_note(request)
    return show_again(request, vue, perime)


@require_POST
@pour_ans
def withdraw(request: HttpRequest, uuid: UUID, note: int) -> HttpResponse:
    """Takes a note back. Whoever did not write it gets a 403 with its sentence."""
    vue = read_vue(request.user, uuid, request.GET.get("file", ""))
    perime = read_perime(request, vue)
    withdraw_note(note=note_of(request.user, uuid, note), par=request.user)
    messages.success(request, "Votre note est retirée ; sa trace reste.")
    return show_again(request, vue, perime)
