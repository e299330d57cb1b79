"""French words in a form that can be compared: no accents, the words of the field, stems."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from dossiers.referentiel.lexique import Lexique

MOT = re.compile(r"[a-z0-9]+")
SIGLE = re.compile(r"(?<![a-z0-9])(?:[a-z]\.){2,}[a-z]?(?![a-z0-9])")
# What the stemmer does not read once the accents are gone: « refusée », « numéros ».
ACCORD = re.compile(r"(?<=e)es?$|(?<=..o)s$")
# The words that a form of several words may hold or not: « code de mon logiciel » is « code logiciel ».
ARTICLES = frozenset("d de du des l la le les mon ma mes son sa ses notre nos votre vos".split())
LONGUEUR_MAX = 40
# To be raised when the functions below read a text otherwise: the answers are then read again.
LECTURE = 2
_RACINES = snowballstemmer.stemmer("french")


def fold(texte: str) -> str:
    """Lower case, no accents, ligatures opened: « Œuvre À VÉRIFIER » → « oeuvre a verifier »."""
    ouvert = texte.lower().replace("œ", "oe").replace("æ", "ae")
    return "".join(c for c in unicodedata.normalize("NFKD", ouvert) if not unicodedata.combining(c))


def split_words(texte: str) -> list[str]:
    """The words of a text in order; an apostrophe, a hyphen or a full stop ends one, but those of « N.I.L. »."""
    plie = SIGLE.sub(lambda sigle: sigle[0].replace(".", ""), fold(texte))
    return [mot[:LONGUEUR_MAX] for mot in MOT.findall(plie)]


@lru_cache(maxsize=50_000)
def stem(mot: str) -> str:
    """The stem of a folded word. One that holds a figure is left whole; one that would be left with three letters only
    loses the mark of its plural (« base » is not « BAS »).
    """
    if any(c.isdigit() for c in mot) or len(mot) <= 3:
        return mot
    singulier = ACCORD.sub("", mot)
    racine = _RACINES.stemWord(singulier)
    return racine if len(racine) > 3 else re.sub("[sx]$", "", mot)


@lru_cache(maxsize=50_000)
def sound_key(mot: str) -> str:
    """What a word sounds like, roughly: « omologassion » and « homologation » have the same."""
    son = mot.replace("ph", "f").replace("qu", "k").replace("eau", "o").replace("au", "o").replace("h", "")
    son = re.sub(r"[ts]s?ion", "sion", son)
    son = re.sub(r"c(?=[eiy])", "s", son).replace("c", "k").replace("q", "k").replace("y", "i").replace("z", "s")
    son = re.sub(r"ai(?=[^n]|$)|ei(?=[^n]|$)|er$|ez$", "e", son)
    son = re.sub(r"(.)\1+", r"\1", son)
    return re.sub(r"(?<=[a-z]{3})[estx]+$", "", son)


@dataclass(frozen=True)
class Table:
    """A lexicon ready for use: sequences of stems → the word they are read as, the words without meaning, and the stems
    of everyday words.
    """

    formes: Mapping[tuple[str, ...], tuple[str, ...]]
    plus_longue: int
    vides: frozenset[str]
    courants: frozenset[str]
    connus: frozenset[str]


@lru_cache(maxsize=4)
def build_table(lexique: Lexique) -> Table:
    """The lexicon indexed by its forms."""
    ecrites = {
        tuple(split_words(forme)): tuple(split_words(synonyme.mot))
        for synonyme in lexique.synonymes
        for forme in (synonyme.mot, *synonyme.formes)
    }
    formes = {_stems_of(forme): mots for forme, mots in ecrites.items()}
    vides = frozenset(mot for texte in lexique.vides for mot in split_words(texte))
    courants = frozenset(stem(mot) for texte in lexique.courants for mot in split_words(texte))
    connus = vides | {mot for forme in ecrites for mot in forme} | {mot for mots in formes.values() for mot in mots}
    return Table(formes, max(map(len, formes), default=1), vides, courants, frozenset(connus))


def canonise(mots: list[str], table: Table) -> list[str]:
    """The same words in the words of the field, longest forms first: « e cps » → « ecps »."""
    rendus: list[str] = []
    rang = 0
    while rang < len(mots):
        forme, fin = _form_at(mots, rang, table)
        rendus += forme
        rang = fin
    return rendus


def _form_at(mots: list[str], rang: int, table: Table) -> tuple[tuple[str, ...], int]:
    """What the words from that rank are read as, and the rank of the next one: a form, or the word itself."""
    suite = [place for place in range(rang, len(mots)) if place == rang or mots[place] not in ARTICLES]
    suite = suite[: table.plus_longue]
    racines = tuple(stem(mots[place]) for place in suite)
    for longueur in range(len(suite), 0, -1):
        if (forme := table.formes.get(racines[:longueur])) is not None:
            return forme, suite[longueur - 1] + 1
    return (mots[rang],), rang + 1


def _stems_of(forme: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(stem(mot) for rang, mot in enumerate(forme) if not rang or mot not in ARTICLES)


def full_words(mots: Iterable[str], table: Table) -> list[str]:
    """Without the words that carry no meaning, nor single letters."""
    return [mot for mot in mots if mot not in table.vides and (len(mot) > 1 or mot.isdigit())]


def words_of(texte: str, table: Table) -> list[str]:
    """The words that carry the meaning of a text, in order, in the words of the field."""
    return full_words(canonise(split_words(texte), table), table)


def meaning_of(texte: str, table: Table) -> list[str]:
    """The stems of those words."""
    return [stem(mot) for mot in words_of(texte, table)]
