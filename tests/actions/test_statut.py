"""The status that a proof surely shows is kept, and forgotten when it no longer does."""

from datetime import date

import pytest

from dossiers.actions.statut import note_statut
from dossiers.models import Statut
from dossiers.rules.constat import Lu, Motif, conclude
from tests.factories import LUNDI, make_dossier, make_piece
from tests.fiches import zone

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def piece(base_du_module):
    return make_piece(make_dossier(etape=2))


def constat(motif: Motif = Motif.CONFORME, code: str = "pre_examen", **textes: str):
    textes = {"nil": "456-A", "statut": "Pré-examen", **textes}
    lus = {nom: Lu(texte, zone(0, 0, texte), 0.99, 1) for nom, texte in textes.items()}
    return conclude(motif, {}, lus, code)


def kept() -> list[tuple]:
    return list(Statut.objects.values_list("nil", "code", "libelle", "date", "constate_le"))


@pytest.mark.parametrize("motif", [Motif.CONFORME, Motif.STATUT_INSUFFISANT])
def test_sure_status_is_kept_with_the_day_shown(piece, motif):
    note_statut(piece.dossier, piece, constat(motif, date="depuis le 02/04/2026"))
    assert kept() == [("456-A", "pre_examen", "Pré-examen", date(2026, 4, 2), LUNDI)]
    assert Statut.objects.get().solution == piece.dossier.solution


@pytest.mark.parametrize("affichee", ["", "hier", "31/02/2026"])
def test_day_that_is_none_is_left_empty(piece, affichee):
    note_statut(piece.dossier, piece, constat(date=affichee))
    assert kept() == [("456-A", "pre_examen", "Pré-examen", None, LUNDI)]


def test_read_again_it_is_the_same_row(piece):
    note_statut(piece.dossier, piece, constat())
    note_statut(piece.dossier, piece, constat(code="examen", statut="Examen"))
    assert kept() == [("456-A", "examen", "Examen", None, LUNDI)]


@pytest.mark.parametrize("motif", [Motif.STATUT_INCERTAIN, Motif.AUTRE_NIL, Motif.STATUT_INCONNU, None])
def test_what_is_no_longer_sure_is_forgotten(piece, motif):
    note_statut(piece.dossier, piece, constat())
    note_statut(piece.dossier, piece, motif and constat(motif))
    assert kept() == []


def test_long_texts_fit(piece):
    note_statut(piece.dossier, piece, constat(nil="9" * 60, statut="x" * 300))
    assert [(len(nil), len(libelle)) for nil, _, libelle, _, _ in kept()] == [(40, 200)]
