"""What was sent, line by line, in the order of the form, with what was said of it."""

import pytest

from dossiers.actions.etape import submit_etape
from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier
from dossiers.queries.bilan import bilan_of
from dossiers.queries.situation import last_soumission
from tests.factories import LUNDI, fresh, make_decided, make_dossier, make_piece, make_submitted, picture

pytestmark = pytest.mark.django_db


def lines(dossier: Dossier) -> list[tuple[str, str, str]]:
    bilan = bilan_of(dossier, last_soumission(dossier, 2))
    return [(ligne.libelle.split(" (")[0], ligne.valeur, ligne.statut) for ligne in bilan.lignes]


def test_answers_then_requirements_in_the_order_of_the_form():
    assert lines(make_submitted()) == [
        ("Votre solution s’appuie-t-elle sur une solution tierce déjà certifiée par le CNDA", "Non", ""),
        ("Numéro d’identification éditeur", "00123", ""),
        ("Numéro d’identification logiciel", "456-A", ""),
        ("Preuve de la demande déposée au CNDA", "cnda.png", "Pré-examen"),
        ("Versions obsolètes de la solution", "néant", ""),
    ]


def test_what_was_not_asked_was_not_sent():
    dossier = make_dossier(etape=2, financement=False)
    valeurs = {"montage": "oui", "moteur": "non", "nie": "1", "nil": "2", "nil_tiers": "3", "solution_tiers": "Beta 2"}
    save_reponses(dossier=dossier, valeurs=valeurs, par=dossier.cree_par, le=LUNDI)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    assert [valeur for _, valeur, _ in lines(fresh(dossier))] == ["Oui", "Non", "1", "3", "Beta 2"]


def test_it_stays_what_was_sent_whatever_is_told_since():
    dossier = make_decided("demander_complements")
    avant = lines(dossier)
    make_piece(dossier, nom="mieux.png", contenu=picture(couleur="blue"))
    save_reponses(dossier=dossier, valeurs={"statut_cnda": "Examen"}, par=dossier.cree_par, le=LUNDI)
    assert lines(dossier) == avant


def test_each_line_carries_its_verdict():
    dossier = make_decided("demander_complements")
    bilan = bilan_of(dossier, last_soumission(dossier, 2))
    assert [(ligne.examen.verdict, ligne.examen.motif) if ligne.examen else None for ligne in bilan.lignes] == [
        None,
        ("conforme", ""),
        ("conforme", ""),
        ("a_corriger", "La copie d’écran est coupée."),
        ("conforme", ""),
    ]


def test_it_costs_two_queries(django_assert_num_queries):
    dossier = make_decided("demander_complements")
    soumission = last_soumission(dossier, 2)
    with django_assert_num_queries(2):
        bilan_of(dossier, soumission)
