"""A run of text cut into pieces: a label, a value, two fields that a sign separates, a date apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dossiers.rules.etiquette import Champ, find_champ, split_champs
from dossiers.rules.lecture import Cadre
from dossiers.rules.numero import DATE, is_numero
from dossiers.rules.statut import fold

SEPARATEURS = re.compile(r"\s+[|·•–—-]\s+|\s*[|•·]\s*")
SUITE_DATE = re.compile(
    rf"\s*[(,:–—-]?\s*(?:depuis le|depuis|le|au|du|en date du|mis à jour le)?\s*(?:{DATE.pattern})\s*\)?\s*$",
    re.IGNORECASE,
)
MOTS_FRAGMENT = 5
VALEUR_APRES = re.compile(r":\s*\w")
NUMERO_EN_TETE = re.compile(r"([0-9A-Za-z‐‑-]{3,}[0-9A-Za-z])(\s+)(?![-‐‑–])")
# Words that no field is made of; three of them make a sentence.
MOTS_OUTILS = frozenset(
    "a au aux avant apres avez ce cette dans de des doit du elle en est ete il la le les lors ne nous par pas peut pour"
    " que qui sa sera ses si soit son sont sur une votre vos vous".split()
)


@dataclass(frozen=True, eq=False)
class Piece:
    """A part of the page: a label (`nomme` tells of which field), or a value (`champ` when its own run labels it).

    `source`: the run of text that it is one part of among several; None when it is all of it, its label apart.
    """

    cadre: Cadre
    nomme: Champ | None = None
    champ: Champ | None = None
    source: Cadre | None = None

    @property
    def texte(self) -> str:
        return self.cadre.texte.strip()

    @property
    def is_phrase(self) -> bool:
        """A sentence: what it says of a number or of a status is no field of the page."""
        mots = fold(self.texte).split()
        return len(mots) > MOTS_FRAGMENT and len(MOTS_OUTILS.intersection(mots)) >= 3


def explode(cadre: Cadre) -> Iterator[Piece]:
    nomme = None if VALEUR_APRES.search(cadre.texte) else find_champ(cadre.texte)
    if nomme:
        yield Piece(cadre, nomme=nomme)
        return
    fragments = list(split_champs(cadre.texte))
    for fragment in fragments:
        if fragment.champ and fragment.debut:
            yield from _label_before(cadre, fragment.debut, fragment.champ, fragments)
        part = cadre.slice(fragment.debut, fragment.fin)
        if part.texte.strip():
            yield from _split(_trim(part), fragment.champ)


def _label_before(cadre: Cadre, fin: int, champ: Champ, fragments: Sequence) -> Iterator[Piece]:
    debut = max((autre.fin for autre in fragments if autre.fin < fin), default=0)
    yield Piece(_trim(cadre.slice(debut, fin)), nomme=champ)


def _split(cadre: Cadre, champ: Champ | None) -> Iterator[Piece]:
    """A value, its date apart (« Pré-examen depuis le 02/04/2026 »), and the fields that a sign separates."""
    suite = SUITE_DATE.search(cadre.texte)
    if suite and (suite.start() > 0 or not DATE.match(cadre.texte)):
        if suite.start() > 0:
            yield Piece(_trim(cadre.slice(0, suite.start())), champ=champ)
        yield Piece(_trim(cadre.slice(suite.start(), len(cadre.texte))), champ=Champ.DATE)
        return
    morceaux = _pieces_of(cadre.texte)
    if len(morceaux) == 1:
        yield Piece(_trim(cadre.slice(*morceaux[0])), champ=champ)
        return
    for rang, (debut, fin) in enumerate(morceaux):
        part = _trim(cadre.slice(debut, fin))
        yield Piece(part, nomme=find_champ(part.texte), champ=None if rang else champ, source=cadre)


def _pieces_of(texte: str) -> list[tuple[int, int]]:
    """Where the parts stand that a sign separates, or that follow a number (two columns that the engine took for one);
    the whole when one of them reads like a sentence.
    """
    signes = [signe.span() for signe in SEPARATEURS.finditer(texte)]
    numero = NUMERO_EN_TETE.match(texte)
    if not signes and numero and is_numero(numero[1]):
        signes = [numero.span(2)]
    bords = [0, *(bord for signe in signes for bord in signe), len(texte)]
    parts = [(de, a) for de, a in zip(bords[::2], bords[1::2], strict=True) if texte[de:a].strip()]
    courtes = all(len(texte[de:a].split()) <= MOTS_FRAGMENT for de, a in parts)
    return parts if parts and courtes else [(0, len(texte))]


def _trim(cadre: Cadre) -> Cadre:
    texte = cadre.texte
    gauche, droite = len(texte) - len(texte.lstrip()), len(texte.rstrip())
    return cadre if (gauche, droite) == (0, len(texte)) or droite <= gauche else cadre.slice(gauche, droite)
