"""The proofs beside the requirements: those sent, then what they replaced, each with its rival."""

from types import SimpleNamespace
from uuid import UUID

from dossiers.instruction.preuve import preuves_of
from dossiers.models import Piece
from dossiers.queries.ligne_examen import Donne, LigneExamen
from dossiers.rules.cadre import Cadre, Rectangle
from dossiers.rules.champ import submitted_verdicts
from dossiers.rules.zone import Zone
from tests.rules.situations import submitted

VERDICT = submitted_verdicts(submitted())[2]
A, B, C, D = (Piece(pk=rang, uuid=UUID(int=rang), pages=1, analyse="saine") for rang in (1, 2, 3, 4))
for _piece in (A, B, C, D):
    _piece.lectures = "arretee"


def shown(avant: tuple = (), maintenant: tuple = (), **champs):
    donne = Donne(2, "", maintenant[0], maintenant[1:]) if maintenant else Donne(2)
    ancien = Donne(1, "", avant[0], avant[1:]) if avant else None
    ligne = LigneExamen(VERDICT, donne, ancien, **champs)
    return preuves_of(SimpleNamespace(lignes=(ligne,)))


def summary(preuves) -> list[tuple]:
    return [(preuve.piece, preuve.rang, preuve.remplacee, preuve.rivale) for preuve in preuves]


def test_requirement_without_a_proof_shows_none():
    assert shown() == ()


def test_files_in_order():
    assert summary(shown(maintenant=(A, B))) == [(A, 1, False, None), (B, 2, False, None)]


def test_each_before_what_it_replaced():
    assert summary(shown((A,), (B,))) == [(B, 1, False, A), (A, 1, True, B)]


def test_file_that_stayed_has_no_rival():
    """A stayed; B was replaced by C; D is one more."""
    assert summary(shown((A, B), (A, C, D))) == [
        (A, 1, False, None),
        (C, 2, False, B),
        (D, 3, False, None),
        (B, 2, True, C),
    ]


def test_file_taken_away_has_none_either():
    assert summary(shown((A, B), (A,))) == [(A, 1, False, None), (B, 2, True, None)]


def test_zone_is_drawn_on_its_own_file():
    sur_a, sur_b = (SimpleNamespace(zone=Zone(str(p.uuid), 1, 1, 2, 300, 400)) for p in (A, B))
    assert [p.zone for p in shown((A,), (B,), examen=sur_b, contestee=sur_a)] == [sur_b.zone, sur_a.zone]
    assert [p.zone for p in shown((A,), (B,), examen=sur_a, contestee=sur_b)] == [None, None]
    assert [p.zone for p in shown((A,), (B,), examen=SimpleNamespace(zone=None))] == [None, None]


def test_what_was_read_stands_on_its_file_alone():
    cadre = Cadre(1000, 500, (), Rectangle(100, 50, 200, 100))
    lue, avant = SimpleNamespace(piece=C, cadre=cadre), SimpleNamespace(piece=B, cadre=None)
    preuves = shown((B,), (A, C), lecture=lue, lecture_avant=avant)
    assert [(p.piece, p.lue) for p in preuves] == [(A, None), (C, lue), (B, avant)]
    assert [p.extrait for p in preuves] == ["", "1000 1000 2000 2000", ""]


def test_where_each_page_begins():
    un, trois = Piece(pk=5, pages=1, analyse="saine"), Piece(pk=6, pages=7, analyse="saine")
    un.lectures = trois.lectures = "arretee"
    assert [p.hauts for p in shown(maintenant=(un, trois))] == ["0", "0 3333 6666"]
