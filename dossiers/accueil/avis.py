"""The page of someone whose opinion is asked: no account, one question, the proofs chosen for it, one answer.

Whoever holds its address sees that, and nothing of the dossier. Once closed, whatever the reason, one sentence.
"""

from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dossiers.actions.avis import answer_avis
from dossiers.models import Avis
from dossiers.queries.avis import avis_of_jeton, pieces_of_avis, state_of_avis
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.referentiel import dispositif_of
from dossiers.rules.avis import EtatAvis
from dossiers.rules.refus import Perime, Refus
from segur.fichiers import serve_apercu
from segur.formulaires import FormulaireDsfr
from segur.visiteur import read_adresse

SENS = [("favorable", "Favorable"), ("reserve", "Réservé"), ("defavorable", "Défavorable"), ("", "Je ne tranche pas")]


class FormulaireReponse(FormulaireDsfr):
    libelle_envoi = ""

    texte = forms.CharField(
        label="Votre avis",
        help_text="N’y mettez aucune donnée de patient.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    sens = forms.ChoiceField(
        label="En un mot",
        choices=SENS,
        required=False,
        initial="",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Choisissez une de ces réponses."},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["texte"].mention, self.fields["sens"].mention = "", "facultatif"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def avis(request: HttpRequest, jeton: str) -> HttpResponse:
    """GET shows the question and its proofs, or says that the page is closed; POST gives the answer, once."""
    demande = _find(jeton)
    if demande is None:
        return _closed(request)
    etat = state_of_avis(demande, timezone.now())
    if etat is EtatAvis.RENDU and request.method != "POST":
        return _harden(render(request, "accueil/avis_merci.html"))
    if etat is not EtatAvis.ATTENDU:
        return _closed(request)
    form = FormulaireReponse(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _answer(request, demande, form)
    return _show(request, demande, form)


@require_safe
@never_cache
def apercu(request: HttpRequest, jeton: str, piece: UUID) -> HttpResponse:
    """The preview of one of its proofs, while the answer is awaited; never of one that was put aside."""
    demande = _find(jeton)
    if demande is None or state_of_avis(demande, timezone.now()) is not EtatAvis.ATTENDU:
        raise Http404("Cette adresse ne répond pas.")
    montree = next((p for p in pieces_of_avis(demande) if p.uuid == piece), None)
    if montree is None:
        raise Http404("Cette pièce n’est pas montrée ici.")
    return _harden(serve_apercu(montree))


def _find(jeton: str) -> Avis | None:
    try:
        return avis_of_jeton(jeton)
    except Introuvable:
        return None


def _answer(request: HttpRequest, demande: Avis, form: FormulaireReponse) -> HttpResponse:
    try:
        answer_avis(avis=demande, adresse=read_adresse(request), **form.cleaned_data)
    except Perime:
        return _closed(request)
    except Refus as refus:
        form.show_refusal(refus)
        return _show(request, demande, form)
    return redirect("avis", request.resolver_match.kwargs["jeton"])


def _show(request: HttpRequest, demande: Avis, form: FormulaireReponse) -> HttpResponse:
    dispositif = dispositif_of(demande.dossier.referentiel)
    pieces = [(dispositif.exigence(piece.exigence).libelle, piece) for piece in pieces_of_avis(demande)]
    contexte = {
        "demande": demande,
        "jeton": request.resolver_match.kwargs["jeton"],
        "pieces": pieces,
        "manquantes": demande.pieces.count() - len(pieces),
        "dernier_jour": demande.dernier_jour,
        "form": form,
    }
    return _harden(render(request, "accueil/avis.html", contexte))


def _closed(request: HttpRequest) -> HttpResponse:
    """The same for an answered, expired, withdrawn or unknown one. What was typed is shown, to be copied."""
    saisie = request.POST.get("texte", "").replace("\x00", "").strip()
    return _harden(render(request, "accueil/avis_clos.html", {"saisie": saisie}, status=404))


def _harden(reponse: HttpResponse) -> HttpResponse:
    """Shown by no search engine; `never_cache` says that no browser keeps it."""
    reponse["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return reponse
