"""Whom to reach, for this person, now: the ways that apply to where they stand, the most useful first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dossiers.referentiel.fiche import Moyen

ETAPE_ENREGISTREE, ETAPE_PREUVES = 2, 3


@dataclass(frozen=True)
class Appelant:
    """`etape` is 0 without a dossier; `bloqueur` is who must act in it; `thematique` what the question is about."""

    etape: int = 0
    bloqueur: str = ""
    thematique: str = ""

    @property
    def enregistre(self) -> bool:
        """The candidature is registered once the charte is accepted: étape 2 is open."""
        return self.etape >= ETAPE_ENREGISTREE


def choose_moyens(moyens: Iterable[Moyen], appelant: Appelant) -> list[Moyen]:
    """The ways that apply; those meant for the very thématique come first, the rest in the order of the text."""
    retenus = [moyen for moyen in moyens if QUAND[moyen.quand](moyen, appelant)]
    return sorted(retenus, key=lambda moyen: not _is_meant(moyen, appelant))


def _is_meant(moyen: Moyen, appelant: Appelant) -> bool:
    concerne = bool(appelant.thematique) and appelant.thematique in moyen.thematiques
    return concerne and moyen.quand in ("cnda", "thematique")


def _cnda(moyen: Moyen, appelant: Appelant) -> bool:
    return appelant.bloqueur == "cnda" or not appelant.thematique or appelant.thematique in moyen.thematiques


def _thematique(moyen: Moyen, appelant: Appelant) -> bool:
    return not appelant.etape if not appelant.thematique else appelant.thematique in moyen.thematiques


def _etape_3(moyen: Moyen, appelant: Appelant) -> bool:
    return appelant.etape >= ETAPE_PREUVES if appelant.etape else appelant.thematique in ("", *moyen.thematiques)


def _toujours(moyen: Moyen, appelant: Appelant) -> bool:
    return not appelant.thematique or appelant.thematique in moyen.thematiques or bool(appelant.etape)


QUAND: dict[str, Callable[[Moyen, Appelant], bool]] = {
    "dossier": lambda moyen, appelant: appelant.enregistre,
    "public": lambda moyen, appelant: not appelant.enregistre,
    "cnda": _cnda,
    "thematique": _thematique,
    "etape_3": _etape_3,
    "toujours": _toujours,
}
