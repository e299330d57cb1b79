"""Typos mended from the vocabulary: glued words parted, else the nearest known word by edit distance, else none."""

from collections.abc import Callable, Iterable

# The short words that people glue to the next one; other words of a glued one have at least three letters.
LIAISONS = frozenset("a au d de du en est et l la le ma mon un".split())
SOUDES_MAX = 4
# From that length on, a word may have been mistyped from its first letter.
AUTRE_INITIALE = 6


def tolerance(mot: str) -> int:
    """How many slips are forgiven in a word of that length."""
    if len(mot) <= 3:
        return 0
    return 1 if len(mot) <= 6 else 2 if len(mot) <= 10 else 3


def edit_distance(a: str, b: str, limite: int) -> int:
    """Letters to add, drop, change or swap with the next; `limite + 1` as soon as it is more than `limite`."""
    if abs(len(a) - len(b)) > limite:
        return limite + 1
    avant: list[int] = []
    ligne = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        avant, ligne, precedente = ligne, [i] + [0] * len(b), avant
        for j, cb in enumerate(b, 1):
            ligne[j] = min(avant[j] + 1, ligne[j - 1] + 1, avant[j - 1] + (ca != cb))
            if i > 1 and j > 1 and ca == b[j - 2] and a[i - 2] == cb:
                ligne[j] = min(ligne[j], precedente[j - 2] + 1)
        if min(ligne) > limite:
            return limite + 1
    return min(ligne[-1], limite + 1)


def nearest(mot: str, son: str, connus: Iterable[tuple[str, str, int]]) -> str:
    """The known word that a mistyped one most likely is, empty when none is near.

    `connus`: (word, its sound, how many answers hold it). What sounds the same is nearer by one slip than what does
    not; what begins otherwise is forgiven one. Among equals the commoner word wins, then the first in the alphabet.
    """
    candidats = []
    for connu, son_connu, nombre in connus:
        memes = son == son_connu
        limite = tolerance(mot) if son[:1] == son_connu[:1] else int(len(mot) >= AUTRE_INITIALE)
        ecart = edit_distance(mot, connu, limite + memes)
        if ecart <= limite + memes and (memes or limite):
            candidats.append((ecart - memes, -nombre, connu))
    return min(candidats)[2] if candidats else ""


def part_glued(mot: str, is_word: Callable[[str], bool]) -> tuple[str, ...]:
    """The words typed without a space between them (« solutiontierce »), the fewest there can be; empty when the
    letters do not part into known words.
    """
    meilleures: list[tuple[str, ...] | None] = [()]
    for fin in range(1, len(mot) + 1):
        parts = [
            (*avant, mot[debut:fin])
            for debut, avant in enumerate(meilleures)
            if avant is not None and len(avant) < SOUDES_MAX and _is_part(mot[debut:fin], is_word)
        ]
        meilleures.append(min(parts, key=len, default=None))
    return meilleures[-1] or ()


def _is_part(mot: str, is_word: Callable[[str], bool]) -> bool:
    return mot in LIAISONS or (len(mot) > 2 and is_word(mot))
