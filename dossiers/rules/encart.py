"""On a page, the status that goes with one number by the card it stands on."""

from collections.abc import Sequence
from itertools import combinations, pairwise

from dossiers.rules.carte import Carte, are_regular, cut_cards
from dossiers.rules.cible import Cible
from dossiers.rules.colonne import ALIGNE, is_aligned
from dossiers.rules.constat import Motif
from dossiers.rules.detail import find_detail
from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Lien, Numero
from dossiers.rules.morceau import Piece
from dossiers.rules.numero import DATE
from dossiers.rules.releve import Etat, Releve
from dossiers.rules.statut import fold

# In heights of text.
ECART_COLONNES = 4
# A bubble that hides a status in part leaves the rest of its line at its edge; a sentence beside a badge stands apart.
COLLE = 0.4
LOIN_DU_TITRE = 8


def read_card(cible: Cible) -> Releve:
    """What the card of the number says of the status: the whole page, when it is alone on it."""
    releve = _read_cards(cible)
    return releve if releve.motif is Motif.CONFORME else _read_detail(cible) or releve


def _read_detail(cible: Cible) -> Releve | None:
    """The page of one request, beside the list of the others: the one status that its own label names."""
    pieces = find_detail(cible.feuille, cible.numero, cible.autres)
    return _read_pieces(cible, cible.numero, pieces, seule=True) if pieces and _labelled(cible, pieces) else None


def _read_cards(cible: Cible) -> Releve:
    if not cible.autres:
        if _has_blank(cible):
            return _doubtful(cible, cible.numero)
        return _read_pieces(cible, cible.numero, cible.feuille.pieces, seule=True)
    cartes = _cards(cible, [cible.numero, *cible.autres])
    if cartes is None:
        return _doubtful(cible, cible.numero)
    releves = [(carte, _read_pieces(cible, carte.numero, carte.pieces, seule=False)) for carte in cartes]
    mien = releves[0][1]
    if mien.motif is Motif.CONFORME and not are_regular(releves):
        return Releve(Motif.STATUT_AMBIGU, mien.etat, mien.rangee, "fiche")
    return mien


def _doubtful(cible: Cible, numero: Numero, motif: Motif = Motif.STATUT_AMBIGU) -> Releve:
    """No status is said: no more than the line of the number is shown."""
    return Releve(motif, None, tuple(cible.feuille.line(numero.piece)), "fiche")


def _has_blank(cible: Cible) -> bool:
    """Is there a label « NIL » that names no number? That of another card, whose number is not read."""
    feuille = cible.feuille
    servies = {feuille.label_of(numero.piece)[2] for numero in feuille.numeros}
    servies |= {feuille.left_of(numero.piece) for numero in feuille.numeros if numero.lien is Lien.DANS}
    nils = [piece for piece in feuille.etiquettes if piece.nomme is Champ.NIL and not feuille.head_of(piece)]
    return any(piece not in servies and not feuille.is_filter(piece) for piece in nils)


def _is_double(pieces: Sequence[Piece]) -> bool:
    """Does the same label stand twice on one line? Two cards side by side, one of whose numbers is not read.

    Not that of a version, which many a version repeats (« Version : Version 5 »).
    """
    nommees = [piece for piece in pieces if piece.nomme not in (None, Champ.VERSION)]
    return any(
        un.cadre.share_line(autre.cadre) and fold(un.texte) == fold(autre.texte)
        for un, autre in combinations(nommees, 2)
    )


def _read_pieces(cible: Cible, numero: Numero, pieces: Sequence[Piece], *, seule: bool) -> Releve:
    """The status on a card. `seule`: the page is that card, menus and footers included."""
    if _is_double(pieces):
        return _doubtful(cible, numero)
    nommes = _labelled(cible, pieces)
    libres = [etat for etat in cible.etats if etat.tete in pieces and cible.is_unnamed(etat, pieces)]
    if nommes:
        codes = {etat.statut.code if etat.statut else etat.texte for etat in nommes}
        contraires = [etat for etat in libres if etat.statut and etat.statut.code not in codes]
        if len(codes) > 1 or contraires:
            return Releve(Motif.STATUT_AMBIGU, None, _extent(cible, numero, nommes[0], pieces, seule), "fiche")
        return cible.conclude(nommes[:1], _extent(cible, numero, nommes[0], pieces, seule), "fiche")
    if any(piece.nomme is Champ.STATUT and not cible.feuille.is_filter(piece) for piece in pieces):
        return _doubtful(cible, numero, Motif.STATUT_ABSENT)
    placees = [etat for etat in libres if not seule or _is_in_place(cible, etat, numero)]
    codes = {etat.statut.code for etat in libres if etat.statut}
    if len(codes) > 1 or (libres and not placees):
        return _doubtful(cible, numero)
    rangee = _extent(cible, numero, placees[0], pieces, seule) if placees else tuple(cible.feuille.line(numero.piece))
    return cible.conclude(placees[:1], rangee, "fiche")


def _labelled(cible: Cible, pieces: Sequence[Piece]) -> list[Etat]:
    """What the labels « Statut » name: to the right, else just under; else the cells of a column."""
    etats = []
    for piece in pieces:
        if piece.nomme or DATE.fullmatch(piece.texte) or (piece in cible.jalons and not piece.champ):
            continue
        champ, lien, etiquette = cible.feuille.label_of(piece)
        if champ is not Champ.STATUT or (lien is not Lien.ENTETE and cible.feuille.is_filter(piece)):
            continue
        if lien is Lien.DESSUS and etiquette and _has_better(cible, piece, etiquette):
            continue
        etats.append(_value(cible, piece, lien))
    return [etat for rang, etat in enumerate(etats) if etat not in etats[:rang]]


def _value(cible: Cible, piece: Piece, lien: Lien) -> Etat:
    """What the label names, all of it: no status when more of the line runs into it, as what a bubble hides in part."""
    if lien is Lien.DANS:
        return cible.state([piece])
    pile = cible.feuille.stack(piece)
    return Etat(pile, None) if cible.feuille.is_attached(piece, pile, COLLE) else cible.state(pile)


def _has_better(cible: Cible, piece: Piece, etiquette: Piece) -> bool:
    """Is another piece of the same line nearer to the beginning of the label?"""
    ecart = abs(piece.cadre.x0 - etiquette.cadre.x0)
    return any(abs(autre.cadre.x0 - etiquette.cadre.x0) < ecart for autre in cible.feuille.line(piece))


def _is_in_place(cible: Cible, etat: Etat, numero: Numero) -> bool:
    """Alone on the page: on the line of the number, or not far over it as the badge of a title is."""
    badge, sien = etat.tete.cadre, numero.piece.cadre
    if badge.share_line(sien):
        return True
    ligne = cible.feuille.line(etat.tete)
    seuls = (autre for autre in cible.feuille.numeros if autre.cadre.texte == autre.piece.texte)
    if any(autre.piece in ligne and is_aligned(numero, autre) for autre in seuls):
        return False  # the row over it
    loin = LOIN_DU_TITRE * max(badge.hauteur, sien.hauteur)
    return 0 < sien.y - badge.y < loin and badge.x1 > numero.bord


def _extent(cible: Cible, numero: Numero, etat: Etat, pieces: Sequence[Piece], seule: bool) -> tuple[Piece, ...]:
    if not seule:
        return tuple(pieces)
    return tuple({*cible.feuille.line(numero.piece), *cible.feuille.line(etat.tete), *etat.pieces})


def _cards(cible: Cible, numeros: Sequence[Numero]) -> list[Carte] | None:
    """What goes with each number: columns of cards begin at the left edges of the numbers, then each is cut between
    two numbers. None when a status stands before the first column.
    """
    bords = sorted(numero.bord for numero in numeros)
    hauteur = max(numero.piece.cadre.hauteur for numero in numeros)
    gauches = [bords[0], *(b for a, b in pairwise(bords) if b - a > ECART_COLONNES * hauteur)]
    if len(gauches) > 1 and any(etat.tete.cadre.x0 < gauches[0] - ALIGNE * hauteur for etat in cible.etats):
        return None
    limites = [gauche - ALIGNE * hauteur for gauche in gauches] if len(gauches) > 1 else [float("-inf")]
    cartes = []
    for de, a in pairwise([*limites, float("inf")]):
        colonne = [piece for piece in cible.feuille.pieces if de <= piece.cadre.x0 < a]
        cartes += cut_cards([numero for numero in numeros if de <= numero.bord < a], colonne)
    return sorted(cartes, key=lambda carte: numeros.index(carte.numero))
