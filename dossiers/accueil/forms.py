"""The forms of the public door: Django's own, in the look and the words of the site."""

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib.auth import forms as auth_forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from dossiers.accueil.appareil import read_appareil
from dossiers.actions.connexion import ask_mot_de_passe, begin_essai, forget_essais
from dossiers.rules.refus import Refus
from segur.formulaires import FormulaireDsfr

REGLES_MOT_DE_PASSE = "Douze caractères au moins. Évitez un mot de passe courant, votre nom ou votre adresse."
ERREUR_IDENTIFIANTS = "Cette adresse et ce mot de passe ne correspondent pas. Vérifiez l’un et l’autre, puis réessayez."
ERREUR_DIFFERENTS = "Les deux mots de passe saisis ne sont pas les mêmes. Saisissez-les à nouveau."
ERREUR_ANCIEN = "Ce n’est pas votre mot de passe actuel. Saisissez-le à nouveau."
EXEMPLE_ADRESSE = "Exemple : prenom.nom@entreprise.fr"


class FormulaireConnexion(FormulaireDsfr, auth_forms.AuthenticationForm):
    """Address and password; the answer is the same whether the account exists or not."""

    libelle_envoi = "Se connecter"
    error_messages = {"invalid_login": ERREUR_IDENTIFIANTS, "inactive": ERREUR_IDENTIFIANTS}

    username = auth_forms.UsernameField(
        label="Adresse électronique",
        help_text=EXEMPLE_ADRESSE,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={"required": "Saisissez votre adresse électronique."},
    )
    password = forms.CharField(
        label="Mot de passe",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Saisissez votre mot de passe."},
    )

    @sensitive_variables()
    def clean(self) -> dict[str, Any]:
        courriel = self.cleaned_data.get("username")
        if not courriel or not self.cleaned_data.get("password"):
            return self.cleaned_data
        appareil = read_appareil(self.request, courriel)
        _hold_back(courriel, appareil)
        cleaned = super().clean()
        forget_essais(courriel=courriel, appareil=appareil)
        return cleaned


class FormulaireOubli(FormulaireDsfr, auth_forms.PasswordResetForm):
    """Asks for the link that lets one choose a password: forgotten, or never chosen yet (an invitation)."""

    libelle_envoi = "Recevoir le lien"

    email = forms.EmailField(
        label="Adresse électronique",
        help_text=EXEMPLE_ADRESSE,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Saisissez votre adresse électronique.",
            "invalid": "Cette adresse n’est pas complète. Exemple : prenom.nom@entreprise.fr",
        },
    )

    def save(self, **_: Any) -> None:
        """By the outbox, like every mail. Too many asked for: nothing leaves, and nothing is said of it either."""
        with suppress(Refus):
            ask_mot_de_passe(courriel=self.cleaned_data["email"], maintenant=timezone.now())


class FormulaireChoix(FormulaireDsfr, auth_forms.SetPasswordForm):
    """A new password, twice."""

    libelle_envoi = "Enregistrer ce mot de passe"
    error_messages = {"password_mismatch": ERREUR_DIFFERENTS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = "Saisissez un mot de passe."
        self.fields["new_password1"].label = "Nouveau mot de passe"
        self.fields["new_password1"].help_text = REGLES_MOT_DE_PASSE
        self.fields["new_password2"].label = "Le même mot de passe, une seconde fois"
        self.fields["new_password2"].help_text = ""


class FormulaireChangement(FormulaireChoix, auth_forms.PasswordChangeForm):
    """A new password, for someone who knows the present one."""

    error_messages = {"password_mismatch": ERREUR_DIFFERENTS, "password_incorrect": ERREUR_ANCIEN}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "Mot de passe actuel"
        self.fields["old_password"].error_messages["required"] = "Saisissez votre mot de passe actuel."
        self.fields["old_password"].widget.attrs.pop("autofocus", None)


def _hold_back(courriel: str, appareil: str) -> None:
    """Count a try for that address; raise `ValidationError` with the sentence when it must wait."""
    try:
        begin_essai(courriel=courriel, maintenant=timezone.now(), appareil=appareil)
    except Refus as refus:
        raise ValidationError(refus.phrase, code="attente") from refus
