"""One dossier for its reviewer: what was asked, what was given, a verdict on each, a decision."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from dossiers.actions.dossier import take_dossier
from dossiers.actions.etape import decide_etape
from dossiers.actions.examen import store_examens
from dossiers.instruction.contexte import Vue, read_vue
from dossiers.instruction.enchainement import go_on, reads_on
from dossiers.instruction.entourage import entourage_of
from dossiers.instruction.formulaire_examen import Avis, FormulaireExamen, fill_conforme, read_saisie
from dossiers.instruction.formulaire_note import keep_note, read_note
from dossiers.instruction.preuve import preuves_of
from dossiers.instruction.sources import sources_of
from dossiers.queries.relecture import reading_of
from dossiers.rules import situation as rules
from dossiers.rules.parcours import DECISIONS
from dossiers.rules.refus import RIEN_DE_PERDU, Perime, Refus
from segur.acces import pour_ans

SUIVRE = {"suivre_premier": "premier", "suivre_second": "second"}
RESTE_CONFORME = "Tout ce qui restait est marqué « conforme ». Rien n’est encore enregistré : vérifiez, puis décidez."
RESTE_DOUTEUX = (
    "Ce qui ne fait pas de doute est marqué « conforme » ; le reste attend votre avis. Rien n’est encore enregistré."
)
RIEN_A_DECIDER = f"Rien n’est à décider ici maintenant. {RIEN_DE_PERDU}"
D_UN_COUP = ("tout_conforme", "tout_valider")
PARTAGEE = "Deux lecteurs ne sont pas du même avis\u00a0: rien ne s’accepte d’un coup."
REDIRIGE = 302
GESTE_INCONNU = f"Utilisez l’un des boutons de la page. {RIEN_DE_PERDU}"


@dataclass(frozen=True)
class Alerte:
    """What the page says before anything else. `saisie`: what was typed and cannot be entered any more."""

    phrase: str
    saisie: tuple[tuple[str, str], ...] = ()
    titre: str = Perime.titre


@require_http_methods(["GET", "HEAD", "POST"])
@pour_ans
def dossier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """GET shows the dossier; POST does what the button asked."""
    vue = _read(request)
    if request.method != "POST":
        return _show(request, vue)
    geste = request.POST.get("geste", "")
    if geste == "prendre":
        return _take(request, vue)
    reponse = _examine(request, vue, geste) if vue.decidable else _too_late(request, vue)
    if reponse.status_code == REDIRIGE:
        keep_note(request, vue)
    return reponse


def _read(request: HttpRequest) -> Vue:
    return read_vue(request.user, request.resolver_match.kwargs["uuid"], request.GET.get("file", ""))


def _examine(request: HttpRequest, vue: Vue, geste: str) -> HttpResponse:
    if _number(request.POST, "tour") != vue.instruction.soumission.tour:
        return _too_late(request, vue)
    if geste in D_UN_COUP and vue.partagee:
        return _stale(request, Perime(PARTAGEE, RIEN_DE_PERDU))
    if geste == "tout_conforme":
        return _fill(request, vue)
    if geste in SUIVRE:
        return _follow(request, vue, SUIVRE[geste])
    if geste == "tout_valider":
        return _apply(request, vue, "valider", fill_conforme(vue.instruction, request.POST))
    return _apply(request, vue, geste, request.POST)


def _fill(request: HttpRequest, vue: Vue) -> HttpResponse:
    """« Conforme » wherever nothing is chosen: shown, not kept."""
    try:
        _ask(request, vue)
    except Perime as perime:
        return _stale(request, perime)
    rempli = fill_conforme(vue.instruction, request.POST)
    reste = any(not rempli.get(f"verdict_{ligne.code}") for ligne in vue.instruction.lignes)
    messages.info(request, RESTE_DOUTEUX if reste else RESTE_CONFORME)
    return _show(request, vue, _form(vue, rempli))


def _apply(request: HttpRequest, vue: Vue, geste: str, poste: QueryDict) -> HttpResponse:
    form = _form(vue, poste)
    if not form.is_valid():
        return _show(request, vue, form)
    try:
        return _store(request, vue, form) if geste == "examiner" else _decide(request, vue, form, geste)
    except Perime as perime:
        return _stale(request, perime)
    except Refus as refus:
        form.show_refusal(refus, decision=geste in DECISIONS)
        return _show(request, vue, form)


def _store(request: HttpRequest, vue: Vue, form: FormulaireExamen) -> HttpResponse:
    version = _number(request.POST, "version")
    changes = store_examens(dossier=vue.dossier, examens=form.examens(), version=version, par=request.user)
    messages.success(request, "Vos avis sont enregistrés." if changes else "Aucun avis n’a changé.")
    return redirect(vue.adresse)


def _decide(request: HttpRequest, vue: Vue, form: FormulaireExamen, decision: str) -> HttpResponse:
    if decision not in DECISIONS:
        raise Refus(GESTE_INCONNU)
    return _conclude(request, vue, decision, form.message, form.examens())


def _follow(request: HttpRequest, vue: Vue, rang: str) -> HttpResponse:
    """Makes the reading of one of two readers who disagree one's own: its decision, its message, its verdicts."""
    try:
        if vue.seconde_lecture is None or rang not in [lu for lu, _, _ in vue.seconde_lecture.suivables]:
            raise Perime(GESTE_INCONNU)
        return _conclude(request, vue, *reading_of(vue.seconde_lecture.relecture, rang))
    except Perime as perime:
        return _stale(request, perime)


def _conclude(
    request: HttpRequest, vue: Vue, decision: str, motif: str, examens: dict[str, rules.Examen]
) -> HttpResponse:
    soumission = decide_etape(
        dossier=vue.dossier,
        decision=decision,
        examens=examens,
        version=_number(request.POST, "version"),
        par=request.user,
        motif=motif,
    )
    return go_on(request, vue, decision, soumission)


def _take(request: HttpRequest, vue: Vue) -> HttpResponse:
    """Becomes the référent. What was typed in the page stays in it; what changed meanwhile is said: who took it before,
    above all, whom the next press of the button replaces.
    """
    perime = read_perime(request, vue)
    try:
        take_dossier(dossier=vue.dossier, par=request.user, vu=request.POST.get("referent"))
    except Refus as refus:
        return _stale(request, Perime(refus.phrase))
    messages.success(request, "Vous êtes le référent de ce dossier.")
    return show_again(request, vue, perime)


def read_perime(request: HttpRequest, vue: Vue) -> Perime | None:
    """What changed since the page was opened, before something else is done from it."""
    try:
        if vue.decidable:
            _ask(request, vue)
    except Perime as perime:
        return perime
    return None


def show_again(request: HttpRequest, vue: Vue, perime: Perime | None) -> HttpResponse:
    """The page after a geste that decides nothing: what was typed in it stays, what changed meanwhile is said."""
    if not read_saisie(vue.instruction, request.POST):
        return redirect(vue.adresse)
    return show_with_errors(request, perime)


def show_with_errors(request: HttpRequest, perime: Perime | None) -> HttpResponse:
    """The same, never left: something typed in it has to be mended."""
    return _stale(request, perime) if perime else _typed(request)


def _typed(request: HttpRequest) -> HttpResponse:
    """The page as it is now, with what was typed."""
    vue = _read(request)
    return _show(request, vue, _form(vue, request.POST) if vue.decidable else None)


def _ask(request: HttpRequest, vue: Vue) -> None:
    """Raises `Perime` or `Refus` when no verdict could be kept from this page now; keeps none."""
    store_examens(dossier=vue.dossier, examens={}, version=_number(request.POST, "version"), par=request.user)


def _stale(request: HttpRequest, perime: Perime) -> HttpResponse:
    """Someone else moved the dossier: it is shown as it is now, with what was typed and who did what."""
    vue = _read(request)
    if not vue.decidable or _number(request.POST, "tour") != vue.instruction.soumission.tour:
        return _too_late(request, vue, perime.phrase)
    alerte = Alerte(perime.phrase, titre=perime.titre)
    return _show(request, vue, _form(vue, request.POST), alerte, status=409)


def _too_late(request: HttpRequest, vue: Vue, phrase: str = "") -> HttpResponse:
    """Nothing of the kind can be decided any more: what was typed is shown, to be read and copied."""
    saisie = tuple(read_saisie(vue.instruction, request.POST))
    return _show(request, vue, alerte=Alerte(phrase or _why_not(request, vue), saisie), status=409)


def _why_not(request: HttpRequest, vue: Vue) -> str:
    """Who did what since the page was opened, in the words of the action that refuses."""
    try:
        _ask(request, vue)
    except Refus as refus:
        return refus.phrase
    return RIEN_A_DECIDER


def _show(
    request: HttpRequest,
    vue: Vue,
    form: FormulaireExamen | None = None,
    alerte: Alerte | None = None,
    status: int = 200,
) -> HttpResponse:
    if vue.decidable and form is None:
        form = _form(vue)
    contexte = {
        "vue": vue,
        "form": form,
        "avis": _avis(vue, form),
        "preuves": preuves_of(vue.instruction) if vue.instruction else (),
        "alerte": alerte,
        "enchainer": reads_on(request),
        "entourage": entourage_of(request, vue),
        "note": read_note(request, vue),
    }
    return render(request, "instruction/dossier.html", contexte, status=status)


def _form(vue: Vue, poste: QueryDict | None = None) -> FormulaireExamen:
    return FormulaireExamen(vue.instruction, poste, vue.motifs)


def _avis(vue: Vue, form: FormulaireExamen | None) -> list[Avis]:
    lignes = vue.instruction.lignes if vue.instruction else ()
    echelle = vue.situation.dispositif.commun.echelle
    return [
        Avis(ligne, sources_of(ligne, vue.instruction, echelle), **(form.champs(ligne) if form else {}))
        for ligne in lignes
    ]


def _number(poste: QueryDict, nom: str) -> int:
    """A hidden number of the page, -1 when it is none: nothing then matches."""
    texte = poste.get(nom, "")
    return int(texte) if texte.isascii() and texte.isdecimal() and len(texte) < 10 else -1
