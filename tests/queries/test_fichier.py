"""Files of proofs and of messages alike: what is kept, and what was put aside in a company."""

import pytest

from dossiers.models import Jointe, Piece
from dossiers.queries.fichier import GENRES, held_files, quarantined_digests
from tests.factories import LUNDI, make_dossier, make_message, make_piece, picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def fichiers(base_du_module) -> tuple[Piece, Jointe]:
    """A proof and an attachment of one dossier, of different colours."""
    dossier = make_dossier(etape=2)
    make_message(dossier, fichiers=[upload("vert.png", picture(couleur="green"))])
    return make_piece(dossier), Jointe.objects.get()


def put_aside(fichier: Piece | Jointe) -> None:
    type(fichier).objects.filter(pk=fichier.pk).update(quarantaine_le=LUNDI, quarantaine_motif="Un nom se lit.")


def test_what_is_kept_whatever_became_of_it(fichiers):
    piece, jointe = fichiers
    put_aside(piece)
    Piece.objects.update(remplacee_le=LUNDI)
    assert [list(lot) for lot in held_files()] == [[piece], [jointe]]
    Jointe.objects.update(purgee_le=LUNDI)
    assert [list(lot) for lot in held_files()] == [[piece], []]


@pytest.mark.parametrize("rang", [0, 1])
def test_put_aside_it_is_known_in_its_company_alone(fichiers, rang):
    editeur, autre = fichiers[0].dossier.editeur_id, make_dossier().editeur_id
    empreintes = [fichier.sha256 for fichier in fichiers]
    assert quarantined_digests(editeur, empreintes) == set()
    put_aside(fichiers[rang])
    assert quarantined_digests(editeur, empreintes) == {empreintes[rang]}
    assert quarantined_digests(editeur, [empreintes[1 - rang], "0" * 64]) == set()
    assert quarantined_digests(autre, empreintes) == set()


def test_two_queries_whatever_their_number(fichiers, django_assert_num_queries):
    with django_assert_num_queries(len(GENRES)):
        quarantined_digests(fichiers[0].dossier.editeur_id, ["0" * 64, "1" * 64])
