"""One requirement as submitted: what in it deserves a second look, and what this round brings."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from dossiers.models import Examen, Piece
from dossiers.queries.ailleurs import Connu
from dossiers.queries.ligne_examen import DOUTES_SEUIL, Donne, LigneExamen
from dossiers.rules.ailleurs import Origine
from dossiers.rules.champ import submitted_verdicts
from dossiers.rules.constat import Motif, conclude
from dossiers.rules.statut import Seuil
from tests.rules.situations import submitted

VERDICT = submitted_verdicts(submitted())[0]
LIGNE = LigneExamen(VERDICT, Donne(1, "00123"))


def read(motif: Motif, texte: str = "Recette"):
    """What the machine read, as far as the line looks at it."""
    constat = conclude(motif, {}, {"statut": SimpleNamespace(texte=texte)})
    return SimpleNamespace(constat=constat, douteuse=motif is not Motif.CONFORME)


def known(alerte: bool) -> Connu:
    dossier = SimpleNamespace(solution="Beta 1", editeur="Autre")
    return Connu(Origine.AUTRE, "00123", dossier, SimpleNamespace(alerte=alerte))


DOUTES = {
    "a contradiction": ({"alertes": ("Il manque un chiffre.",)}, ("Il manque un chiffre.",)),
    "a status that will not do": ({"seuil": Seuil.INSUFFISANT}, (DOUTES_SEUIL[Seuil.INSUFFISANT],)),
    "a status that is unknown": ({"seuil": Seuil.A_VERIFIER}, (DOUTES_SEUIL[Seuil.A_VERIFIER],)),
    "a picture already seen": ({"rejeux": (object(),)}, ("Image déjà vue dans un autre dossier.",)),
    "a reading that does not agree": ({"lecture": read(Motif.AUTRE_NIL)}, (read(Motif.AUTRE_NIL).constat.phrase,)),
    "a number of another company": (
        {"connus": (known(False), known(True))},
        ("Ce numéro est aussi celui de Autre (Beta 1).",),
    ),
}


@pytest.mark.parametrize("nom", DOUTES)
def test_deserves_a_second_look_and_says_why(nom):
    champs, doutes = DOUTES[nom]
    ligne = replace(LIGNE, **champs)
    assert (ligne.douteuse, ligne.doutes) == (True, doutes)


@pytest.mark.parametrize("nom", DOUTES)
def test_what_is_waived_deserves_none(nom):
    ligne = replace(LIGNE, dispense=object(), **DOUTES[nom][0])
    assert (ligne.douteuse, ligne.doutes) == (False, ())


@pytest.mark.parametrize(
    "champs", [{}, {"seuil": Seuil.ATTEINT}, {"lecture": read(Motif.CONFORME)}, {"connus": (known(False),)}]
)
def test_what_is_clean(champs):
    ligne = replace(LIGNE, **champs)
    assert (ligne.douteuse, ligne.doutes, ligne.alarme) == (False, (), False)


def test_all_its_doubts_are_told_in_one_order():
    tous = {nom: valeur for champs, _ in DOUTES.values() for nom, valeur in champs.items()}
    assert len(replace(LIGNE, **tous).doutes) == 5


def test_what_this_round_brings():
    autre = Donne(1, "00124")
    assert LIGNE.nouveaute == ""
    assert replace(LIGNE, nouvelle=True).nouveaute == "Nouveau à ce tour"
    assert replace(LIGNE, avant=autre).nouveaute == "Modifié depuis le tour 1"


@pytest.mark.parametrize(
    ("champs", "reprise"),
    [
        ({}, False),
        ({"contestee": Examen()}, False),
        ({"avant": Donne(1)}, False),
        ({"contestee": Examen(), "avant": Donne(1)}, True),
    ],
)
def test_correction_received(champs, reprise):
    assert replace(LIGNE, **champs).reprise is reprise


@pytest.mark.parametrize(
    ("avant", "apres", "dites"),
    [
        (None, read(Motif.CONFORME), None),
        (read(Motif.CONFORME), None, None),
        (read(Motif.CONFORME), read(Motif.CONFORME), None),
        (read(Motif.CONFORME), read(Motif.CONFORME, "Examen"), ("Recette", "Examen")),
        (
            SimpleNamespace(constat=conclude(Motif.RIEN_LU), douteuse=True),
            read(Motif.CONFORME),
            ("rien de sûr", "Recette"),
        ),
    ],
)
def test_what_the_readings_say_has_changed(avant, apres, dites):
    assert replace(LIGNE, lecture_avant=avant, lecture=apres).lectures_differentes == dites


def test_whole_proof_file_after_file():
    un, deux = Piece(sha256="a"), Piece(sha256="b")
    donne = Donne(1, piece=un, suite=(deux,))
    assert (donne.fichiers, donne.empreintes) == ((un, deux), ("a", "b"))
    assert (Donne(1).fichiers, Donne(1).empreintes) == ((), ())
    assert (LIGNE.code, LIGNE.exigence) == (VERDICT.exigence.code, VERDICT.exigence)
