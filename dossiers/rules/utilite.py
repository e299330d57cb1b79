"""The loop of the help: what readers, refusals and empty searches say of each answer, and the task that follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Genre(StrEnum):
    REECRIRE = "reecrire"
    RELIRE = "relire"
    REPONDRE = "repondre"

    @property
    def libelle(self) -> str:
        return {"reecrire": "À réécrire", "relire": "À relire", "repondre": "À répondre"}[self.value]


@dataclass(frozen=True)
class Mesure:
    """What is known of an answer in force: votes on this version, and refusals that came after it was read."""

    code: str
    question: str
    oui: int = 0
    non: int = 0
    refus: int = 0
    retard: int = 0


@dataclass(frozen=True)
class Recherche:
    pk: int
    texte: str
    nombre: int


@dataclass(frozen=True)
class Tache:
    """Something to do, and why. `cible`: the code of the answer, or the id of the search."""

    genre: Genre
    cible: str
    titre: str
    phrase: str
    poids: int


def taches_of(mesures: Iterable[Mesure], recherches: Iterable[Recherche]) -> list[Tache]:
    """The tasks, the heaviest first: a refusal after reading weighs most, then a « non », then an empty search."""
    taches = [tache for mesure in mesures for tache in _for_fiche(mesure)]
    taches += [_for_recherche(recherche) for recherche in recherches]
    return sorted(taches, key=lambda tache: (-tache.poids, tache.titre, tache.genre))


def _for_fiche(mesure: Mesure) -> list[Tache]:
    taches = []
    if mesure.refus or mesure.non > mesure.oui // 2:
        poids = 3 * mesure.refus + 2 * mesure.non
        taches.append(Tache(Genre.REECRIRE, mesure.code, mesure.question, _reasons(mesure), poids))
    if mesure.retard:
        phrase = f"La date de relecture est passée depuis {mesure.retard} jour{'s' * (mesure.retard > 1)}."
        taches.append(Tache(Genre.RELIRE, mesure.code, mesure.question, phrase, 1 + mesure.retard // 30))
    return taches


def _reasons(mesure: Mesure) -> str:
    votants = mesure.oui + mesure.non
    raisons = []
    if mesure.non:
        raisons.append(f"avis « pas utile » : {mesure.non} sur {votants}")
    if mesure.refus:
        raisons.append(f"{mesure.refus} refus de l’ANS après lecture")
    phrase = " ; ".join(raisons)
    return f"{phrase[:1].upper()}{phrase[1:]}."


def _for_recherche(recherche: Recherche) -> Tache:
    phrase = f"Cherchée {recherche.nombre} fois sans réponse."
    return Tache(Genre.REPONDRE, str(recherche.pk), recherche.texte, phrase, recherche.nombre)
