"""The form that opens a dossier: which solution, for what offer, with which profils."""

from django import forms

from dossiers.models import Solution
from dossiers.referentiel.dispositif import Dispositif
from segur.formulaires import FormulaireDsfr

NOUVELLE = ""


class FormulaireDossier(FormulaireDsfr):
    """`solutions`: those of the person's company, which may be chosen instead of typed again."""

    libelle_envoi = "Créer le dossier"

    solution = forms.ChoiceField(label="Solution", required=False, help_text="Une candidature porte sur une solution.")
    nom = forms.CharField(label="Nom du logiciel", max_length=200, required=False)
    version_majeure = forms.CharField(
        label="Version majeure",
        max_length=50,
        required=False,
        help_text="La version présentée au référencement. Exemple : 4",
    )
    proxy = forms.CharField(
        label="Composant Proxy e-santé",
        max_length=200,
        required=False,
        help_text="Son nom, si votre solution en utilise un. Avec plusieurs Proxy, ouvrez un dossier par Proxy.",
    )
    financement = forms.ChoiceField(
        label="Offre",
        choices=[("avec", "Référencement avec financement (SONS)"), ("sans", "Référencement sans financement")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez l’offre : avec ou sans financement."},
    )
    profils = forms.MultipleChoiceField(
        label="Profils",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Les profils ajoutent des exigences au dossier de preuves.",
    )

    def __init__(self, *args, dispositif: Dispositif, solutions: list[Solution], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        connues = [(str(solution.uuid), str(solution)) for solution in solutions]
        self.fields["solution"].choices = [(NOUVELLE, "Nouvelle solution, à nommer ci-dessous"), *connues]
        if not connues:
            del self.fields["solution"]
        self._choose_offer(dispositif)
        au_choix = [profil for profil in dispositif.profils if not profil.toujours]
        self.fields["profils"].choices = [(profil.code, profil.libelle) for profil in au_choix]
        if not au_choix:
            del self.fields["profils"]
        for nom in ("proxy", "profils", "nom", "version_majeure", "solution"):
            if nom in self.fields:
                self.fields[nom].mention = "facultatif" if nom in ("proxy", "profils") else ""
        self.par_uuid = {str(solution.uuid): solution for solution in solutions}

    def clean(self) -> dict:
        donnees = super().clean()
        choisie = self.par_uuid.get(donnees.get("solution") or "")
        if choisie:
            donnees |= {"nom": choisie.nom, "version_majeure": choisie.version_majeure}
            return donnees
        for nom, phrase in (
            ("nom", "Indiquez le nom du logiciel."),
            ("version_majeure", "Indiquez la version majeure présentée au référencement."),
        ):
            if nom not in self.errors and not donnees.get(nom):
                self.add_error(nom, phrase)
        return donnees

    def _choose_offer(self, dispositif: Dispositif) -> None:
        if not dispositif.financement:
            del self.fields["financement"]
