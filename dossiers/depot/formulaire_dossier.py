"""The form that opens a dossier: which solution, for what offer, with which profils."""

from django import forms

from dossiers.models import Solution
from dossiers.referentiel.dispositif import Dispositif
from segur.formulaires import FormulaireDsfr

NOUVELLE = ""
SANS_OFFRE = "Choisissez l’offre : avec ou sans financement."
SOLUTION_INCONNUE = "Cette solution n’est pas de votre entreprise : choisissez-en une dans la liste."


class FormulaireDossier(FormulaireDsfr):
    """`solutions`: those of the person's company, which may be chosen instead of typed again."""

    libelle_envoi = "Créer le dossier"

    solution = forms.ChoiceField(
        label="Solution",
        required=False,
        help_text="Une candidature porte sur une solution. Choisissez-la si elle est déjà connue ici.",
        error_messages={"invalid_choice": SOLUTION_INCONNUE},
    )
    nom = forms.CharField(label="Nom du logiciel", max_length=200, required=False)
    version_majeure = forms.CharField(
        label="Version majeure",
        max_length=50,
        required=False,
        help_text="La version présentée au référencement. Exemple : 4",
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
        error_messages={"required": SANS_OFFRE, "invalid_choice": SANS_OFFRE},
    )
    profils = forms.MultipleChoiceField(
        label="Profils",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Un profil peut ajouter des exigences au dossier.",
        error_messages={"invalid_choice": "Choisissez les profils dans la liste."},
    )

    def __init__(self, *args, dispositif: Dispositif, solutions: list[Solution], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.par_uuid = {str(solution.uuid): solution for solution in solutions}
        self._offer_solutions()
        self._offer_profils(dispositif)
        if not dispositif.financement:
            del self.fields["financement"]
        self.fields["proxy"].mention = "facultatif"

    def clean(self) -> dict:
        donnees = super().clean()
        choisie = self.par_uuid.get(donnees.get("solution") or "")
        if choisie:
            self._refuse_another(choisie, donnees)
            return {**donnees, "nom": choisie.nom, "version_majeure": choisie.version_majeure}
        for nom, phrase in (
            ("nom", "Indiquez le nom du logiciel."),
            ("version_majeure", "Indiquez la version majeure présentée au référencement."),
        ):
            if nom not in self.errors and "solution" not in self.errors and not donnees.get(nom):
                self.add_error(nom, phrase)
        return donnees

    def _refuse_another(self, choisie: Solution, donnees: dict) -> None:
        """A solution chosen, and another typed: which one is meant is not ours to guess."""
        saisie = (donnees.get("nom") or choisie.nom, donnees.get("version_majeure") or choisie.version_majeure)
        if saisie != (choisie.nom, choisie.version_majeure):
            phrase = f"Vous avez choisi {choisie} et nommé une autre solution : gardez l’une ou l’autre."
            self.add_error("solution", phrase)

    def _offer_solutions(self) -> None:
        connues = [(uuid, str(solution)) for uuid, solution in self.par_uuid.items()]
        self.fields["solution"].choices = [(NOUVELLE, "Nouvelle solution, à nommer ci-dessous"), *connues]
        self.fields["solution"].mention = ""
        for nom in ("nom", "version_majeure"):
            self.fields[nom].mention = "pour une nouvelle solution" if connues else "obligatoire"
        if not connues:
            del self.fields["solution"]

    def _offer_profils(self, dispositif: Dispositif) -> None:
        au_choix = [(profil.code, profil.libelle) for profil in dispositif.profils if not profil.toujours]
        self.fields["profils"].choices = au_choix
        self.fields["profils"].mention = "facultatif"
        if not au_choix:
            del self.fields["profils"]
