"""A list grouped by status: « Pré-examen (2) » over two requests, « Recette (1) » over another one.

How many requests each title tells of is what vouches for it: when one row, or one title, is not read, the count fails.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dossiers.rules.cible import Cible
from dossiers.rules.constat import Motif
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille, Numero
from dossiers.rules.lecture import Cadre
from dossiers.rules.morceau import Piece
from dossiers.rules.releve import Etat, Releve
from dossiers.rules.statut import find_statuts, read_statut

# In heights of text: two lines of one title are nearer than that.
TOUCHE = 0.25
COMPTE = re.compile(r"(.*\S)\s*\((\d{1,3})\)")


@dataclass(frozen=True)
class Groupe:
    titre: Piece
    numeros: tuple[Numero, ...]

    @property
    def libelle(self) -> str:
        return COMPTE.fullmatch(self.titre.texte)[1]


def read_group(cible: Cible) -> Releve | None:
    """The status that the title over a number tells of; None on a page that is not grouped so, or not surely."""
    if any(piece.nomme is Champ.STATUT for piece in cible.feuille.pieces):
        return None
    groupes = find_groups(cible.feuille, cible.rivaux)
    mien = next((groupe for groupe in groupes if cible.numero in groupe.numeros), None)
    ligne = cible.feuille.line(cible.numero.piece)
    if mien is None or any(find_statuts(piece.texte, cible.echelle) for piece in ligne):
        return None
    etat = Etat((mien.titre,), read_statut(mien.libelle, cible.echelle))
    motif = Motif.CONFORME if etat.statut else Motif.STATUT_INCONNU
    return Releve(motif, etat, (mien.titre, *ligne), "tableau")


def find_groups(feuille: Feuille, numeros: Sequence[Numero]) -> list[Groupe]:
    """The groups of a page from top to bottom; empty when one of the titles is not over as many rows as it says."""
    titres = [piece for piece in feuille.pieces if COMPTE.fullmatch(piece.texte)]
    bords = [*(titre.cadre.y for titre in titres), float("inf")]
    groupes = [
        Groupe(titre, tuple(numero for numero in numeros if haut < numero.piece.cadre.y < bas))
        for titre, (haut, bas) in zip(titres, pairwise(bords), strict=True)
    ]
    rangees = {piece for numero in numeros for piece in feuille.line(numero.piece)}
    dedans = sum(len(groupe.numeros) for groupe in groupes)
    return groupes if dedans == len(numeros) and all(_is_sure(feuille, groupe, rangees) for groupe in groupes) else []


def _is_sure(feuille: Feuille, groupe: Groupe, rangees: Collection[Piece]) -> bool:
    """As many rows as it says, each on a line of its own that begins under the title; the first one just under it."""
    titre, hauteur = groupe.titre.cadre, groupe.titre.cadre.hauteur
    lignes = [feuille.line(numero.piece) for numero in groupe.numeros]
    debuts = [min(ligne, key=lambda piece: abs(piece.cadre.x0 - titre.x0)) for ligne in lignes]
    compte = int(COMPTE.fullmatch(groupe.titre.texte)[2])
    seules = len({piece for ligne in lignes for piece in ligne}) == sum(map(len, lignes))
    alignes = all(abs(debut.cadre.x0 - titre.x0) < hauteur and not debut.cadre.coupe for debut in debuts)
    suite = [piece for piece in feuille.pieces if piece.cadre.haut >= titre.y and piece.cadre.share_column(titre)]
    return (
        len(lignes) == compte
        and seules
        and alignes
        and bool(suite)
        and suite[0] in lignes[0]
        and not any(_is_wrapped(piece.cadre, titre) for piece in feuille.pieces if piece not in rangees)
    )


def _is_wrapped(dessus: Cadre, titre: Cadre) -> bool:
    """Is it the line before, of the same title?"""
    return dessus.y < titre.y and dessus.is_stacked(titre) and titre.haut - dessus.bas < TOUCHE * titre.hauteur
