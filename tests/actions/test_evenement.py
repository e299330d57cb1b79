"""One line of a trace."""

import pytest

from dossiers.actions.evenement import record_evenement
from dossiers.queries.trace import verify_chain
from tests.factories import LUNDI, make_dossier

pytestmark = pytest.mark.django_db


def test_event_of_nobody_is_chained_like_the_others():
    dossier = make_dossier()
    avant = dossier.evenements.get()
    evenement = record_evenement(dossier=dossier, geste="relance", etape=1, par=None, le=LUNDI, donnees={"rang": 1})
    assert (evenement.rang, evenement.precedent, evenement.par) == (2, avant.empreinte, None)
    assert verify_chain(dossier) == ()


def test_each_dossier_has_its_own_chain():
    premier, second = make_dossier(), make_dossier()
    assert [d.evenements.get().rang for d in (premier, second)] == [1, 1]
    assert premier.evenements.get().empreinte != second.evenements.get().empreinte


def test_words_with_accents_and_nested_data_verify():
    dossier = make_dossier()
    donnees = {"é": ["à", 1, None, {"z": True, "a": 1.5}]}
    record_evenement(dossier=dossier, geste="essai", etape=1, par=dossier.cree_par, le=LUNDI, donnees=donnees)
    assert verify_chain(dossier) == ()
