"""Numbers read on a picture: whole tokens, and when two of them may be the same, badly read.

The form of NIE and NIL is not published (see `rules/identifiant.py`): nothing here knows a length or a pattern.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

TIRETS = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-"))
# A token goes on over a sign that holds it together: « 0041-7702.1 » and « 0041-7702/2 » are not « 0041-7702 ».
JETON = re.compile(r"[0-9A-Za-zÀ-ÿ]+(?:[-./_|\\'’]+[0-9A-Za-zÀ-ÿ]+)*-?")
DATE = re.compile(
    r"\b(?:(?P<j>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<a>\d{4}|\d{2})|(?P<a2>\d{4})-(?P<m2>\d{2})-(?P<j2>\d{2})"
    r"|(?P<j3>\d{1,2})(?:er)?\s+(?P<mois>janv|f[ée]vr|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)[a-zéû]*\.?"
    r"\s+(?P<a3>\d{4}))(?![\d/-])",
    re.IGNORECASE,
)
MOIS = ("janv", "fevr", "mars", "avr", "mai", "juin", "juil", "aout", "sept", "oct", "nov", "dec")
# What an engine takes for one another.
CONFUSIONS = str.maketrans("OQDUILTZSGBE", "000011125688")
# Digits that a blurred picture turns into one another.
VOISINS = frozenset(map(frozenset, "08 06 09 17 27 38 56 58 68 89 35 39 14 59".split()))


@dataclass(frozen=True)
class Jeton:
    """A whole token of a text, in capitals, and where it stands in it."""

    texte: str
    debut: int
    fin: int


def normalise_numero(texte: str) -> str:
    """In capitals, without spaces, one kind of hyphen: how two numbers are compared."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", texte).translate(TIRETS)).upper()


def find_jetons(texte: str) -> Iterator[Jeton]:
    """The whole tokens of a text, dates apart."""
    droit = re.sub(r"(?<=\d)(?:- | -)(?=\d)", lambda trou: "--", texte.translate(TIRETS))
    sans_date = DATE.sub(lambda date: " " * len(date.group()), droit)
    for jeton in JETON.finditer(sans_date):
        yield Jeton(jeton.group().replace("--", "-").upper(), jeton.start(), jeton.end())


def is_numero(texte: str) -> bool:
    return any(lettre.isdigit() for lettre in texte)


def is_same_kind(numero: str, autre: str) -> bool:
    """Could `autre` be a number of the same sort as `numero`? By the runs of letters and digits they are made of."""
    ecart = 1 if numero.isdigit() else 2
    return _outline(numero) == _outline(autre) and abs(len(numero) - len(autre)) <= ecart


def is_near(lu: str, attendu: str, *, net: bool = False) -> bool:
    """Could `lu` be `attendu` badly read: letters for digits, a hyphen lost, one sign lost, added or blurred?

    When it is `net`, read without a doubt, no digit is taken for another and none is added.
    """
    court, long = sorted((_bare(lu), _bare(attendu)), key=len)
    if court == long:
        return True
    if net and len(_bare(lu)) >= len(_bare(attendu)):
        return False
    if len(court) == len(long):
        ecarts = [frozenset(paire) for paire in zip(court, long, strict=True) if paire[0] != paire[1]]
        return len(ecarts) == 1 and ecarts[0] in VOISINS
    ajout = len(long) - len(court) <= 2 and (long.startswith(court) or long.endswith(court))
    return ajout or _lost(court, long)


def read_iso(texte: str) -> str:
    """The first date of a text as AAAA-MM-JJ; empty when there is none, or none that exists."""
    date = DATE.search(texte)
    if not date:
        return ""
    if date["mois"]:
        nom = unicodedata.normalize("NFKD", date["mois"].lower()).encode("ascii", "ignore").decode()
        if nom not in MOIS:
            return ""
        jour, mois, annee = date["j3"], str(MOIS.index(nom) + 1), date["a3"]
    else:
        jour, mois, annee = date["j"] or date["j2"], date["m"] or date["m2"], date["a"] or date["a2"]
    try:
        return datetime.date(int(annee if len(annee) == 4 else f"20{annee}"), int(mois), int(jour)).isoformat()
    except ValueError:
        return ""


def _outline(numero: str) -> str:
    return re.sub(r"[A-Z]+", "A", re.sub(r"\d+", "9", numero))


def _bare(numero: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", numero).translate(CONFUSIONS)


def _lost(court: str, long: str) -> bool:
    return len(long) == len(court) + 1 and any(long[:i] + long[i + 1 :] == court for i in range(len(long)))
