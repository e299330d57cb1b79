"""An opinion is asked of someone by e-mail, from a page of its own; the request is taken back from the dossier's."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from dossiers.actions.avis import ask_avis, withdraw_avis
from dossiers.instruction.contexte import Vue, read_vue
from dossiers.instruction.dossier import read_perime, show_again
from dossiers.models import Piece
from dossiers.queries.avis import avis_of, shareable_pieces
from dossiers.rules.avis import DELAI, DELAI_MAX
from segur.acces import pour_ans
from segur.formulaires import FormulaireDsfr
from segur.refus import announce_refusal, tell_refusal

POSEE = "Votre question est envoyée à {nom}, avec les pièces choisies et rien d’autre. La réponse paraîtra ici."


class FormulaireAvis(FormulaireDsfr):
    """`pieces`: what may be shown. Nothing is required here: the action says what is missing, all at once."""

    libelle_envoi = ""

    nom = forms.CharField(label="À qui", help_text="Prénom et nom de la personne.", required=False)
    courriel = forms.CharField(
        label="Son adresse électronique",
        help_text="Exemple : prenom.nom@exemple.fr. Elle n’a pas besoin de compte.",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    question = forms.CharField(
        label="Votre question",
        help_text="Elle seule et les pièces choisies seront montrées : dites ce qu’il faut pour répondre.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    pieces = forms.MultipleChoiceField(
        label="Les pièces à montrer",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Une des pièces choisies n’est plus montrée : choisissez à nouveau."},
    )
    jours = forms.IntegerField(
        label="Délai pour répondre, en jours ouvrés",
        required=False,
        initial=DELAI,
        error_messages={"invalid": f"Donnez un nombre entier, entre 1 et {DELAI_MAX}."},
    )

    def __init__(self, vue: Vue, poste=None) -> None:
        super().__init__(poste)
        pieces = shareable_pieces(vue.instruction.soumission) if vue.instruction else []
        self.fields["pieces"].choices = [(str(piece.uuid), _label(vue, piece)) for piece in pieces]
        for champ in self.fields.values():
            champ.mention = ""


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """GET shows the form; POST asks. A refusal comes back with what was typed."""
    vue = read_vue(request.user, uuid)
    form = FormulaireAvis(vue, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _ask(request, vue, form):
        return redirect(vue.adresse)
    liens = [*vue.liens, (vue.dossier.reference, vue.adresse)]
    return render(request, "instruction/avis.html", {"vue": vue, "form": form, "liens": liens})


@require_POST
@pour_ans
def withdraw(request: HttpRequest, uuid: UUID, avis: UUID) -> HttpResponse:
    """The opinion is no longer wanted; the verdicts typed in the page stay in it."""
    demande, vue = avis_of(request.user, uuid, avis), read_vue(request.user, uuid, request.GET.get("file", ""))
    perime = read_perime(request, vue)
    with announce_refusal(request):
        withdraw_avis(avis=demande, par=request.user)
        messages.success(request, f"La demande faite à {demande.nom} est retirée : son adresse ne répond plus.")
    return show_again(request, vue, perime)


def _ask(request: HttpRequest, vue: Vue, form: FormulaireAvis) -> bool:
    donnees = form.cleaned_data
    jours = DELAI if donnees["jours"] is None else donnees["jours"]
    with tell_refusal(form.show_refusal):
        ask_avis(dossier=vue.dossier, par=request.user, **{**donnees, "jours": jours})
        messages.success(request, POSEE.format(nom=donnees["nom"]))
        return True
    return False


def _label(vue: Vue, piece: Piece) -> str:
    return f"{vue.situation.dispositif.exigence(piece.exigence).libelle} : {piece.nom}"
