"""What the antivirus has seen, counted."""

import pytest

from dossiers.models import Piece
from dossiers.queries.analyse import bilan_of_analyses
from tests.factories import LUNDI, make_dossier, make_message, make_piece, picture, upload

pytestmark = pytest.mark.django_db


def test_each_state_and_the_quarantine_in_two_queries(django_assert_num_queries):
    dossier = make_dossier(etape=2)
    for etat in ("a_faire", "non_analysee", "non_analysee"):
        Piece.objects.filter(pk=make_piece(dossier).pk).update(analyse=etat)
    Piece.objects.filter(analyse="a_faire").update(quarantaine_le=LUNDI, quarantaine_motif="Un nom se lit.")
    make_message(dossier, fichiers=[upload(contenu=picture(couleur="red"))])
    with django_assert_num_queries(2):
        bilan = bilan_of_analyses()
    assert bilan == {
        "etats": [
            ("en cours d’analyse", 2),
            ("aucun virus trouvé", 0),
            ("virus trouvé", 0),
            ("non analysé", 2),
        ],
        "non_analysees": 2,
        "quarantaines": 1,
    }
