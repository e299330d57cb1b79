"""The reader is killed in the middle of a reading: the proof is read again, once, with one result."""

import pytest

from dossiers.actions.piece import deposit_piece
from dossiers.models import Lecture, Piece
from tests.demonstration import demo_picture
from tests.factories import make_dossier, make_ready, upload
from tests.pannes.banc import wait_for

pytestmark = [pytest.mark.pannes, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("pannes")]
PATIENCE = 170


def _state(piece: Piece) -> tuple[str, int]:
    return Lecture.objects.values_list("etat", "essais").get(piece=piece)


def test_killed_in_the_middle_it_is_read_again_once(banc, chiffres):
    dossier = make_ready(make_dossier(etape=2), nie="00417", nil="0041-7702")
    fichier = upload(contenu=demo_picture("cnda-pre-examen.png"))
    piece = deposit_piece(dossier=dossier, exigence="preuve_cnda", fichier=fichier, par=dossier.cree_par)
    banc.start_beat()
    banc.start_worker()
    lecteur = banc.start_reader()
    wait_for(lambda: _state(piece)[0] == "en_cours", "the reading to begin", PATIENCE)
    banc.kill(lecteur)
    assert _state(piece) == ("en_cours", 1)
    banc.start_reader()
    wait_for(lambda: _state(piece)[0] == "faite", "the second reading", PATIENCE)
    evenements = dossier.evenements.filter(geste="lire").order_by("rang")
    assert (_state(piece), [e.donnees["issue"] for e in evenements]) == (("faite", 2), ["concordant"])
    chiffres("Un lecteur tué au milieu d’une lecture : relue une fois, un seul résultat.")
