"""Opens the account of a person. Their place in a company is an Appartenance (actions/appartenance.py)."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from dossiers.models import Compte
from dossiers.queries.perimetre import role_of
from dossiers.rules.droit import require_droit
from dossiers.rules.refus import Refus

ADRESSE_INVALIDE = "Cette adresse électronique n’est pas valide. Exemple : prenom.nom@entreprise.fr"
ADRESSE_PRISE = "Un compte existe déjà avec cette adresse."
LONGUEUR_NOM = 100


def create_compte(
    *, courriel: str, par: Compte | None, prenom: str = "", nom: str = "", role_ans: str = "", mot_de_passe: str = ""
) -> Compte:
    """A new account; without `mot_de_passe` its owner will choose one. `par` None: the command line of the machine.

    Raises `Refus` tied to `courriel`, `Interdit` for someone who is not an administrator of the ANS.
    """
    if par is not None:
        require_droit("gerer_editeurs", role_of(par))
    courriel = read_courriel(courriel)
    with transaction.atomic():
        if Compte.objects.filter(courriel=courriel).exists():
            raise Refus(ADRESSE_PRISE, {"courriel": ADRESSE_PRISE})
        return Compte.objects.create_user(courriel, mot_de_passe or None, prenom=prenom, nom=nom, role_ans=role_ans)


def read_courriel(courriel: str) -> str:
    """The address in the form in which accounts are kept. Raises `Refus`, tied to `courriel`, when it is none."""
    courriel = courriel.strip().lower()
    try:
        validate_email(courriel)
    except ValidationError:
        raise Refus(ADRESSE_INVALIDE, {"courriel": ADRESSE_INVALIDE}) from None
    return courriel


def find_or_create_compte(*, courriel: str, prenom: str = "", nom: str = "") -> Compte:
    """The account at this address, or a new one whose owner has still to choose a password. Raises `Refus`."""
    courriel = read_courriel(courriel)
    connu = Compte.objects.filter(courriel=courriel).first()
    if connu:
        return connu
    noms = {"prenom": prenom.strip()[:LONGUEUR_NOM], "nom": nom.strip()[:LONGUEUR_NOM]}
    try:
        with transaction.atomic():
            return Compte.objects.create_user(courriel, None, **noms)
    except IntegrityError:  # someone else has just invited the same person
        return Compte.objects.get(courriel=courriel)
