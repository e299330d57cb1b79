"""The guided questions: offre, couloir, dispositif, produit, thématique, each while it still separates answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from dossiers.rules.portee import AXES, Catalogue, Portee, cases_matching, cases_of

QUESTIONS = {
    "offre": "Votre question porte sur quel type d’offre ?",
    "couloir": "Quel est le couloir de votre solution ?",
    "dispositif": "À quel dispositif se présente-t-elle ?",
    "produit": "Quel produit ou service est concerné ?",
    "thematique": "Quelle thématique vous intéresse ?",
}
# Chosen by whoever does not know, or whose case is not in the list: the question is left open.
PASSE = "tous"


@dataclass(frozen=True)
class Choix:
    """One possible answer to a question, and how many answers of the help it leads to."""

    code: str
    libelle: str
    nombre: int


@dataclass(frozen=True)
class Etat:
    """Where a person is in the guided questions. `axe` is empty when nothing is left to ask."""

    axe: str
    choix: tuple[Choix, ...]
    retenues: tuple[str, ...]
    nombre: int

    @property
    def question(self) -> str:
        return QUESTIONS.get(self.axe, "")


Effectifs = Mapping[str, tuple[Portee, int]]


def advance(choisi: Mapping[str, str], effectifs: Effectifs, catalogue: Catalogue) -> Etat:
    """The next question worth asking. `effectifs`: scope text → (scope, how many answers bear it)."""
    ouverts = {axe: code for axe, code in choisi.items() if code and code != PASSE}
    retenues = _kept(ouverts, effectifs, catalogue)
    for axe in (*AXES, "thematique"):
        if choisi.get(axe):
            continue
        choix = _choices(axe, ouverts, retenues, effectifs, catalogue)
        if _separates(choix):
            return Etat(axe, tuple(c for c, _ in choix), tuple(retenues), _count(retenues, effectifs))
    return Etat("", (), tuple(retenues), _count(retenues, effectifs))


def _kept(ouverts: Mapping[str, str], effectifs: Effectifs, catalogue: Catalogue) -> list[str]:
    cas = cases_matching(ouverts, catalogue)
    thematique = ouverts.get("thematique")
    return [
        texte
        for texte, (portee, _) in effectifs.items()
        if cases_of(portee, catalogue) & cas and thematique in (None, portee.thematique)
    ]


def _choices(
    axe: str, ouverts: Mapping[str, str], retenues: list[str], effectifs: Effectifs, catalogue: Catalogue
) -> list[tuple[Choix, frozenset[str]]]:
    """Each value still possible on that axis, with the scopes it would keep."""
    garde = {texte: effectifs[texte] for texte in retenues}
    trouves = []
    for code in _values(axe, ouverts, garde, catalogue):
        reste = _kept({**ouverts, axe: code}, garde, catalogue)
        if reste:
            choix = Choix(code, catalogue.libelle(axe, code), _count(reste, effectifs))
            trouves.append((choix, frozenset(reste)))
    return trouves


def _values(axe: str, ouverts: Mapping[str, str], garde: Effectifs, catalogue: Catalogue) -> list[str]:
    if axe == "thematique":
        presentes = {portee.thematique for portee, _ in garde.values()}
        return [code for genre, code, _ in catalogue.libelles if genre == axe and code in presentes]
    cas = cases_matching(ouverts, catalogue)
    valeurs = (getattr(catalogue.cas[rang], axe) for rang in sorted(cas))
    return list(dict.fromkeys(valeur for valeur in valeurs if valeur))


def _separates(choix: list[tuple[Choix, frozenset[str]]]) -> bool:
    return len({reste for _, reste in choix}) > 1


def _count(retenues: list[str], effectifs: Effectifs) -> int:
    return sum(effectifs[texte][1] for texte in retenues)
