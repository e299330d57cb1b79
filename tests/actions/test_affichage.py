"""The columns of the queue, kept for oneself."""

import pytest

from dossiers.actions.affichage import set_colonnes
from dossiers.queries.affichage import D_OFFICE, Colonne, colonnes_of
from dossiers.rules.refus import Interdit
from tests.factories import make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def test_columns_are_those_chosen_in_their_own_order():
    ines = make_instructeur()
    assert colonnes_of(ines) == D_OFFICE
    set_colonnes(colonnes=["nil", "entreprise", "inconnue"], par=ines)
    ines.refresh_from_db()
    assert colonnes_of(ines) == (Colonne.ENTREPRISE, Colonne.NIL)
    set_colonnes(colonnes=[], par=ines)
    assert colonnes_of(ines) == ()


def test_they_are_one_s_own():
    ines, thomas = make_instructeur(), make_instructeur()
    set_colonnes(colonnes=["nil"], par=ines)
    thomas.refresh_from_db()
    assert colonnes_of(thomas) == D_OFFICE


def test_the_queue_is_not_for_an_editeur():
    membre = make_membre()
    with pytest.raises(Interdit):
        set_colonnes(colonnes=["nil"], par=membre)
    membre.refresh_from_db()
    assert membre.colonnes is None
