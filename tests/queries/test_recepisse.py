"""The words of the receipt's document: plain text, whatever people typed."""

import json

import pytest

from dossiers.queries.bilan import bilan_of
from dossiers.queries.recepisse import recepisse_data
from dossiers.queries.situation import last_soumission
from tests.factories import make_editeur, make_membre, make_submitted

pytestmark = pytest.mark.django_db


def test_all_that_the_document_says():
    membre = make_membre(make_editeur("Alpha Santé", "732829320"), prenom="Claire", nom="Fontaine")
    dossier = make_submitted(membre, nom="Alpha", version_majeure="4")
    soumission = last_soumission(dossier, 2)
    donnees = recepisse_data(dossier, bilan_of(dossier, soumission))
    lignes = donnees.pop("lignes")
    assert donnees == {
        "numero": f"{dossier.reference}-E2-T1",
        "le": "02/03/2026 à 10:00:00",
        "par": "Claire Fontaine",
        "empreinte": soumission.sha256,
        "editeur": "Alpha Santé",
        "siren": "732829320",
        "solution": "Alpha 4",
        "dispositif": "Logiciel de gestion de cabinet, vague 2 (DSR-MDV-LGC-Va2)",
        "referentiel": "version 1",
        "tour": 1,
    }
    assert lignes[3] == {
        "libelle": "Preuve de la demande déposée au CNDA",
        "valeur": "cnda.png",
        "statut": "Pré-examen",
        "empreinte": dossier.pieces.get().sha256,
    }
    assert [ligne["empreinte"] != "" for ligne in lignes] == [False, False, False, True, False]


def test_it_is_plain_data():
    dossier = make_submitted()
    donnees = recepisse_data(dossier, bilan_of(dossier, last_soumission(dossier, 2)))
    assert json.loads(json.dumps(donnees)) == donnees
