"""The internal notes of a dossier: who may take one back, what it is about, and nothing to another company."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dossiers.actions.note import withdraw_note, write_note
from dossiers.queries.note import note_of, notes_of
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.referentiel import dispositif_of
from tests.factories import LUNDI, make_dossier, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def monde(base_du_module):
    """A dossier, Inès, and three notes: one that she took back, one of a colleague, one of hers on the NIL."""
    dossier, ines = make_dossier(), make_instructeur()
    ecrites = [
        write_note(dossier=dossier, texte=texte, exigence=sur, par=par, le=LUNDI + rang * timedelta(hours=1))
        for rang, (texte, sur, par) in enumerate((("A", "", ines), ("B", "", make_instructeur()), ("C", "nil", ines)))
    ]
    withdraw_note(note=ecrites[0], par=ines, le=LUNDI)
    return dossier, ines, ecrites


def test_the_latest_first_those_taken_back_included(monde, django_assert_num_queries):
    dossier, ines, _ = monde
    dispositif = dispositif_of(dossier.referentiel)
    with django_assert_num_queries(1):
        lignes = notes_of(dossier, ines, dispositif)
    assert [(x.note.texte, x.sur, x.retirable) for x in lignes] == [
        ("C", "Numéro d’identification logiciel (NIL)", True),
        ("B", "", False),
        ("A", "", False),
    ]
    assert notes_of(make_dossier(), ines, dispositif) == []


def test_one_of_them(monde):
    dossier, ines, ecrites = monde
    assert note_of(ines, dossier.uuid, ecrites[1].pk) == ecrites[1]
    for uuid, note in ((make_dossier().uuid, ecrites[1].pk), (uuid4(), ecrites[1].pk), (dossier.uuid, 0)):
        with pytest.raises(Introuvable, match="Cette note n’existe pas"):
            note_of(ines, uuid, note)


def test_another_company_finds_none(monde):
    dossier, _, ecrites = monde
    with pytest.raises(Introuvable):
        note_of(make_membre(), dossier.uuid, ecrites[1].pk)
