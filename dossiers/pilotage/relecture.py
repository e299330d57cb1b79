"""« Seconde lecture »: the share that is set, by an administrator; and how well two readers agree, by requirement."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from dossiers.actions.reglage import set_relecture
from dossiers.queries.perimetre import role_of
from dossiers.queries.reglage import relecture_taux, relecture_turns
from dossiers.queries.relecture import LigneAccord, accords
from dossiers.rules.accord import MINIMUM
from dossiers.rules.droit import has_droit, require_droit
from dossiers.rules.relecture import TAUX_MAX
from segur.acces import pour_ans
from segur.formulaires import FormulaireDsfr

DROIT = "regler_relecture"
INCHANGEE = "Rien n’a changé : c’était déjà cette part."
ENTETES = ["Exigence", "Lectures doubles", "Avis identiques", "Kappa de Cohen", "Ce que cela veut dire"]


class FormulaireRelecture(FormulaireDsfr):
    libelle_envoi = ""

    taux = forms.IntegerField(
        label="Part des décisions à relire, en pour cent",
        help_text="En plus des refus, qui se lisent toujours à deux. 0 : aucune ; 5 : une sur vingt.",
        min_value=0,
        max_value=TAUX_MAX,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), f"Donnez un nombre entier entre 0 et {TAUX_MAX}."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@pour_ans
def relecture(request: HttpRequest) -> HttpResponse:
    """GET shows; POST sets the share, for an administrator."""
    role, taux = role_of(request.user), relecture_taux()
    if request.method == "POST":
        require_droit(DROIT, role)
    form = FormulaireRelecture(request.POST if request.method == "POST" else None, initial={"taux": taux})
    if form.is_bound and form.is_valid():
        change = set_relecture(taux=form.cleaned_data["taux"], par=request.user)
        messages.success(request, f"La part est fixée à {form.cleaned_data['taux']} %." if change else INCHANGEE)
        return redirect("pilotage:relecture")
    contexte = {
        "form": form,
        "taux": taux,
        "tours": relecture_turns(),
        "peut_regler": has_droit(DROIT, role),
        "minimum": MINIMUM,
        "entetes": ENTETES,
        "lignes": [_row(ligne) for ligne in accords()],
        "liens": [("Pilotage", reverse("pilotage:tableau"))],
    }
    return render(request, "pilotage/relecture.html", contexte)


def _row(ligne: LigneAccord) -> list[object]:
    accord = ligne.accord
    kappa = "–" if accord.kappa is None else f"{float(accord.kappa):.2f}".replace(".", ",").replace("-", "−")
    return [ligne.libelle, accord.paires, accord.accords, kappa, accord.phrase]
