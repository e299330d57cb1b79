"""Fields keep their hint and their errors, say what is obligatory, and hold no NUL byte."""

import re

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Fieldset, Layout, Row
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.template import engines

from dossiers.models import Tentative
from dossiers.rules.refus import Refus
from segur.formulaires import REFUS_NUL, FormulaireDsfr, Libelle, remove_nul
from tests.composants.vitrine import FormulaireVitrine


class FormulaireCourt(FormulaireDsfr):
    nom = forms.CharField(label="Nom", help_text="Comme au contrat.")
    choix = forms.ChoiceField(
        label="Choix", choices=[("a", Libelle("A", "La première.")), ("b", "B")], widget=forms.RadioSelect
    )


def attributes(html: str, identifiant: str) -> dict[str, str]:
    tag = re.search(rf'<[a-z]+[^>]*\bid="{identifiant}"[^>]*>', html)[0]
    return dict(re.findall(r'([\w-]+)="([^"]*)"', tag))


@pytest.mark.parametrize(
    ("champ", "identifiant", "classe"),
    [
        ("nom", "id_nom", "fr-input"),
        ("couloir", "id_couloir", "fr-select"),
        ("note", "id_note", "fr-input"),
        ("capture", "id_capture", "fr-upload"),
        ("secret", "id_secret", "fr-password__input fr-input"),
    ],
)
def test_each_kind_of_field_wears_its_class_and_its_label(champ, identifiant, classe):
    html = FormulaireVitrine()[champ].as_field_group()
    assert attributes(html, identifiant)["class"] == classe
    assert f'<label class="fr-label" for="{identifiant}">' in html


@pytest.mark.parametrize(
    ("champs", "dits"),
    [
        ({}, {"__all__": ["Non."]}),
        ({"nom": "Trop court."}, {"nom": ["Trop court."]}),
        ({"nom": "Trop court.", "autre": "Inconnu."}, {"nom": ["Trop court."], "__all__": ["Inconnu."]}),
    ],
)
def test_what_an_action_refuses_is_said_at_its_field_or_above_them(champs, dits):
    form = FormulaireCourt({"nom": "A", "choix": "a"})
    form.show_refusal(Refus("Non.", champs))
    assert form.errors == dits


def test_a_class_asked_for_is_added_not_lost():
    form = FormulaireCourt()
    form.fields["nom"].widget.attrs["class"] = "large"
    assert attributes(str(form["nom"]), "id_nom")["class"] == "fr-input large"


def test_a_field_added_after_the_start_is_dressed_too():
    form = FormulaireCourt()
    form.fields["tard"] = forms.CharField(label="Tard")
    assert attributes(str(form["tard"]), "id_tard")["class"] == "fr-input"


def test_hint_and_error_both_describe_the_field():
    form = FormulaireCourt({})
    assert attributes(form["nom"].as_field_group(), "id_nom")["aria-describedby"] == "id_nom_helptext id_nom_error"
    assert attributes(FormulaireCourt()["nom"].as_field_group(), "id_nom")["aria-describedby"] == "id_nom_helptext"


def test_a_group_is_a_fieldset_described_by_its_error():
    html = FormulaireCourt({})["choix"].as_field_group()
    assert attributes(html, "id_choix")["aria-describedby"] == "id_choix_error"
    assert html.count("<legend") == 1
    assert re.findall(r'<input type="radio"[^>]*\bid="(\w+)"', html) == ["id_choix_0", "id_choix_1"]


def test_a_choice_may_carry_its_hint():
    assert FormulaireCourt()["choix"].as_field_group().count('<span class="fr-hint-text">La première.</span>') == 1


@pytest.mark.parametrize(
    ("champ", "ancre"),
    [("nom", "id_nom"), ("montage", "id_montage_0"), ("profils", "id_profils_0"), ("charte", "id_charte")],
)
def test_summary_links_lead_to_something_that_takes_the_focus(champ, ancre):
    field = FormulaireVitrine()[champ]
    assert field.ancre == ancre
    assert f'id="{ancre}"' in field.as_field_group()


def test_obligatory_is_said_once_when_all_are_and_field_by_field_otherwise():
    assert [field.mention for field in FormulaireCourt()] == ["", ""]
    mentions = {field.name: field.mention for field in FormulaireVitrine().visible_fields()}
    assert {name for name, mention in mentions.items() if mention == ""} == {"note"}


def test_a_field_may_say_it_otherwise():
    form = FormulaireCourt()
    form.fields["nom"].mention = "facultatif"
    assert [field.mention for field in form] == ["facultatif", "obligatoire"]


def test_nul_is_removed_and_refused_on_its_field():
    form = FormulaireCourt(QueryDict("nom=Alpha%00&choix=a"))
    assert form.errors == {"nom": [REFUS_NUL]}
    assert form["nom"].value() == "Alpha"


def test_nul_is_refused_with_a_prefix_and_before_any_query():
    class Formulaire(FormulaireDsfr):
        tentative = forms.ModelChoiceField(Tentative.objects.none(), to_field_name="cle", required=False)

    form = Formulaire({"p-tentative": "\x00"}, prefix="p")
    assert form.errors == {"tentative": [REFUS_NUL]}


def test_clean_data_is_passed_as_it_came():
    data = QueryDict("a=1&a=2")
    assert remove_nul(data) == (data, frozenset())
    assert remove_nul(data)[0] is data


def test_files_pass_untouched():
    files = {"capture": SimpleUploadedFile("a.png", b"\x00png")}
    assert FormulaireVitrine({}, files).files["capture"].read() == b"\x00png"


def draw(source: str, **context) -> str:
    """A template drawn as a page would, crispy tags loaded."""
    return engines["django"].from_string("{% load crispy_forms_tags %}" + source).render(context)


def test_crispy_draws_the_whole_form_in_the_order_of_its_layout():
    form = FormulaireCourt({})
    form.helper.layout = Layout(Fieldset("Identité", "choix"), Row(Column("nom")), HTML("<p>Fin</p>"))
    html = draw("{% crispy form %}", form=form)
    marks = ["novalidate", "2 points sont à corriger", "Identité", "fr-grid-row", "<p>Fin</p>", 'type="submit"']
    assert sorted(marks, key=html.index) == marks
    assert html.count("Tous les champs sont obligatoires.") == 1


def test_crispy_sends_files_when_there_is_one():
    assert 'enctype="multipart/form-data"' in draw("{% crispy form %}", form=FormulaireVitrine())
    assert "enctype" not in draw("{% crispy form %}", form=FormulaireCourt())


def test_crispy_draws_a_formset():
    formset = forms.formset_factory(FormulaireCourt, extra=2)()
    html = draw("{% crispy formset helper %}", formset=formset, helper=FormHelper())
    assert (html.count('id="id_form-0-nom"'), html.count('id="id_form-1-nom"')) == (1, 1)
    assert html.count('name="form-TOTAL_FORMS"') == 1


def test_errors_are_counted_sentence_by_sentence():
    form = FormulaireCourt({})
    form.add_error(None, "Et encore.")
    assert form.nombre_erreurs == 3
