"""A proof put aside by a reviewer: why, by whom, told to its éditeur, given back by an administrator only."""

import pytest

from dossiers.actions.etape import decide_etape
from dossiers.actions.masque import mask_piece
from dossiers.actions.projection import save_projection
from dossiers.actions.quarantaine import MOTIF_MAX, lift_quarantine, quarantine_piece
from dossiers.models import Dossier, Lecture, Piece
from dossiers.queries.piece import lecture_of, with_lecture
from dossiers.queries.situation import situation_of
from dossiers.queries.trace import verify_chain
from dossiers.rules.cadre import Rectangle
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.refus import Interdit, Refus
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_instructeur,
    make_piece,
    make_submitted,
    picture,
    verdicts,
)

pytestmark = pytest.mark.django_db
MOTIF = "Un nom de patient se lit."


def _put_aside(dossier: Dossier, motif: str = MOTIF, par=None) -> Piece:
    quarantine_piece(piece=dossier.pieces.get(), motif=motif, par=par or make_instructeur(), le=LUNDI)
    return dossier.pieces.get()


def test_who_why_when_and_its_trace_without_the_reason():
    par, dossier = make_instructeur(), make_submitted()
    piece = _put_aside(dossier, f"  {MOTIF}\n", par)
    assert (piece.quarantaine_le, piece.quarantaine_par, piece.quarantaine_motif) == (LUNDI, par, MOTIF)
    apres = fresh(dossier)
    dernier = apres.evenements.order_by("rang").last()
    assert (dernier.geste, dernier.par, dernier.donnees) == (
        "mettre_en_quarantaine",
        par,
        {"exigence": "preuve_cnda", "sha256": piece.sha256},
    )
    assert (verify_chain(apres), save_projection(apres, LUNDI)) == ((), [])


@pytest.mark.parametrize("motif", ["", "  \n", "\x00", "x" * (MOTIF_MAX + 1)])
def test_a_reason_is_wanted(motif):
    with pytest.raises(Refus) as refus:
        _put_aside(make_submitted(), motif)
    assert list(refus.value.champs) == ["motif"]
    assert Piece.objects.get().quarantaine_le is None


def test_once():
    dossier = make_submitted()
    _put_aside(dossier)
    with pytest.raises(Refus, match="déjà en quarantaine"):
        _put_aside(dossier)


def test_the_editeur_is_told_why_and_what_to_give_instead():
    """Reopened by a request on something else: a proof put aside may be replaced, though nobody contested it."""
    dossier = make_submitted()
    _put_aside(dossier)
    examens, par = verdicts(nie=("a_corriger", "Faux.")), make_instructeur()
    version = fresh(dossier).version
    decide_etape(dossier=dossier, decision="demander_complements", examens=examens, version=version, par=par, le=LUNDI)
    lignes = {ligne.code: ligne.phrase for ligne in prepare_etape(situation_of(fresh(dossier), LUNDI)).bloquantes}
    assert lignes["preuve_cnda"] == (
        f"L’ANS a mis le fichier «\u00a0cnda.png\u00a0» en quarantaine\u00a0: {MOTIF} "
        "Remplacez-le par une copie où ces données sont masquées."
    )
    make_piece(fresh(dossier), contenu=picture(couleur="red"))
    codes = {ligne.code for ligne in prepare_etape(situation_of(fresh(dossier), LUNDI)).bloquantes}
    assert codes == {"nie"}


def test_only_an_administrator_gives_it_back():
    dossier = make_submitted()
    piece = _put_aside(dossier)
    with pytest.raises(Interdit):
        lift_quarantine(piece=piece, par=make_instructeur())
    lift_quarantine(piece=piece, par=make_administrateur(), le=LUNDI)
    assert (Piece.objects.get().quarantaine_le, Piece.objects.get().quarantaine_motif) == (None, "")
    assert fresh(dossier).evenements.order_by("rang").last().geste == "lever_quarantaine"
    with pytest.raises(Refus, match="n’est pas en quarantaine"):
        lift_quarantine(piece=piece, par=make_administrateur())


def test_what_was_read_on_it_is_no_more_shown_nor_copied():
    dossier = make_submitted()
    _put_aside(dossier)
    lue = with_lecture(dossier.pieces).get()
    assert (lue.lecture.piece_id, lecture_of(lue)) == (lue.pk, None)
    with pytest.raises(Refus, match="quarantaine"):
        mask_piece(piece=lue, zones=[Rectangle(0, 0, 10, 10)], par=dossier.cree_par)


@pytest.mark.parametrize(("avant", "apres"), [("abandonnee", ("attente", 0)), ("faite", ("faite", 3))])
def test_once_given_back_it_is_read_if_its_reading_was_given_up(avant, apres):
    piece = _put_aside(make_submitted())
    Lecture.objects.update(etat=avant, essais=3)
    lift_quarantine(piece=piece, par=make_administrateur(), le=LUNDI)
    assert Lecture.objects.values_list("etat", "essais").get() == apres
