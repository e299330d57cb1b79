"""The columns of the queue: all named, in one order whatever was kept."""

from dossiers.models import Compte
from dossiers.queries.affichage import COLONNES, D_OFFICE, Colonne, colonnes_of


def test_each_has_its_name():
    assert set(COLONNES) == set(Colonne)
    assert (Colonne.DU.libelle, len({colonne.libelle for colonne in Colonne})) == ("À traiter", len(Colonne))


def test_those_of_everyone_until_one_chooses():
    assert colonnes_of(Compte()) == D_OFFICE
    assert colonnes_of(Compte(colonnes=[])) == ()


def test_what_was_kept_stands_in_their_order_and_what_is_gone_is_passed_over():
    assert colonnes_of(Compte(colonnes=["nil", "disparue", "etape"])) == (Colonne.ETAPE, Colonne.NIL)
