"""The trace of a whole life verifies, read back from the database."""

import pytest

from dossiers.queries.trace import digest_of, verify_chain
from tests.factories import make_decided, make_dossier

pytestmark = pytest.mark.django_db


def test_whole_life_verifies():
    dossier = make_decided()
    assert [e.geste for e in dossier.evenements.all()] == [
        "creer", "accepter_charte", "repondre", "deposer_piece", "soumettre", "examiner", "valider",
    ]  # fmt: skip
    assert verify_chain(dossier) == ()


def test_one_query_whatever_its_length(django_assert_num_queries):
    for dossier in (make_dossier(), make_decided()):
        with django_assert_num_queries(1):
            verify_chain(dossier)


def test_each_event_follows_the_one_before():
    evenements = list(make_decided().evenements.all())
    assert [e.precedent for e in evenements[1:]] == [e.empreinte for e in evenements[:-1]]
    assert evenements[0].precedent == "0" * 64
    assert [digest_of(e) for e in evenements] == [e.empreinte for e in evenements]


def test_event_moved_to_another_dossier_is_seen():
    voleur, vole = make_dossier(), make_dossier(etape=2)
    vole.evenements.filter(rang=2).update(dossier=voleur)
    assert verify_chain(voleur) == (
        "L’événement n°\u00a02 ne suit pas celui qui le précède.",
        "L’événement n°\u00a02 n’est plus celui qui a été écrit.",
    )


def test_no_name_nor_address_in_what_is_hashed():
    dossier = make_decided()
    contenus = repr([(e.geste, e.donnees) for e in dossier.evenements.all()])
    for personnel in (
        dossier.cree_par.courriel,
        dossier.cree_par.nom,
        dossier.editeur.raison_sociale,
        "00123",
        "coupée",
    ):
        assert personnel not in contenus
