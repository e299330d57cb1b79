"""A column of cards cut between two numbers, and when the status of the first is surely its own."""

import pytest

from dossiers.rules.carte import are_regular, cut_cards
from dossiers.rules.constat import Motif
from dossiers.rules.feuille import Feuille
from dossiers.rules.lecture import straighten
from dossiers.rules.releve import Etat, Releve
from tests.rules.pages import make_card, make_page
from tests.rules.textes import commun

NILS = ("0041-7701", "0041-7702", "0041-7703")


def column(pas: float, *cartes: tuple[str, ...], dedans: float = 34):
    """Cards one over the other, `pas` apart, the lines of each `dedans` apart."""
    dessin = [
        cellule
        for rang, lignes in enumerate(cartes)
        for cellule in make_card(60, 100 + rang * pas, *[(ligne,) for ligne in lignes], pas=dedans)
    ]
    feuille = Feuille(straighten(make_page(*dessin)))
    return cut_cards(feuille.numeros, feuille.pieces)


def texts(cartes) -> list[list[str]]:
    return [[piece.texte for piece in carte.pieces] for carte in cartes]


def test_single_number_takes_all():
    assert texts(column(0, ("ALPHA", NILS[0], "Recette"))) == [["ALPHA", NILS[0], "Recette"]]


@pytest.mark.parametrize("lignes", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0)])
def test_cards_are_cut_at_the_widest_strip(lignes):
    """Wherever the number stands on its card."""
    cartes = [[("ALPHA", nil, "Recette")[rang] for rang in lignes] for nil in NILS]
    rendues = column(200, *cartes)
    assert texts(rendues) == cartes
    assert [carte.numero.texte for carte in rendues] == list(NILS)


@pytest.mark.parametrize(("pas", "detachees"), [(200, True), (120, True), (104, False)])
def test_cards_that_stand_well_apart(pas, detachees):
    """14 pixels between two lines of a card; 112, 32 or 16 between two cards."""
    cartes = [("ALPHA", nil, "Recette") for nil in NILS]
    assert [carte.detachee for carte in column(pas, *cartes)] == [detachees] * 3


def test_the_last_goes_no_farther_than_cards_are_dense():
    dessin = [*make_card(60, 100, (NILS[0],), ("Recette",)), *make_card(60, 220, (NILS[1],), ("Examen",))]
    pied = make_card(60, 500, ("Mentions légales",))
    feuille = Feuille(straighten(make_page(*dessin, *pied)))
    assert texts(cut_cards(feuille.numeros, feuille.pieces)) == [[NILS[0], "Recette"], [NILS[1], "Examen"]]


def regular(*ecarts: float | None, motifs=(), pas: float = 200) -> bool:
    """Cards whose status stands so many pixels under their number (None: no status)."""
    dessin = []
    for rang, (nil, ecart) in enumerate(zip(NILS, ecarts, strict=False)):
        lignes = [(nil, 0)] + ([("Recette", ecart)] if ecart is not None else [])
        dessin += [cellule for texte, y in lignes for cellule in make_card(60, 300 + rang * pas + y, (texte,))]
    feuille = Feuille(straighten(make_page(*dessin)))
    statut = commun().echelle.statut("recette")
    releves = []
    for rang, carte in enumerate(cut_cards(feuille.numeros, feuille.pieces)):
        siens = [piece for piece in carte.pieces if piece.texte == "Recette"]
        etat = Etat(tuple(siens), statut) if siens else None
        motif = motifs[rang] if motifs else Motif.CONFORME if etat else Motif.STATUT_ABSENT
        releves.append((carte, Releve(motif, etat)))
    return are_regular(releves)


@pytest.mark.parametrize(
    ("ecarts", "reguliers"),
    [
        ((40, 40, 40), True),
        ((40, None, 40), True),
        ((40, None, None), False),
        ((40, 80, 40), True),
        ((40, 91, 40), False),
    ],
)
def test_status_stands_at_the_same_place_on_each_card(ecarts, reguliers):
    """Within two heights and a half of text (50 pixels), on two cards at least."""
    assert regular(*ecarts) is reguliers


def test_a_card_with_two_statuses_leaves_a_doubt():
    assert regular(40, 40, 40, motifs=(Motif.CONFORME, Motif.STATUT_AMBIGU, Motif.CONFORME)) is False
