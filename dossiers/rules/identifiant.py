"""What a typed value must look like. Each check answers None, or a sentence that says how to mend it.

The form of NIE and NIL is not published: bounded text, leading zeros kept, letters, digits and « - », any length to 40.
SIREN and SIRET: python-stdnum, which knows La Poste's exception.
"""

import re
import unicodedata
from collections.abc import Callable

from stdnum.fr import siren, siret

from dossiers.referentiel.exigence import Format
from dossiers.rules.statut import fold

LONGUEUR_NUMERO = 40
LONGUEUR_TEXTE = 5000
INVISIBLE = (
    "Ce texte contient un caractère invisible qui ne peut pas être enregistré : effacez-le et saisissez-le à nouveau."
)
NUMERO = re.compile(r"[0-9A-Za-z-]+")


def normalise(format_attendu: Format, valeur: str) -> str:
    """The value as kept: outer spaces removed everywhere, inner ones too in numbers (people paste them so).

    Numbers also lose the zero-width characters a page may hide in them, and full-width digits become plain ones.
    """
    if format_attendu in (Format.NUMERO, Format.SIREN, Format.SIRET):
        return re.sub(r"[\s\u200b\u2060\ufeff]+", "", unicodedata.normalize("NFKC", valeur))
    return valeur.replace("\r\n", "\n").strip()


def check_valeur(format_attendu: Format, valeur: str) -> str | None:
    """None when the value may be submitted, a French sentence otherwise. `valeur` is already normalised."""
    if "\x00" in valeur:
        return INVISIBLE
    return CONTROLES[format_attendu](valeur)


def _check_numero(valeur: str) -> str | None:
    if len(valeur) > LONGUEUR_NUMERO:
        return f"Ce numéro compte {len(valeur)} caractères ; {LONGUEUR_NUMERO} au plus sont admis."
    if not NUMERO.fullmatch(valeur):
        return "Ce numéro ne peut contenir que des lettres sans accent, des chiffres et des tirets."
    return None


def _check_siren(valeur: str) -> str | None:
    if valeur.isascii() and siren.is_valid(valeur):
        return None
    return "Ce SIREN n’est pas valide : il compte neuf chiffres, vérifiez la saisie."


def _check_siret(valeur: str) -> str | None:
    if valeur.isascii() and siret.is_valid(valeur):
        return None
    return "Ce SIRET n’est pas valide : il compte quatorze chiffres, vérifiez la saisie."


def _check_texte(valeur: str) -> str | None:
    if len(valeur) > LONGUEUR_TEXTE:
        return f"Ce texte compte {len(valeur)} caractères ; {LONGUEUR_TEXTE} au plus sont admis."
    return None


def _check_liste(valeur: str) -> str | None:
    lignes = [fold(ligne) for ligne in valeur.splitlines() if ligne.strip()]
    if "neant" in lignes and len(lignes) > 1:
        return "« néant » ne peut pas accompagner une liste : gardez l’un ou l’autre."
    return _check_texte(valeur)


def _check_adresse(valeur: str) -> str | None:
    if re.fullmatch(r"https://[^\s/]+\.[^\s]+", valeur):
        return None
    return "Cette adresse doit commencer par https:// et désigner une page."


CONTROLES: dict[Format, Callable[[str], str | None]] = {
    Format.NUMERO: _check_numero,
    Format.SIREN: _check_siren,
    Format.SIRET: _check_siret,
    Format.TEXTE: _check_texte,
    Format.LISTE_OU_NEANT: _check_liste,
    Format.ADRESSE: _check_adresse,
}
