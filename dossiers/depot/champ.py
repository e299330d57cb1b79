"""The form fields of a question or of a requirement, as the référentiel words them."""

import json

from django import forms

from dossiers.gateways.image import (
    MIMES,
    OCTETS_MAX,
    OCTETS_MAX_PDF,
    TROP_LOURD,
    TROP_LOURD_PDF,
    VIDE,
    bounds_sentence,
    not_admitted,
)
from dossiers.gateways.rejet import mime_refusals
from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.exigence import Exigence, Format, Kind
from dossiers.referentiel.question import Question
from dossiers.rules.suite import FICHIERS_MAX, TROP_DE_FICHIERS, TROP_ENSEMBLE
from segur.formulaires import SaisieFichiers

NUMERIQUES = (Format.NUMERO, Format.SIREN, Format.SIRET)


def names_of(objet: Question | Exigence) -> tuple[str, ...]:
    """The names of its form fields: the file first, then the status read on it."""
    if isinstance(objet, Exigence) and objet.kind is Kind.PIECE and objet.lecture:
        return (objet.code, objet.lecture.fait)
    return (objet.code,)


def fields_of(objet: Question | Exigence, echelle: Echelle) -> dict[str, forms.Field]:
    """Its form fields by name, none required: a draft is kept as it is, the rules say what is missing."""
    if isinstance(objet, Question):
        return {objet.code: _question_field(objet)}
    if objet.kind is not Kind.PIECE:
        return {objet.code: _value_field(objet)}
    champs: dict[str, forms.Field] = {objet.code: _file_field(objet)}
    if objet.lecture:
        champs[objet.lecture.fait] = _status_field(objet, echelle)
    return champs


def _question_field(question: Question) -> forms.Field:
    choix = [(choix.code, choix.libelle) for choix in question.reponses]
    return forms.ChoiceField(
        label=question.libelle, help_text=question.aide, choices=choix, widget=forms.RadioSelect, required=False
    )  # fmt: skip


def _value_field(exigence: Exigence) -> forms.Field:
    long = exigence.kind is Kind.DECLARATION
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput(attrs={"autocomplete": "off"})
    if exigence.format in NUMERIQUES:
        widget.attrs |= {"spellcheck": "false", "autocapitalize": "off"}
    champ = forms.CharField(
        label=exigence.libelle, help_text=exigence.aide, required=False, widget=widget, strip=False
    )  # fmt: skip
    champ.mention = "facultatif" if exigence.facultatif else ""
    return champ


def _file_field(exigence: Exigence) -> forms.Field:
    """Its `data-` are what static/depot.js checks before sending, in the server's own words."""
    bornes = bounds_sentence(exigence.formats_fichier, FICHIERS_MAX)
    attrs = {
        "accept": ",".join(MIMES[nom] for nom in exigence.formats_fichier),
        "multiple": True,
        "data-fichiers-max": FICHIERS_MAX,
        "data-trop-de-fichiers": TROP_DE_FICHIERS,
        "data-trop-ensemble": TROP_ENSEMBLE,
        "data-octets-max": OCTETS_MAX,
        "data-trop-lourd": TROP_LOURD,
        "data-octets-max-pdf": OCTETS_MAX_PDF,
        "data-trop-lourd-pdf": TROP_LOURD_PDF,
        "data-vide": VIDE,
        "data-pas-admis": not_admitted(exigence.formats_fichier),
        "data-rejets": json.dumps(mime_refusals(), ensure_ascii=False),
    }
    return forms.FileField(
        label=exigence.libelle,
        help_text=" ".join(texte for texte in (exigence.preuve, exigence.aide, bornes) if texte),
        required=False,
        widget=SaisieFichiers(attrs=attrs),
        template_name="depot/_fichier.html",
    )


def _status_field(exigence: Exigence, echelle: Echelle) -> forms.Field:
    minimum = echelle.statut(exigence.lecture.statut_min).libelle
    return forms.CharField(
        label=exigence.lecture.libelle,
        help_text=f"Recopiez-le tel qu’il s’affiche. Minimum attendu : « {minimum} ».",
        required=False,
        widget=forms.TextInput(attrs={"list": "statuts-cnda", "autocomplete": "off"}),
    )
