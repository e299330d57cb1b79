"""A submission requirement by requirement: what was sent and nothing since, what changed, what is left to say."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.examen import store_examens
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Examen, Piece
from dossiers.queries.examen import Instruction, instruction_of, submitted_piece_of
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.situation import situation_of
from tests.factories import (
    LUNDI,
    fresh,
    make_dispense,
    make_dossier,
    make_instructeur,
    make_membre,
    make_piece,
    make_ready,
    make_submitted,
    picture,
    verdicts,
)

pytestmark = pytest.mark.django_db
MARDI = LUNDI + timedelta(days=1)
CODES = ["nie", "nil", "preuve_cnda", "versions_obsoletes"]


@pytest.fixture(scope="module")
def dossier(base_du_module) -> Dossier:
    return make_submitted()


@pytest.fixture
def second() -> Dossier:
    """NIL and proof contested, both corrected and sent again; the rest carried over."""
    dossier, par = make_submitted(), make_instructeur()
    examens = verdicts(nil=("a_corriger", "Faux."), preuve_cnda=("a_corriger", "Coupée."))
    decide_etape(
        dossier=dossier,
        decision="demander_complements",
        examens=examens,
        version=dossier.version,
        par=par,
        le=LUNDI,
    )
    save_reponses(dossier=dossier, valeurs={"nil": "789-B"}, par=dossier.cree_par, le=MARDI)
    make_piece(dossier, contenu=picture(couleur="red"), le=MARDI)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=MARDI)
    return fresh(dossier)


def read(dossier: Dossier, le=MARDI) -> Instruction | None:
    lu = fresh(dossier)
    return instruction_of(lu, situation_of(lu, le))


def by_code(dossier: Dossier) -> dict:
    return {ligne.code: ligne for ligne in read(dossier).lignes}


def keep(dossier: Dossier, **autres: tuple[str, str]) -> None:
    examens = {code: examen for code, examen in verdicts(**autres).items() if code in autres}
    store_examens(dossier=dossier, examens=examens, version=dossier.version, par=make_instructeur(), le=MARDI)


def test_before_any_submission_there_is_nothing():
    dossier = make_ready(make_dossier(etape=2))
    assert read(dossier) is None


def test_requirements_in_their_order_with_what_was_sent(dossier):
    lue = read(dossier)
    assert [ligne.code for ligne in lue.lignes] == CODES
    assert [ligne.donne.valeur for ligne in lue.lignes] == ["00123", "456-A", "Pré-examen", "néant"]
    assert lue.lignes[2].donne.piece == Piece.objects.get(dossier=dossier)
    assert [(q.question.code, q.reponse, q.avant) for q in lue.questions] == [("montage", "Non", None)]
    assert (lue.restantes, lue.contestees, lue.modifiees, lue.disparues, lue.documents) == (4, 0, (), (), ())


def test_nothing_of_the_draft_is_in_it(second):
    """Complements asked, the éditeur types and deposits: the reviewer sees what was sent."""
    examens = verdicts(nil=("a_corriger", "Encore."), preuve_cnda=("a_corriger", "Encore."))
    decide_etape(
        dossier=second,
        decision="demander_complements",
        examens=examens,
        version=second.version,
        par=make_instructeur(),
        le=MARDI,
    )
    envoyee = by_code(second)["preuve_cnda"].donne.piece
    save_reponses(dossier=second, valeurs={"nil": "BROUILLON"}, par=second.cree_par, le=MARDI)
    make_piece(second, contenu=picture(couleur="blue"), le=MARDI)
    lignes = by_code(second)
    assert (lignes["nil"].donne.valeur, lignes["preuve_cnda"].donne.piece) == ("789-B", envoyee)


def test_what_changed_since_the_previous_round(second):
    lignes = by_code(second)
    assert [code for code, ligne in lignes.items() if ligne.avant] == ["nil", "preuve_cnda"]
    assert (lignes["nil"].avant.valeur, lignes["nil"].donne.valeur) == ("456-A", "789-B")
    assert lignes["preuve_cnda"].avant.piece.remplacee_le == MARDI
    assert [code for code, ligne in lignes.items() if ligne.reprise] == ["nil", "preuve_cnda"]
    assert {code: ligne.origine for code, ligne in lignes.items()} == {
        "nie": 1,
        "nil": 0,
        "preuve_cnda": 0,
        "versions_obsoletes": 1,
    }
    assert [ligne.contestee.motif for ligne in lignes.values() if ligne.contestee] == ["Faux.", "Coupée."]
    assert read(second).restantes == 2


def test_clean_once_all_that_is_left_may_be_accepted(dossier):
    lue = read(dossier)
    assert (lue.nette, [ligne.code for ligne in lue.claires], lue.attentions) == (True, CODES, ())
    keep(dossier, nie=("conforme", ""))
    lue = read(dossier)
    assert (lue.nette, lue.restantes, [x.code for x in lue.claires]) == (True, 3, CODES[1:])


def test_not_clean_with_a_correction_asked(dossier):
    keep(dossier, nil=("a_corriger", "Faux."))
    lue = read(dossier)
    assert (lue.nette, lue.contestees, lue.restantes) == (False, 1, 3)


def test_not_clean_with_a_doubt(dossier):
    Piece.objects.filter(dossier=dossier).update(etat_apercu="illisible")
    lue = read(dossier)
    assert (lue.nette, [ligne.code for ligne in lue.attentions]) == (False, ["preuve_cnda"])
    assert lue.lignes[2].alertes == ("Le fichier « cnda.png » ne s’ouvre pas.",)


def test_what_is_waived_has_no_verdict_to_be_given(dossier):
    make_dispense(dossier, "nil")
    lue = read(dossier)
    assert [ligne.code for ligne in lue.lignes if ligne.dispense] == ["nil"]
    assert ([ligne.code for ligne in lue.a_examiner], lue.restantes) == (
        ["nie", "preuve_cnda", "versions_obsoletes"],
        3,
    )


def test_once_decided_its_document_is_there(dossier):
    decide_etape(
        dossier=dossier,
        decision="valider",
        examens=verdicts(),
        version=dossier.version,
        par=make_instructeur(),
        le=MARDI,
    )
    lue = read(dossier)
    assert (len(lue.documents), lue.soumission.decision, lue.restantes) == (1, "valider", 0)


def test_proof_that_was_sent_and_no_draft(second):
    ines = make_instructeur()
    for piece in Piece.objects.filter(dossier=second):
        assert submitted_piece_of(ines, second.uuid, piece.uuid) == piece
    brouillon = make_piece(make_dossier(etape=2))
    with pytest.raises(Introuvable, match="n’a pas été envoyée"):
        submitted_piece_of(ines, brouillon.dossier.uuid, brouillon.uuid)
    with pytest.raises(Introuvable):
        submitted_piece_of(ines, second.uuid, uuid4())
    with pytest.raises(Introuvable):
        submitted_piece_of(make_membre(), second.uuid, Piece.objects.filter(dossier=second).first().uuid)


def test_verdicts_of_another_dossier_are_not_its_own(dossier, second):
    assert Examen.objects.filter(soumission__dossier=second).exists()
    assert [ligne.examen for ligne in read(dossier).lignes] == [None] * 4
