"""The internal note of the reviewer's page: its two fields belong to the page's own form; nothing typed is lost.

Whatever button is pressed, a note that was typed is kept with what that button does.
"""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, QueryDict

from dossiers.actions.note import write_note
from dossiers.instruction.contexte import Vue
from dossiers.models.note import TEXTE_MAX
from dossiers.rules.refus import Refus
from segur.formulaires import FormulaireDsfr

# The name of the button that asks for the note, and for nothing else.
BOUTON = "noter"
NOTEE = "Votre note est enregistrée. L’ANS seule la lit."


class FormulaireNote(FormulaireDsfr):
    """`exigee`: the note is what was asked for; otherwise an empty one is none."""

    libelle_envoi = ""

    note_texte = forms.CharField(
        label="Nouvelle note",
        help_text="Aucun éditeur ne la lit. Elle ne se modifie pas ; vous pourrez la retirer, sa trace reste.",
        required=False,
        max_length=TEXTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez la note avant de l’enregistrer."},
    )
    note_exigence = forms.ChoiceField(
        label="Sur",
        required=False,
        error_messages={"invalid_choice": "Choisissez le dossier, ou une de ses exigences."},
    )

    def __init__(self, vue: Vue, poste: QueryDict | None = None, *, exigee: bool = False) -> None:
        super().__init__(poste)
        lignes = vue.instruction.lignes if vue.instruction else ()
        self.fields["note_exigence"].choices = [
            ("", "Tout le dossier"),
            *((ligne.code, ligne.exigence.libelle) for ligne in lignes),
        ]
        self.fields["note_texte"].required = exigee
        for champ in self.fields.values():
            champ.mention = ""
            if vue.decidable:
                champ.widget.attrs["form"] = "examen"

    def keep(self, vue: Vue) -> None:
        """Keeps the note. Raises `Interdit` or `Refus`."""
        donnees = self.cleaned_data
        write_note(dossier=vue.dossier, texte=donnees["note_texte"], exigence=donnees["note_exigence"], par=vue.compte)


def read_note(request: HttpRequest, vue: Vue) -> FormulaireNote:
    """The form of the page, with what was typed in it; its errors when the note is what was asked for."""
    exigee = BOUTON in request.POST
    saisie = exigee or request.POST.get("note_texte", "").strip()
    return FormulaireNote(vue, request.POST if saisie else None, exigee=exigee)


def forget_note(request: HttpRequest) -> None:
    """The note is kept: the page that comes back does not show it as still to keep."""
    poste = request.POST.copy()
    poste.pop(BOUTON, None)
    poste["note_texte"] = ""
    request.POST = poste


def keep_note(request: HttpRequest, vue: Vue) -> None:
    """Keeps, with what was just done, the note that was typed beside it; says so."""
    form = read_note(request, vue)
    if not form.is_bound:
        return
    try:
        if form.is_valid():
            form.keep(vue)
            messages.success(request, NOTEE)
    except Refus as refus:
        messages.error(request, refus.phrase)
