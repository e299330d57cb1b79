"""The four sources of one requirement: what stands beside what is declared, and whether it agrees."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from dossiers.instruction.sources import INCHANGE, NON_LU, PAS_DEMANDE, PAS_LUE, PREMIER, RIEN_LU, Source, sources_of
from dossiers.models import Piece
from dossiers.queries.ligne_examen import Donne, LigneExamen
from dossiers.rules.champ import submitted_verdicts
from dossiers.rules.constat import Motif, conclude
from tests.rules.situations import submitted
from tests.rules.textes import commun

LIGNES = {
    verdict.exigence.code: LigneExamen(verdict, Donne(2, valeur))
    for verdict, valeur in zip(submitted_verdicts(submitted()), ("00123", "456-A", "Pré-examen", "néant"), strict=True)
}


def read(code: str = "pre_examen", /, accords: tuple = (), **textes: str):
    """A reading that shows these texts, and says which of them agree."""
    lus = {champ: SimpleNamespace(texte=texte) for champ, texte in textes.items()}
    comparaisons = [SimpleNamespace(champ=champ, accord=accord, tiers=False) for champ, accord in accords]
    return SimpleNamespace(constat=conclude(Motif.CONFORME, {}, lus, code), comparaisons=comparaisons)


def sources(code: str, tour: int = 1, lecture=None, **champs):
    lignes = {**LIGNES, "preuve_cnda": replace(LIGNES["preuve_cnda"], lecture=lecture)}
    ligne = replace(lignes[code], **champs)
    instruction = SimpleNamespace(lignes=tuple(lignes.values()), soumission=SimpleNamespace(tour=tour))
    return sources_of(ligne, instruction, commun().echelle)


@pytest.mark.parametrize("code", ["nie", "nil", "preuve_cnda"])
def test_proof_that_was_not_read(code):
    assert sources(code).lu == Source(note=PAS_LUE)


def test_what_no_proof_shows():
    assert sources("versions_obsoletes", lecture=read()).lu == Source(note=NON_LU)
    assert sources("versions_obsoletes").champ == ""


@pytest.mark.parametrize("accord", [True, False, None])
def test_number_read_on_the_proof_of_another_requirement(accord):
    lues = sources("nil", lecture=read(nil="456-B", accords=(("nie", True), ("nil", accord))))
    assert (lues.lu, lues.champ, lues.lu_dans.code) == (Source("456-B", accord), "nil", "preuve_cnda")


def test_number_that_was_read_and_compared_with_nothing():
    assert sources("nil", lecture=read(nil="456-B")).lu == Source("456-B", None)
    assert sources("nil", lecture=read()).lu == Source(note=RIEN_LU)


@pytest.mark.parametrize(
    ("declare", "statut", "lu", "accord"),
    [
        ("Pré-examen", "pre_examen", "Pré-examen", True),
        ("Pré-examen", "recette", "Recette", False),
        ("Je ne sais pas", "recette", "Recette", True),
        ("", "recette", "Recette", None),
    ],
)
def test_status_read_held_against_the_one_declared(declare, statut, lu, accord):
    """One that the ladder does not know contradicts nothing."""
    lecture = read(statut, statut=lu)
    lues = sources("preuve_cnda", lecture=lecture, donne=Donne(1, declare))
    assert lues.lu == Source(lu, accord)


def test_first_sending():
    assert sources("nil", nouvelle=True, avant=Donne(1)).avant == Source(note=PREMIER)


@pytest.mark.parametrize(
    ("champs", "avant"),
    [
        ({"nouvelle": True}, Source(note=PAS_DEMANDE)),
        ({}, Source(note=INCHANGE, accord=True)),
        ({"avant": Donne(1, "456-0")}, Source("456-0", False)),
        ({"avant": Donne(1, "456-A")}, Source("456-A", True)),
    ],
)
def test_sent_before(champs, avant):
    assert sources("nil", tour=2, **champs).avant == avant


@pytest.mark.parametrize(
    ("ancienne", "neuve", "note"),
    [("a", "b", "autre preuve"), ("a", "a", "")],
)
def test_proof_sent_before(ancienne, neuve, note):
    avant, donne = Donne(1, "Recette", Piece(sha256=ancienne)), Donne(2, "Pré-examen", Piece(sha256=neuve))
    assert sources("preuve_cnda", tour=2, avant=avant, donne=donne).avant == Source("Recette", False, note)


def test_what_was_read_then_comes_before_the_change_of_proof():
    avant, donne = Donne(1, "Recette", Piece(sha256="a")), Donne(2, "Pré-examen", Piece(sha256="b"))
    lues = sources("preuve_cnda", tour=2, avant=avant, donne=donne, lecture_avant=read("recette", statut="Recette"))
    assert lues.avant.note == "lu alors : « Recette »"
