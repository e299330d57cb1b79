"""The words that the answers hold, and a question read with them: synonyms, typos mended, stems."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dossiers.rules.orthographe import nearest
from dossiers.rules.recherche import rarity
from dossiers.rules.vocable import Table, canonise, full_words, sound_key, split_words, stem

# A question longer than that is cut: nobody needs more words, and a page of them would cost.
MOTS_MAX = 40
CORRECTIONS_MAX = 6
ELIDES = ("qu", *"dljnmtsc")


@dataclass(frozen=True)
class Vocabulaire:
    """`racines`: stem → how many answers hold it; `mots`: first sound → (word, sound, how many)."""

    total: int
    racines: Mapping[str, int]
    mots: Mapping[str, tuple[tuple[str, str, int], ...]]

    def poids(self) -> Mapping[str, float]:
        """What each stem is worth to the ranking."""
        return {racine: rarity(nombre, self.total) for racine, nombre in self.racines.items()}


@dataclass(frozen=True)
class Demande:
    """A question read: its stems, and what was mended, as typed → as read."""

    racines: tuple[str, ...]
    corrections: Mapping[str, str]


def build_vocabulaire(lignes: Iterable[tuple[str, int]], total: int, table: Table) -> Vocabulaire:
    """From (word, how many answers hold it), and the words of the lexicon, which are known too."""
    comptes = dict(lignes)
    racines: dict[str, int] = {}
    mots: dict[str, list[tuple[str, str, int]]] = {}
    lexique = ((connu, 0) for connu in sorted(table.connus - comptes.keys() - table.vides))
    for mot, nombre in (*comptes.items(), *lexique):
        son = sound_key(mot)
        mots.setdefault(son[:1], []).append((mot, son, nombre))
        if nombre:
            racines[stem(mot)] = min(total, racines.get(stem(mot), 0) + nombre)
    return Vocabulaire(total, racines, {son: tuple(liste) for son, liste in mots.items()})


def read_demande(texte: str, table: Table, vocabulaire: Vocabulaire) -> Demande:
    """The meaning of a question. A word that nobody knows is kept as it is: it weighs against what is found."""
    mots = canonise(split_words(texte)[:MOTS_MAX], table)
    corrections: dict[str, str] = {}
    for mot in dict.fromkeys(mots):
        if len(corrections) < CORRECTIONS_MAX and not is_known(mot, table, vocabulaire):
            proche = _without_elision(mot, table, vocabulaire) or _nearest(mot, vocabulaire)
            if proche:
                corrections[mot] = proche
    if corrections:
        mots = canonise([corrections.get(mot, mot) for mot in mots], table)
    racines = dict.fromkeys(stem(mot) for mot in full_words(mots, table))
    return Demande(tuple(racines), corrections)


def is_known(mot: str, table: Table, vocabulaire: Vocabulaire) -> bool:
    """True for a word of the answers or of the lexicon, and for what no correction could help: numbers, letters."""
    return len(mot) <= 2 or mot.isdigit() or mot in table.connus or stem(mot) in vocabulaire.racines


def _nearest(mot: str, vocabulaire: Vocabulaire) -> str:
    son = sound_key(mot)
    return nearest(mot, son, vocabulaire.mots.get(son[:1], ()))


def _without_elision(mot: str, table: Table, vocabulaire: Vocabulaire) -> str:
    """The word after an apostrophe that was not typed (« lhomologation »); empty when it is none."""
    for debut in ELIDES:
        reste = mot.removeprefix(debut)
        if reste != mot and len(reste) > 2 and reste[0] in "aeiouyh" and is_known(reste, table, vocabulaire):
            return reste
    return ""
