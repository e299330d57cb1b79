"""The words of the answers in force, kept in the process until one of them changes."""

from functools import lru_cache

from dossiers.models import Vocable
from dossiers.queries.aide import table_lexique
from dossiers.rules.vocabulaire import Vocabulaire, build_vocabulaire

TOTAL = ""


def vocabulaire() -> tuple[Vocabulaire, dict[str, float]]:
    """The vocabulary, and what each stem is worth: one query, two when something was published since."""
    ligne = Vocable.objects.filter(mot=TOTAL).values_list("revision", "fiches").first()
    return _read(*ligne) if ligne else _empty()


@lru_cache(maxsize=2)
def _read(revision: str, total: int) -> tuple[Vocabulaire, dict[str, float]]:
    lignes = Vocable.objects.exclude(mot=TOTAL).filter(fiches__gt=0).order_by("mot").values_list("mot", "fiches")
    lu = build_vocabulaire(lignes, total, table_lexique())
    return lu, dict(lu.poids())


@lru_cache(maxsize=1)
def _empty() -> tuple[Vocabulaire, dict[str, float]]:
    return build_vocabulaire((), 0, table_lexique()), {}
