"""The calendar one can plan by: of a dossier, of all of them, with a what-if."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from dossiers.depot.contexte import read_vue
from dossiers.gateways.agenda import write_agenda
from dossiers.queries.agenda import entrees_of
from dossiers.queries.perimetre import dossiers_of, editeur_of
from dossiers.queries.retroplan import PLAFOND, retroplan_of, retroplans_of
from dossiers.rules.echeance import limites
from dossiers.rules.retroplan import SANS_HYPOTHESE, Hypothese, applies
from dossiers.rules.situation import PARIS, Situation
from segur.acces import pour_editeur
from segur.fichiers import calendar_response
from segur.formulaires import FormulaireDsfr

JALON, LIMITE = "jalon", "limite"
# A plan is worked out day by day: further from today there is nothing to learn.
CINQ_ANS = timedelta(days=5 * 365)


class FormulaireHypothese(FormulaireDsfr):
    """« Et si… »: one step that begins later, or one limit that moves. Nothing is kept."""

    libelle_envoi = "Voir ce qui change"

    quoi = forms.ChoiceField(label="Et si…")
    jour = forms.DateField(label="tombait le", widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args, situation: Situation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.aujourd_hui = situation.jour
        self.limites = {limite.echeance.code: limite for limite in limites(situation)}
        jalons = [j for j in situation.dispositif.commun.jalons if applies(j, situation)]
        debuts = [(f"{JALON}:{j.code}", f"le début de « {j.libelle} »") for j in jalons]
        dates = [(f"{LIMITE}:{code}", f"la limite « {li.echeance.libelle} »") for code, li in self.limites.items()]
        self.fields["quoi"].choices = debuts + dates
        self.helper.form_method = "get"
        self.helper.disable_csrf = True

    def clean_jour(self) -> date:
        jour = self.cleaned_data["jour"]
        if abs(jour - self.aujourd_hui) > CINQ_ANS:
            raise forms.ValidationError("Choisissez un jour à moins de cinq ans d’aujourd’hui.")
        return jour

    @property
    def hypothese(self) -> Hypothese:
        """What was asked; none while nothing valid is."""
        if not self.is_bound or not self.is_valid():
            return SANS_HYPOTHESE
        genre, _, code = self.cleaned_data["quoi"].partition(":")
        jour = self.cleaned_data["jour"]
        if genre == JALON:
            return Hypothese({code: jour}, {})
        heure = self.limites[code].le.astimezone(PARIS).time()
        return Hypothese({}, {code: datetime.combine(jour, heure, PARIS)})


@require_safe
@pour_editeur
def dossier(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The plan of one dossier, and what a what-if moves."""
    vue = read_vue(request.user, uuid)
    form = FormulaireHypothese(request.GET if "quoi" in request.GET else None, situation=vue.situation)
    hypothese = form.hypothese
    contexte = {
        "vue": vue,
        "form": form,
        "retroplan": retroplan_of(vue.dossier, vue.situation, hypothese),
        "suppose": hypothese is not SANS_HYPOTHESE,
    }
    return render(request, "depot/calendrier.html", contexte)


@require_safe
@pour_editeur
def portefeuille(request: HttpRequest) -> HttpResponse:
    """The plans of the company's open dossiers, the tightest first."""
    plans = retroplans_of(dossiers_of(request.user), timezone.now())
    contexte = {"editeur": editeur_of(request.user), "retroplans": plans, "plafond": PLAFOND}
    return render(request, "depot/calendriers.html", contexte)


@require_safe
@pour_editeur
def echeance(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    """One limit, as a file for one's calendar."""
    vue = read_vue(request.user, uuid)
    entrees = [e for e in entrees_of(vue.dossier, vue.situation) if e.code == code]
    if not entrees:
        raise Http404("Cette date limite n’est pas de ce dispositif.")
    return calendar_response(write_agenda("Date limite", entrees), f"{vue.dossier.reference}-{code}.ics")
