"""Whom to reach, and the contact form: before a candidature, or when nothing else fits."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dossiers.actions.message import OBJET_MAX, TEXTE_MAX, send_contact
from dossiers.aide.pages import fil
from dossiers.models import Dossier
from dossiers.queries.aide import aide_of
from dossiers.queries.fiche import fiches_courantes
from dossiers.queries.message import known_of_fiche
from dossiers.queries.perimetre import appartenance_of, dossiers_of
from dossiers.queries.portee import catalogue
from dossiers.rules.contact import ETAPE_ENREGISTREE, Appelant, choose_moyens
from dossiers.rules.parcours import EN_COURS
from dossiers.rules.portee import read_portee
from dossiers.rules.refus import Interdit, Refus
from segur.formulaires import FormulaireDsfr
from segur.visiteur import read_adresse

DOSSIERS_MAX = 5
# What the column of a message holds; the form would take 320.
COURRIEL_MAX = 254


class FormulaireContact(FormulaireDsfr):
    """`site` is for robots: people do not see it."""

    libelle_envoi = ""

    nom = forms.CharField(label="Votre nom", max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    courriel = forms.EmailField(
        label="Votre adresse électronique",
        help_text="Pour vous répondre. Exemple : prenom.nom@entreprise.fr",
        max_length=COURRIEL_MAX,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Cette adresse n’est pas complète. Exemple : prenom.nom@entreprise.fr"},
    )
    objet = forms.CharField(label="Objet", max_length=OBJET_MAX)
    texte = forms.CharField(
        label="Votre message",
        help_text="N’y mettez aucune donnée de patient.",
        max_length=TEXTE_MAX,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    site = forms.CharField(label="Laissez ce champ vide", required=False, widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def contact(request: HttpRequest) -> HttpResponse:
    """The ways that apply to this person now, then the form, with what is already known joined to it."""
    connu, thematique = known_before(request)
    form = FormulaireContact(request.POST if request.method == "POST" else None, initial=initial_of(request))
    if form.is_bound and form.is_valid() and _send(request, form, connu):
        return redirect("aide:contact")
    suivis = followed_by(request)
    appelant = Appelant(etape=max((d.etape for d in suivis), default=0), thematique=thematique)
    contexte = {
        "form": form,
        "connu": connu,
        "moyens": choose_moyens(aide_of().moyens, appelant),
        "dossiers": [dossier for dossier in suivis if dossier.etape >= ETAPE_ENREGISTREE],
        "suite": request.GET.urlencode(),
        "liens": fil(),
    }
    return render(request, "aide/contact.html", contexte)


def known_before(request: HttpRequest) -> tuple[list[tuple[str, str]], str]:
    """(what the address and the account say, the thématique of the answer read)."""
    connu, thematique = [], ""
    if request.user.is_authenticated and (place := appartenance_of(request.user)):
        connu.append(("Entreprise", str(place.editeur)))
    fiche = fiches_courantes().filter(code=request.GET.get("fiche", "")[:60]).first()
    if fiche:
        connu += known_of_fiche(fiche)
        thematique = read_portee(fiche.portee).thematique
    if dispositif := request.GET.get("dispositif", "")[:60]:
        connu.append(("Dispositif", catalogue().libelle("dispositif", dispositif)))
    if recherche := " ".join(request.GET.get("q", "").split())[:200]:
        connu.append(("Recherche sans réponse", recherche))
    return connu, thematique


def initial_of(request: HttpRequest) -> dict[str, str]:
    """What need not be typed again."""
    recherche = " ".join(request.GET.get("q", "").split())[:OBJET_MAX]
    if not request.user.is_authenticated:
        return {"objet": recherche}
    compte = request.user
    return {"nom": str(compte), "courriel": compte.courriel, "objet": recherche}


def followed_by(request: HttpRequest) -> list[Dossier]:
    """The dossiers of the person's company that are under way, the latest first."""
    compte = request.user
    if not compte.is_authenticated or compte.est_ans or appartenance_of(compte) is None:
        return []
    suivis = dossiers_of(compte).filter(etat__in=[e.value for e in EN_COURS]).select_related("solution")
    return list(suivis.order_by("-activite_le", "-pk")[:DOSSIERS_MAX])


def _send(request: HttpRequest, form: FormulaireContact, connu: list[tuple[str, str]]) -> bool:
    """True once it is kept. A robot that fills the hidden field is thanked, and nothing is kept."""
    donnees = dict(form.cleaned_data)
    if donnees.pop("site"):
        messages.success(request, "Votre message est enregistré.")
        return True
    par = request.user if request.user.is_authenticated else None
    try:
        message = send_contact(**donnees, contexte=connu, adresse=read_adresse(request), par=par)
    except Interdit:
        raise
    except Refus as refus:
        form.add_error(None, refus.phrase)
        return False
    messages.success(
        request, f"Votre message {message.reference} est enregistré et transmis à l’ANS. Notez sa référence."
    )
    return True
