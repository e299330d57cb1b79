"""Is this decision genuine, and does it still hold? A page for everyone, that says less than the document itself."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dossiers.actions.tentative import slow_down
from dossiers.queries.decision import verification_of
from dossiers.rules.debit import VERIFICATION
from dossiers.rules.decision import LONGUEUR, Validite, read_code, show_code
from dossiers.rules.refus import Refus
from segur.formulaires import FormulaireDsfr
from segur.visiteur import read_adresse

# An unknown number and an altered address are pages that do not exist.
STATUTS = {Validite.INCONNUE: 404, Validite.ALTEREE: 404}
EXEMPLE = "7K3M-9QTR-WX4P-2HND"
MAL_FORME = f"Un numéro de décision compte {LONGUEUR} chiffres et lettres. Exemple\u00a0: {EXEMPLE}."


class FormulaireVerification(FormulaireDsfr):
    """Sent by GET: nothing is changed, and the answer has an address."""

    libelle_envoi = ""

    numero = forms.CharField(
        label="Numéro de la décision",
        help_text="Il est imprimé en tête du document. Les tirets, les espaces et les majuscules sont indifférents.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": "Recopiez le numéro imprimé en tête du document."},
    )

    def clean_numero(self) -> str:
        code = read_code(self.cleaned_data["numero"])
        if not code:
            raise forms.ValidationError(MAL_FORME)
        return show_code(code)


@require_safe
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Asks for the number, and leads to its page."""
    form = FormulaireVerification(request.GET if "numero" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("decision_numero", form.cleaned_data["numero"])
    return _unindexed(render(request, "accueil/decision_demande.html", {"form": form}))


@require_safe
@never_cache
def verify(request: HttpRequest, numero: str, empreinte: str = "") -> HttpResponse:
    """What may be said of that decision: genuine, revoked, replaced, altered, unknown; 429 for too many tries."""
    try:
        slow_down(adresse=read_adresse(request), debit=VERIFICATION, maintenant=timezone.now())
    except Refus as refus:
        return _unindexed(render(request, "accueil/decision_attente.html", {"phrase": refus.phrase}, status=429))
    verification = verification_of(numero, empreinte)
    contexte = {"validite": verification.validite, "decision": verification.decision, "scellee": bool(empreinte)}
    statut = STATUTS.get(verification.validite, 200)
    return _unindexed(render(request, "accueil/decision.html", contexte, status=statut))


def _unindexed(reponse: HttpResponse) -> HttpResponse:
    """No search engine keeps it, were its address published; nor does the next site learn it."""
    reponse["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    reponse["Referrer-Policy"] = "no-referrer"
    return reponse
