"""The words that the answers hold, and a question read with them: synonyms, typos mended, stems."""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dossiers.rules.orthographe import nearest
from dossiers.rules.recherche import rarity
from dossiers.rules.vocable import Table, canonise, full_words, sound_key, split_words, stem

# A question longer than that is cut: nobody needs more words, and a page of them would cost.
MOTS_MAX = 40
CORRECTIONS_MAX = 6
PROCHES_MAX = 40
ELIDES = ("qu", *"dljnmtsc")


@dataclass(frozen=True)
class Vocabulaire:
    """`racines`: stem → how many answers hold it; `mots`: word → (sound, how many); `pistes`: sound, or three letters
    in a row → the words that have them, which is how a mistyped one is looked for without reading them all.
    """

    total: int
    racines: Mapping[str, int]
    mots: Mapping[str, tuple[str, int]]
    pistes: Mapping[str, tuple[str, ...]]

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
    for mot, nombre in comptes.items():
        racines[stem(mot)] = min(total, racines.get(stem(mot), 0) + nombre)
    comptes |= dict.fromkeys(table.connus - comptes.keys() - table.vides, 0)
    pistes: dict[str, list[str]] = {}
    for mot in sorted(comptes):
        for piste in leads_of(mot):
            pistes.setdefault(piste, []).append(mot)
    mots = {mot: (sound_key(mot), nombre) for mot, nombre in comptes.items()}
    return Vocabulaire(total, racines, mots, {piste: tuple(liste) for piste, liste in pistes.items()})


def leads_of(mot: str) -> set[str]:
    """Its sound, and each three letters in a row, ends included."""
    borde = f"^{mot}$"
    return {f"={sound_key(mot)}", *(borde[rang : rang + 3] for rang in range(len(borde) - 2))}


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
    """Among the words that begin with the same sound and share the most with it, forty at most."""
    son = sound_key(mot)
    memes = vocabulaire.pistes.get(f"={son}", ())[:PROCHES_MAX]
    partages = Counter(proche for piste in leads_of(mot) for proche in vocabulaire.pistes.get(piste, ()))
    partages = {proche: n for proche, n in partages.items() if vocabulaire.mots[proche][0][:1] == son[:1]}
    proches = heapq.nsmallest(PROCHES_MAX, partages, key=lambda proche: (-partages[proche], proche))
    return nearest(mot, son, ((proche, *vocabulaire.mots[proche]) for proche in dict.fromkeys((*memes, *proches))))


def _without_elision(mot: str, table: Table, vocabulaire: Vocabulaire) -> str:
    """The word after an apostrophe that was not typed (« lhomologation »); empty when it is none."""
    for debut in ELIDES:
        reste = mot.removeprefix(debut)
        if reste != mot and len(reste) > 2 and reste[0] in "aeiouyh" and is_known(reste, table, vocabulaire):
            return reste
    return ""
