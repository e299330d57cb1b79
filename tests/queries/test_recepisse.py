"""The words of the receipt's document: plain text, whatever people typed."""

import json

import pytest

from dossiers.actions.etape import submit_etape
from dossiers.queries.bilan import bilan_of
from dossiers.queries.recepisse import recepisse_data
from dossiers.queries.situation import last_soumission
from tests.factories import LUNDI, make_dossier, make_editeur, make_membre, make_pieces, make_ready, make_submitted

pytestmark = pytest.mark.django_db


def test_all_that_the_document_says():
    membre = make_membre(make_editeur("Alpha Santé", "732829320"), prenom="Claire", nom="Fontaine")
    dossier = make_submitted(membre, nom="Alpha", version_majeure="4")
    soumission = last_soumission(dossier, 2)
    donnees = recepisse_data(dossier, bilan_of(dossier, soumission))
    lignes = donnees.pop("lignes")
    assert donnees == {
        "numero": f"{dossier.reference}-E2-T1",
        "le": "2 mars 2026 à 10\u00a0h\u00a000\u00a0min\u00a000\u00a0s",
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
        "suite": [],
    }
    assert [ligne["empreinte"] != "" for ligne in lignes] == [False, False, False, True, False]


def test_every_file_of_a_proof_is_named_with_its_digest():
    dossier = make_ready(make_dossier(etape=2))
    premiere, *suite = make_pieces(dossier, 3)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    bilan = bilan_of(dossier, last_soumission(dossier, 2))
    assert bilan.lignes[3].fichiers == (premiere, *suite)
    ligne = recepisse_data(dossier, bilan)["lignes"][3]
    assert (ligne["valeur"], ligne["empreinte"]) == ("red.png", premiere.sha256)
    assert ligne["suite"] == [{"nom": piece.nom, "empreinte": piece.sha256} for piece in suite]


def test_it_is_plain_data():
    dossier = make_submitted()
    donnees = recepisse_data(dossier, bilan_of(dossier, last_soumission(dossier, 2)))
    assert json.loads(json.dumps(donnees)) == donnees
