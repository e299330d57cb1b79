"""On a page, the status that goes with one number by the row of a table."""

from collections.abc import Sequence

from dossiers.rules.cible import Cible
from dossiers.rules.colonne import column_of, crosses, is_aligned
from dossiers.rules.constat import Motif
from dossiers.rules.decalage import find_shifted
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Lien
from dossiers.rules.morceau import Piece
from dossiers.rules.numero import DATE
from dossiers.rules.releve import Etat, Releve
from dossiers.rules.voisinage import find_lines, is_of_another

# In heights of text.
DEMI_RANGEE = 1.4
DEMI_RANGEE_MAX = 3.0


def read_row(cible: Cible) -> Releve | None:
    """What a table or a list says of the status; None for a number that is in neither."""
    if _is_tabular(cible):
        releve = _read_cells(cible)
        if releve.motif in (Motif.STATUT_ABSENT, Motif.STATUT_INCONNU):
            releve = _read_shifted(cible) or releve
        if releve.motif is not Motif.STATUT_ABSENT or cible.autres:
            return releve
        if any(piece.nomme is Champ.STATUT for piece in cible.feuille.head_over(cible.numero.piece)):
            return releve
    return _read_line(cible)


def _is_tabular(cible: Cible) -> bool:
    """In a table: named by the head of its column, or by nothing."""
    if cible.numero.lien in (Lien.DANS, Lien.GAUCHE, Lien.DESSUS):
        return False
    return all(is_aligned(cible.numero, autre) for autre in cible.autres)


def _read_cells(cible: Cible) -> Releve:
    bande = _band(cible)
    ligne = tuple(piece for piece in bande if piece.cadre.share_line(cible.numero.piece.cadre))
    if any(autre.piece in bande for autre in cible.autres):
        return Releve(Motif.STATUT_AMBIGU, None, ligne, "tableau")
    tete = cible.feuille.head_over(cible.numero.piece)
    colonnes = [piece for piece in tete if piece.nomme is Champ.STATUT]
    if len(colonnes) > 1:
        return Releve(Motif.STATUT_AMBIGU, None, ligne, "tableau")
    if colonnes:
        etats = _column(cible, bande, colonnes[0], tete)
    else:
        etats = [etat for etat in _row_states(cible, bande) if _is_free(cible, etat, tete)]
        if any(_has_orphans(cible, etat, bande) for etat in etats):
            return Releve(Motif.STATUT_AMBIGU, None, ligne, "tableau")
    return cible.conclude(etats, bande, "tableau")


def _read_shifted(cible: Cible) -> Releve | None:
    """In a table where no status stands on the line of its number."""
    etat = find_shifted(cible.feuille, cible.numero, cible.rivaux, cible.etats)
    return cible.conclude([etat], (*cible.feuille.line(cible.numero.piece), *etat.pieces), "tableau") if etat else None


def _band(cible: Cible) -> tuple[Piece, ...]:
    """The pieces of its row: half-way to the rows above and below."""
    cadre = cible.numero.piece.cadre
    voisins = [
        piece.cadre.y - cadre.y
        for piece in cible.feuille.pieces
        if piece is not cible.numero.piece and piece.cadre.share_column(cadre) and not piece.cadre.share_line(cadre)
    ]
    dessus = min((-ecart for ecart in voisins if ecart < 0), default=None)
    dessous = min((ecart for ecart in voisins if ecart > 0), default=None)
    demi = [min(ecart / 2, DEMI_RANGEE_MAX * cadre.hauteur) for ecart in (dessus, dessous) if ecart]
    defaut = min([*demi, DEMI_RANGEE * cadre.hauteur])
    haut, bas = demi[0] if dessus else defaut, demi[-1] if dessous else defaut
    return tuple(piece for piece in cible.feuille.pieces if -haut < piece.cadre.y - cadre.y < bas)


def _column(cible: Cible, bande: Sequence[Piece], colonne: Piece, tete: Sequence[Piece]) -> list[Etat]:
    pieces = [piece for piece in bande if piece not in tete and column_of(piece, tete) is colonne]
    pieces = [piece for piece in pieces if piece.champ is not Champ.DATE and not DATE.fullmatch(piece.texte)]
    if not pieces or not crosses(pieces, cible.numero):
        return []
    debord = (
        {autre for piece in pieces for autre in find_lines(cible.feuille, piece, colonne, tete)}
        - set(bande)
        - cible.jalons
    )
    if any(
        not cible.is_other_row(une) and not is_of_another(cible.feuille, une, pieces, cible.voisins) for une in debord
    ):
        return [Etat(tuple(pieces), None)]
    return [cible.state(pieces)]


def _row_states(cible: Cible, bande: Sequence[Piece]) -> list[Etat]:
    etats = []
    for piece in bande:
        pile = [autre for autre in cible.feuille.stack(piece) if autre in bande or not cible.is_other_row(autre)]
        etat = cible.state(pile)
        if not crosses(pile, cible.numero):
            continue
        if (
            etat.statut
            and cible.is_whole(etat)
            and etat not in etats
            and not cible.feuille.is_attached(piece, (cible.numero.piece, *pile))
        ):
            etats.append(etat)
    return etats


def _is_free(cible: Cible, etat: Etat, tete: Sequence[Piece]) -> bool:
    """Not under the head of another field, nor under one that cannot be made out: a page cut on its left shows the
    end of its labels, and « Homologué » for « Non homologué ».
    """
    colonne = column_of(etat.tete, tete)
    return colonne is None or colonne.nomme is Champ.STATUT


def _read_line(cible: Cible) -> Releve | None:
    """A list whose numbers bear their label and stand in one column: the one status of the number's own line."""
    if not all(is_aligned(cible.numero, autre) for autre in cible.autres):
        return None
    ligne = cible.feuille.line(cible.numero.piece)
    etats = [etat for etat in cible.etats if etat.tete in ligne and cible.is_unnamed(etat, ligne)]
    if len(etats) != 1 or any(autre.piece in ligne for autre in cible.autres):
        return None
    if _has_orphans(cible, etats[0], ligne):
        return None
    return cible.conclude(etats, ligne, "tableau")


def _has_orphans(cible: Cible, etat: Etat, ligne: Sequence[Piece]) -> bool:
    """Statuses above or under it, on lines without a number: it is one of a legend, here by chance."""
    return any(
        autre.tete not in ligne
        and autre.tete.cadre.share_column(etat.tete.cadre)
        and not cible.is_other_row(autre.tete)
        for autre in cible.etats
    )
