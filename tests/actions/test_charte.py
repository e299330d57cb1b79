"""Étape 1: the charte is accepted by someone able to engage the company, and étape 2 opens."""

import pytest

from dossiers.actions.charte import accept_charte
from dossiers.rules.refus import Interdit, Refus
from tests.factories import LUNDI, fresh, make_dossier, make_membre

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["mandataire", "representant"])
def test_accepted(role):
    dossier = make_dossier()
    par = make_membre(dossier.editeur, role)
    accept_charte(dossier=dossier, acceptee=True, par=par, le=LUNDI)
    apres = fresh(dossier)
    assert (apres.etape, apres.etat, apres.manques) == (2, "ouverte", 3)
    assert [(e.geste, e.par) for e in apres.evenements.all()][1:] == [("accepter_charte", par)]


def test_box_left_empty():
    dossier = make_dossier()
    with pytest.raises(Refus) as refus:
        accept_charte(dossier=dossier, acceptee=False, par=dossier.cree_par, le=LUNDI)
    phrase = "Cochez la case pour accepter la charte\u00a0: sans elle, l’étape 2 reste fermée."
    assert (refus.value.phrase, refus.value.champs) == (phrase, {"acceptee": phrase})
    assert (fresh(dossier).etape, fresh(dossier).version) == (1, 0)


def test_employee_may_not():
    dossier = make_dossier()
    with pytest.raises(Interdit):
        accept_charte(dossier=dossier, acceptee=True, par=make_membre(dossier.editeur, "salarie"), le=LUNDI)


def test_accepted_once():
    dossier = make_dossier(etape=2)
    with pytest.raises(Refus, match="n’est pas possible maintenant"):
        accept_charte(dossier=dossier, acceptee=True, par=dossier.cree_par, le=LUNDI)
