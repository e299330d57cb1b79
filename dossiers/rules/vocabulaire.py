"""The words that the answers hold, and a question read with them: synonyms, typos mended, stems."""

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from dossiers.rules.orthographe import nearest, part_glued
from dossiers.rules.recherche import rarity
from dossiers.rules.vocable import Table, canonise, full_words, sound_key, split_words, stem

# A question longer than that is cut: nobody needs more words, and a page of them would cost.
MOTS_MAX = 40
CORRECTIONS_MAX = 6
PROCHES_MAX = 40
# One slip on the first letter changes three runs of three letters at most, and the sound.
PISTES_PERDUES = 4
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
    mots = canonise(_joined(split_words(texte)[:MOTS_MAX], table, vocabulaire), table)
    corrections: dict[str, str] = {}
    for mot in dict.fromkeys(mots):
        if len(corrections) < CORRECTIONS_MAX and not is_known(mot, table, vocabulaire):
            proche = _mended(mot, table, vocabulaire)
            if proche:
                corrections[mot] = proche
    if corrections:
        mots = canonise(" ".join(corrections.get(mot, mot) for mot in mots).split(), table)
    racines = dict.fromkeys(stem(mot) for mot in full_words(mots, table) if _counts(mot, table, vocabulaire))
    return Demande(tuple(racines), corrections)


def _counts(mot: str, table: Table, vocabulaire: Vocabulaire) -> bool:
    """False for an everyday word that no answer holds: what people say around their question weighs nothing."""
    return stem(mot) not in table.courants or stem(mot) in vocabulaire.racines


def _joined(mots: list[str], table: Table, vocabulaire: Vocabulaire) -> list[str]:
    """The words with what a space has cut in two put together again (« homo logation »)."""
    rendus: list[str] = []
    for mot in mots:
        entier = f"{rendus[-1]}{mot}" if rendus else ""
        if (
            len(entier) > 5
            and _is_written(entier, table, vocabulaire)
            and not all(_is_written(part, table, vocabulaire) for part in (rendus[-1], mot))
        ):
            rendus[-1] = entier
        else:
            rendus.append(mot)
    return rendus


def _is_written(mot: str, table: Table, vocabulaire: Vocabulaire) -> bool:
    """True for a word of the answers or of the lexicon."""
    return mot in table.connus or stem(mot) in table.courants or stem(mot) in vocabulaire.racines


def is_known(mot: str, table: Table, vocabulaire: Vocabulaire) -> bool:
    """True for a word of the answers or of the lexicon, and for what no correction could help: numbers, letters."""
    return len(mot) <= 2 or mot.isdigit() or _is_written(mot, table, vocabulaire)


def _mended(mot: str, table: Table, vocabulaire: Vocabulaire) -> str:
    """One word or several: an apostrophe or spaces put back, else the nearest word; empty when nothing is near."""
    sans = _without_elision(mot, table, vocabulaire)
    return sans or " ".join(_parted(mot, table, vocabulaire)) or _nearest(mot, vocabulaire)


def _parted(mot: str, table: Table, vocabulaire: Vocabulaire) -> tuple[str, ...]:
    """The words glued in one; none when they would carry no meaning."""
    parts = part_glued(mot, lambda part: part in table.connus or part in vocabulaire.mots)
    return parts if full_words(parts, table) else ()


def _nearest(mot: str, vocabulaire: Vocabulaire) -> str:
    """Among the words that share the most with it: forty at most that begin with the same sound, and forty others."""
    son, pistes = sound_key(mot), leads_of(mot)
    memes = vocabulaire.pistes.get(f"={son}", ())[:PROCHES_MAX]
    partages = Counter(chain.from_iterable(vocabulaire.pistes.get(piste, ()) for piste in pistes))
    semblables, autres = [], []
    for proche, communes in partages.items():
        if vocabulaire.mots[proche][0][:1] == son[:1]:
            semblables.append(proche)
        elif communes >= len(pistes) - PISTES_PERDUES:
            autres.append(proche)
    proches = dict.fromkeys((*memes, *_closest(partages, semblables), *_closest(partages, autres)))
    return nearest(mot, son, ((proche, *vocabulaire.mots[proche]) for proche in proches))


def _closest(partages: Mapping[str, int], mots: Iterable[str]) -> list[str]:
    return heapq.nsmallest(PROCHES_MAX, mots, key=lambda mot: (-partages[mot], mot))


def _without_elision(mot: str, table: Table, vocabulaire: Vocabulaire) -> str:
    """The word after an apostrophe that was not typed (« lhomologation »); empty when it is none."""
    for debut in ELIDES:
        reste = mot.removeprefix(debut)
        if reste != mot and len(reste) > 2 and reste[0] in "aeiouyh" and is_known(reste, table, vocabulaire):
            return reste
    return ""
