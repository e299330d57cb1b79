"""A word of the search among dossiers: part of a name, of a number, or the whole of a reference."""

import re
import unicodedata
from collections.abc import Iterator
from uuid import UUID

from django.db.models import Q, QuerySet

from dossiers.models import Editeur, Solution

MOTS_MAX = 6
# Companies, or solutions, that a word names one by one.
NOMMES = 200
# What people read and write: a reference (ABCD-EF01), or the number of a receipt (ABCD-EF01-E2-T1).
REFERENCE = re.compile(r"([0-9a-f]{4})-?([0-9a-f]{4})(?:-e\d-t\d+)?", re.IGNORECASE)
# Letters that count as one when searching: neither database folds the case of an accented letter everywhere.
PAREILLES = ("aàâäáã", "cç", "eéèêë", "iîïí", "oôöó", "uùûüú", "yÿ", "nñ", "'’")


def words_of(q: str) -> list[Q]:
    """One condition a word, all of which a dossier must meet; at most six. Two queries a word."""
    return [_word(mot) for mot in unicodedata.normalize("NFC", q).split()[:MOTS_MAX]]


def _word(mot: str) -> Q:
    motif = "".join(_letter(lettre) for lettre in mot)
    editeurs = Editeur.objects.filter(Q(raison_sociale__iregex=motif) | Q(siren__icontains=mot))
    solutions = Solution.objects.filter(Q(nom__iregex=motif) | Q(version_majeure__icontains=mot))
    trouve = Q(nie__icontains=mot) | Q(nil__icontains=mot) | _among("editeur", editeurs) | _among("solution", solutions)
    for debut, fin in _references(mot):
        trouve |= Q(uuid__gte=debut, uuid__lte=fin)
    return trouve


def _among(champ: str, objets: QuerySet) -> Q:
    """Of one of these. A few are named, so that the database goes straight to their dossiers; of many, it meets some
    soon enough on its way.
    """
    cles = list(objets.order_by().values_list("pk", flat=True)[: NOMMES + 1])
    return Q(**{f"{champ}__in": cles if len(cles) <= NOMMES else objets.order_by().values("pk")})


def _letter(lettre: str) -> str:
    pareilles = next((groupe for groupe in PAREILLES if lettre.lower() in groupe), "")
    return f"[{pareilles}{pareilles.upper()}]" if pareilles else re.escape(lettre)


def _references(mot: str) -> Iterator[tuple[UUID, UUID]]:
    lue = REFERENCE.fullmatch(mot)
    if lue:
        debut = f"{lue[1]}{lue[2]}"
        yield UUID(debut.ljust(32, "0")), UUID(debut.ljust(32, "f"))
