"""The e-CPS assistant: why the application refuses an identifier, cause by cause (ANS FAQ)."""

import re
from dataclasses import dataclass

from stdnum import luhn

LONGUEUR, PREFIXE = 12, "8"
ECARTS = re.compile(r"[\s.\-\u00a0\u202f]")
APPAREILS = {"android": "Un téléphone Android", "iphone": "Un iPhone ou un iPad"}
APPLICATIONS = {"ecps": "« e-CPS »", "bas": "« e-CPS (BAC A SABLE) »", "inconnue": "Je ne sais pas"}
ANNUAIRE = {"oui": "Oui", "non": "Non", "inconnu": "Je n’ai pas encore cherché"}


@dataclass(frozen=True)
class Constat:
    """One cause looked at. `ton`: success, warning, error or info; `genre` names the cause."""

    genre: str
    ton: str
    titre: str
    phrase: str


def diagnose(appareil: str, application: str, identifiant: str, annuaire: str) -> tuple[Constat, ...]:
    """The four causes in order, what is wrong with each or that it is ruled out. What is not said is left out."""
    constats = [check_application(appareil, application), *check_identifiant(identifiant), check_annuaire(annuaire)]
    return tuple(constat for constat in constats if constat)


def check_application(appareil: str, application: str) -> Constat | None:
    """Only Android has two applications."""
    if appareil == "iphone":
        return _good("application", "L’application", "Sur iPhone, il n’y a qu’une application : ce n’est pas la cause.")
    if appareil != "android":
        return None
    if application == "bas":
        phrase = "« e-CPS (BAC A SABLE) » est une application de test, réservée aux éditeurs : installez « e-CPS »."
        return Constat("application", "error", "Ce n’est pas la bonne application", phrase)
    if application == "ecps":
        return _good("application", "L’application", "Vous avez installé « e-CPS » : c’est la bonne.")
    phrase = "Regardez son nom : s’il contient « BAC A SABLE » ou « BAS », installez « e-CPS » à la place."
    return Constat("application", "info", "L’application, à vérifier", phrase)


def check_identifiant(saisi: str) -> list[Constat]:
    """The 8, the twelve digits, and a doubt when the key does not hold: some true numbers have none, so no refusal."""
    chiffres = ECARTS.sub("", saisi)
    if not chiffres:
        return []
    if not chiffres.isascii() or not chiffres.isdigit():
        return [_wrong("Il ne se compose que de chiffres : retirez les lettres et les signes.")]
    if len(chiffres) == LONGUEUR - 1 and chiffres[0] != PREFIXE:
        return [_wrong(f"Il manque le 8 devant vos 11 chiffres : essayez {group(PREFIXE + chiffres)}.")]
    if len(chiffres) != LONGUEUR:
        manque = f"vous en avez saisi {len(chiffres)}"
        return [_wrong(f"Il compte 12 chiffres, {manque} : le 8, puis les 11 chiffres de votre numéro RPPS.")]
    if chiffres[0] != PREFIXE:
        return [_wrong(f"Il commence par un 8, le vôtre par un {chiffres[0]} : relisez la première ligne de la carte.")]
    bons = [_good("identifiant", "L’identifiant", f"{group(chiffres)} : 12 chiffres, le premier est un 8.")]
    return bons if luhn.is_valid(chiffres[1:]) else [*bons, _doubtful()]


def check_annuaire(annuaire: str) -> Constat | None:
    """Whoever is not in the Annuaire Santé is not known to the application."""
    if annuaire == "oui":
        return _good("annuaire", "L’Annuaire Santé", "Vous y apparaissez : ce n’est pas la cause.")
    if annuaire == "non":
        phrase = (
            "Prenez contact avec votre agence régionale de santé (ARS) : elle vérifiera que votre activité "
            "professionnelle est enregistrée."
        )
        return Constat("annuaire", "error", "Vous n’apparaissez pas dans l’Annuaire Santé", phrase)
    if annuaire == "inconnu":
        phrase = "Cherchez votre identifiant sur annuaire.sante.fr, puis revenez répondre à cette question."
        return Constat("annuaire", "info", "L’Annuaire Santé, à vérifier", phrase)
    return None


def group(chiffres: str) -> str:
    """« 8 10003456789 »: the 8 apart, as one reads it."""
    return f"{chiffres[0]} {chiffres[1:]}"


def _good(genre: str, titre: str, phrase: str) -> Constat:
    return Constat(genre, "success", titre, phrase)


def _wrong(phrase: str) -> Constat:
    return Constat("identifiant", "error", "L’identifiant n’a pas la bonne forme", phrase)


def _doubtful() -> Constat:
    phrase = (
        "La clé de contrôle du numéro RPPS ne tombe pas juste : une faute de frappe est possible, mais certains "
        "numéros exacts sont dans ce cas. Relisez-le chiffre par chiffre sur la carte."
    )
    return Constat("identifiant", "warning", "Un chiffre est peut-être inexact", phrase)
