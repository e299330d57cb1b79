"""What a page says of one number: its words, and the code of a status that the ladder knows."""

from dossiers.rules.constat import Motif
from dossiers.rules.lecture import straighten
from dossiers.rules.morceau import Piece
from dossiers.rules.releve import Etat, Releve
from tests.rules.pages import make_page, write
from tests.rules.textes import commun

PIECES = tuple(
    Piece(cadre) for cadre in straighten(make_page(write("En cours de", 60, 100), write("pré-examen", 60, 123)))
)


def test_status_on_the_ladder():
    etat = Etat(PIECES, commun().echelle.statut("pre_examen"))
    assert (etat.texte, etat.tete) == ("En cours de pré-examen", PIECES[0])
    assert Releve(Motif.CONFORME, etat).code == "pre_examen"


def test_status_that_the_ladder_does_not_know_has_no_code():
    assert Releve(Motif.STATUT_INCONNU, Etat(PIECES, None)).code == ""
    assert Releve(Motif.STATUT_ABSENT).code == ""
