"""What is said once a dossier is decided, and the page that opens then: the next one, unless one prefers to stay."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html

from dossiers.instruction.contexte import Vue
from dossiers.instruction.entourage import dossier_url, file_url
from dossiers.models import Soumission

ANNONCES = {
    "valider": "L’étape {etape} de {solution} est validée. {editeur} en est averti.",
    "demander_complements": "Les compléments sont demandés pour {solution}. {editeur} en est averti.",
    "refuser": "L’étape {etape} de {solution} est refusée. {editeur} en est averti.",
}
PROPOSEE = (
    "Votre décision est gardée : une autre personne doit lire ce dossier avant qu’elle ne s’applique. "
    "{editeur} n’en est pas averti."
)
DESACCORD = "Votre lecture est gardée. L’autre lecteur n’est pas du même avis : les deux lectures sont ci-dessous."
# The key of the session that says whether the next dossier opens by itself.
ENCHAINER = "enchainer"


def go_on(request: HttpRequest, vue: Vue, decision: str, soumission: Soumission) -> HttpResponse:
    """The next dossier, what was decided said above it; this one for who prefers to stay, or if two readers differ."""
    reste = not reads_on(request) or _is_disputed(vue, soumission)
    messages.success(
        request, format_html('{} <a href="{}">{}</a>', _told(vue, decision, soumission), *_way(vue, reste))
    )
    return redirect(vue.adresse if reste else _next(vue))


def reads_on(request: HttpRequest) -> bool:
    """Whether the next dossier opens after a decision: what the page says, else what was last said in this session."""
    dit = request.POST.get("enchainer", "")
    if dit in ("oui", "non") and (dit == "oui") != request.session.get(ENCHAINER, True):
        request.session[ENCHAINER] = dit == "oui"
    return request.session.get(ENCHAINER, True)


def _is_disputed(vue: Vue, soumission: Soumission) -> bool:
    """Two readers do not agree: both readings are on this page."""
    return not soumission.decision and vue.seconde_lecture is not None


def _told(vue: Vue, decision: str, soumission: Soumission) -> str:
    """What was decided, or is held for another reader."""
    annonce = ANNONCES[decision]
    if not soumission.decision:
        annonce = DESACCORD if vue.seconde_lecture else PROPOSEE
    return annonce.format(etape=vue.situation.etape, solution=vue.dossier.solution, editeur=vue.dossier.editeur)


def _way(vue: Vue, reste: bool) -> tuple[str, str]:
    """Where else to go: back to what was decided, or on."""
    if not reste:
        return vue.adresse, "Revoir ce dossier" if vue.suivant else "Plus rien n’attend : revoir ce dossier"
    if vue.suivant is None:
        return file_url(vue.file), "Revenir à la file : plus rien n’attend"
    return _next(vue), f"Dossier suivant : {vue.suivant.solution} ({vue.suivant.editeur})"


def _next(vue: Vue) -> str:
    return dossier_url(vue.suivant, vue.file) if vue.suivant else file_url(vue.file)
