"""What a page of the invented portal says, and what a careful person would answer before it."""

from dataclasses import dataclass, field
from random import Random

CONCORDANT, DISCORDANT, ILLISIBLE = "concordant", "discordant", "illisible"
AUTRE_NIL, STATUT_INSUFFISANT, AUTRE_EDITEUR = "autre_nil", "statut_insuffisant", "autre_editeur"
CHAMPS = ("logiciel", "version", "nil", "nie", "type_demande", "date", "statut")


@dataclass
class Ligne:
    """A request: one row of a table, or one card."""

    numero: str
    logiciel: str
    version: str
    nil: str
    nie: str
    type_demande: str
    date: str
    statut: str


@dataclass(frozen=True)
class Coupe:
    """The picture ends inside the text of a field: `garde` characters are left, seen from `cote`; 0 leaves none."""

    champ: str
    garde: int = 0
    cote: str = "droite"


@dataclass
class Scene:
    """`cible`: the row the truth speaks of, None when no row is this software's for sure."""

    hasard: Random
    editeur: str
    nie: str
    lignes: list[Ligne]
    cible: int | None = 0
    attendu: dict[str, str] = field(default_factory=dict)
    issue: str = CONCORDANT
    motif: str = ""
    decor: dict[str, object] = field(default_factory=dict)
    sans: frozenset[str] = frozenset()
    coupe: Coupe | None = None
    # Overrides of the style that the case needs (zoom, theme, quality…).
    style: dict[str, object] = field(default_factory=dict)

    @property
    def visee(self) -> Ligne:
        return self.lignes[self.cible or 0]

    def conclude(self, issue: str, motif: str = "") -> "Scene":
        self.issue, self.motif = issue, motif
        return self
