"""What the machine read on a proof that was sent, beside it for its reviewer."""

from datetime import timedelta

import pytest

from dossiers.actions.etape import submit_etape
from dossiers.actions.reglage import set_lecture
from dossiers.models import Dossier, Lecture, Piece
from dossiers.queries.examen import instruction_of
from dossiers.queries.lecture_examen import LectureExamen
from dossiers.queries.situation import situation_of
from dossiers.rules.constat import Issue
from tests.factories import LUNDI, fresh, make_administrateur, make_dossier, make_pieces, make_ready, make_submitted
from tests.fiches import fiche, page
from tests.lectures import mark_read

pytestmark = pytest.mark.django_db
MARDI = LUNDI + timedelta(days=1)


@pytest.fixture(scope="module")
def dossier(base_du_module) -> Dossier:
    """Sent with NIL 456-A and « Pré-examen »."""
    return make_submitted()


def read(dossier: Dossier) -> LectureExamen | None:
    lu = fresh(dossier)
    lignes = instruction_of(lu, situation_of(lu, MARDI)).lignes
    assert [ligne.code for ligne in lignes if ligne.lecture] in ([], ["preuve_cnda"])
    return next((ligne.lecture for ligne in lignes if ligne.lecture), None)


def test_nothing_was_read(dossier):
    assert read(dossier) is None


@pytest.mark.parametrize(
    ("lue", "issue", "douteuse"),
    [
        (fiche(), Issue.CONCORDANT, False),
        (fiche("789-B"), Issue.DISCORDANT, True),
        (page(), Issue.ILLISIBLE, True),
    ],
)
def test_judged_on_what_was_sent(dossier, lue, issue, douteuse):
    mark_read(Piece.objects.get(), lue)
    lecture = read(dossier)
    assert (lecture.constat.issue, lecture.douteuse, lecture.piece) == (issue, douteuse, Piece.objects.get())
    assert lecture.lecture == Lecture.objects.get()


def test_what_agrees_and_what_does_not(dossier):
    mark_read(Piece.objects.get(), fiche("456-A", nie="00999"))
    accords = {c.champ: c.accord for c in read(dossier).comparaisons}
    assert (accords["nil"], accords["nie"]) == (True, False)


def test_answer_that_someone_answers_for(dossier):
    mark_read(Piece.objects.get(), fiche("789-B"))
    phrase, qui = read(dossier).constat.phrase, dossier.cree_par
    Lecture.objects.update(maintenu=phrase, maintenu_par=qui, maintenu_le=LUNDI)
    assert read(dossier).maintenue is True
    Lecture.objects.update(maintenu_le=MARDI)
    assert read(dossier).maintenue is False


def test_readings_stopped_say_nothing(dossier):
    mark_read(Piece.objects.get(), fiche())
    set_lecture(active=False, par=make_administrateur(), le=MARDI)
    assert read(dossier) is None


def test_of_several_files_the_one_on_which_it_stands():
    dossier = make_ready(make_dossier(etape=2))
    premiere, seconde = make_pieces(dossier, 2)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    mark_read(premiere, page())
    mark_read(seconde, fiche())
    lecture = read(dossier)
    assert (lecture.piece, lecture.constat.issue) == (seconde, Issue.CONCORDANT)
    assert lecture.cadre.traces != ()
