"""What the ANS asked to take up again, at its field: its sentence, and the zone it drew on their own picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dossiers.models import Piece
from dossiers.rules.cadre import size_of
from dossiers.rules.champ import has_changed
from dossiers.rules.situation import Situation
from dossiers.rules.zone import UNITE, Zone, around

# Their pictures are shown as they are; another kind may be turned.
DROITES = (Piece.Type.PNG, Piece.Type.WEBP)


@dataclass(frozen=True)
class Correction:
    """`resolue`: what was contested has changed since. `piece` and `zone`: what was pointed at, both or none; `taille`:
    of the preview, in pixels, when it is known.
    """

    motif: str
    resolue: bool
    piece: Piece | None = None
    zone: Zone | None = None
    taille: tuple[int, int] | None = None

    @property
    def boite(self) -> str:
        """What to show of the picture around the zone, as a viewBox; empty when its shape is not known."""
        return " ".join(map(str, around(self.zone, *self.taille))) if self.zone and self.taille else ""

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        """The zone in the pixels of `taille`: x, y, width, height."""
        largeur, hauteur = self.taille
        zone = self.zone
        x, y = largeur / UNITE, hauteur / UNITE
        return round(zone.x * x, 1), round(zone.y * y, 1), round(zone.largeur * x, 1), round(zone.hauteur * y, 1)


def corrections_of(situation: Situation, versions: Mapping[str, Sequence[Piece]]) -> dict[str, Correction]:
    """By requirement, what is to be taken up again. `versions`: the files of each, replaced ones too."""
    contestees = [e for e in situation.dispositif.exigences_de(situation.etape) if e.code in situation.contestees]
    return {e.code: _correction(e, situation, versions.get(e.code, ())) for e in contestees}


def _correction(exigence, situation: Situation, versions: Sequence[Piece]) -> Correction:
    examen = situation.examens[exigence.code]
    resolue = has_changed(situation, exigence)
    piece = next((p for p in versions if examen.zone and str(p.uuid) == examen.zone.piece), None)
    if piece is None or piece.etat_apercu != Piece.EtatApercu.FAIT:
        return Correction(examen.motif, resolue)
    return Correction(examen.motif, resolue, piece, examen.zone, _size(piece, situation))


def _size(piece: Piece, situation: Situation) -> tuple[int, int] | None:
    """The size of a preview: as it was read, else as its file says when nothing can have turned it."""
    en_place = (f for f in situation.files_of(piece.exigence) if f.uuid == str(piece.uuid) and f.pages)
    lue = next(en_place, None)
    if lue:
        return size_of(lue.pages)
    return (piece.largeur, piece.hauteur) if piece.type in DROITES else None
