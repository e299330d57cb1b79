"""The history in sentences: each geste has its own, repeated savings of a day are told once."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.evenement import record_evenement
from dossiers.actions.reponse import save_reponses
from dossiers.queries.historique import GABARITS, historique_of
from dossiers.rules.transition import TRANSITIONS
from tests.factories import LUNDI, fresh, make_decided, make_dossier, make_editeur, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def sentences(dossier, sauf=()) -> list[str]:
    """Oldest first, special spaces plain."""
    page = render_to_string("composants/historique.html", {"historique": historique_of(dossier, sauf)})
    lignes = re.findall(r"<span>(.*?)</span>", page, flags=re.DOTALL)
    return [re.sub(r"[\s\u00a0\u202f]+", " ", ligne).strip() for ligne in reversed(lignes)]


@pytest.fixture
def camille():
    return make_membre(make_editeur(), prenom="Camille", nom="Martin")


def test_each_geste_of_the_table_has_its_sentence():
    dossier_ = settings.BASE_DIR / "templates" / "evenements"
    assert {chemin.stem for chemin in dossier_.glob("*.html")} == GABARITS | {"autre"}
    assert {t.evenement for t in TRANSITIONS} <= GABARITS


def test_the_life_of_a_dossier_in_sentences():
    ines = make_instructeur(prenom="Inès", nom="Leroy")
    dossier = make_decided("demander_complements", par=ines)
    withdraw_dossier(dossier=dossier, par=dossier.cree_par)
    qui = str(dossier.cree_par)
    assert sentences(dossier) == [
        f"{qui} a ouvert le dossier.",
        f"{qui} a accepté la Charte de référencement Ségur : l’étape 2 est ouverte.",
        f"{qui} a complété l’étape 2 : Votre solution s’appuie-t-elle sur une solution tierce déjà certifiée "
        "par le CNDA (un montage), Numéro d’identification éditeur (NIE), Numéro d’identification logiciel (NIL) "
        "et 2 autres.",
        f"{qui} a déposé une pièce : Preuve de la demande déposée au CNDA.",
        f"{qui} a envoyé l’étape 2 à l’ANS (récépissé {dossier.reference}-E2-T1).",
        "Inès Leroy a examiné l’étape 2 : Numéro d’identification éditeur (NIE), Numéro d’identification logiciel "
        "(NIL), Preuve de la demande déposée au CNDA et 1 autre.",
        f"Inès Leroy a demandé des compléments pour l’étape 2 (récépissé {dossier.reference}-E2-T1).",
        f"{qui} a retiré le dossier.",
    ]


def test_gestes_left_out_are_not_told_and_the_others_are():
    dossier = make_decided("demander_complements", par=make_instructeur(prenom="Inès", nom="Leroy"))
    toutes = sentences(dossier)
    assert [ligne for ligne in toutes if "a examiné" not in ligne] == sentences(dossier, sauf=("examiner",))
    assert len(toutes) - len(sentences(dossier, sauf=("examiner",))) == 1


def test_savings_of_one_person_on_one_day_are_told_once(camille):
    hugo = make_membre(camille.appartenances.get().editeur, "salarie", prenom="Hugo", nom="Bernard")
    dossier = make_dossier(camille, etape=2)
    gestes = [
        (camille, {"nie": "1"}, 1), (camille, {"nil": "2"}, 2), (camille, {"nie": "3"}, 3),
        (hugo, {"nie": "4"}, 4), (camille, {"nil": "5"}, 5), (camille, {"nil": "6"}, 14),
    ]  # fmt: skip
    for par, valeurs, heures in gestes:
        save_reponses(dossier=dossier, valeurs=valeurs, par=par, le=LUNDI + timedelta(hours=heures))
    nie, nil = "Numéro d’identification éditeur (NIE)", "Numéro d’identification logiciel (NIL)"
    assert sentences(dossier)[2:] == [
        f"Camille Martin a complété l’étape 2 : {nie}, {nil}.",
        f"Hugo Bernard a complété l’étape 2 : {nie}.",
        f"Camille Martin a complété l’étape 2 : {nil}.",
        f"Camille Martin a complété l’étape 2 : {nil}.",
    ]
    heures = [ligne.le for ligne in historique_of(dossier)][:4]
    assert heures == [LUNDI + timedelta(hours=h) for h in (14, 5, 4, 3)]


@pytest.mark.parametrize(
    ("geste", "donnees", "phrase"),
    [
        ("relance", {"rang": 1, "nombre": 2, "pour_ans": False},
         "La relance n° 1 sur l’étape 2 est destinée à 2 personnes de l’entreprise."),
        ("relance", {"rang": 1, "nombre": 0, "pour_ans": False},
         "Une relance était due sur l’étape 2 : personne dans l’entreprise ne souhaite en recevoir."),
        ("relance", {"rang": 4, "nombre": 1, "pour_ans": True, "codes": ["nie"]},
         "L’ANS est avertie que l’étape 2 attend malgré les relances."),
        ("relance", {"rang": 1, "nombre": 1, "pour_ans": True, "codes": []},
         "L’ANS est avertie que l’étape 2 attend."),
        ("suspendre_relances", {"jusqu_a": "2026-03-16"},
         "Le service a suspendu les relances de l’étape 2 jusqu’au 16 mars 2026."),
        ("suspendre_relances", {"jusqu_a": ""}, "Le service a levé la suspension des relances."),
        ("relancer", {"nombre": 2},
         "Le service a demandé une relance sur l’étape 2 : 2 personnes de l’entreprise à prévenir."),
        ("deplacer_echeance",
         {"code": "d", "libelle": "Dépôt", "avant": "2026-05-13T10:00:00+00:00", "apres": "2026-06-15T12:00:00+00:00"},
         "La date limite « Dépôt » a changé : fixée au 13 mai 2026 à 12 h, elle l’est désormais au 15 juin 2026 "
         "à 14 h."),
        ("deplacer_echeance", {"code": "d", "libelle": "Dépôt", "avant": "", "apres": "2026-06-15T12:00:00+00:00"},
         "Une date limite s’ajoute au calendrier : « Dépôt », le 15 juin 2026 à 14 h."),
        ("deplacer_echeance", {"code": "d", "libelle": "Dépôt", "avant": "2026-06-15T12:00:00+00:00", "apres": ""},
         "La date limite « Dépôt », fixée au 15 juin 2026 à 14 h, ne figure plus au calendrier."),
        ("soumettre", {}, "Le service a envoyé l’étape 2 à l’ANS."),
        ("deposer_piece", {"exigence": "disparue"}, "Le service a déposé une pièce : disparue."),
        ("../composants/alerte", {}, "Le service : ../composants/alerte."),
    ],
)  # fmt: skip
def test_events_of_nobody_and_of_unknown_kinds(geste, donnees, phrase):
    dossier = make_dossier(etape=2)
    record_evenement(dossier=dossier, geste=geste, etape=2, par=None, le=LUNDI, donnees=donnees)
    assert sentences(dossier)[-1] == phrase


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_history_costs_one_query(nombre, django_assert_num_queries):
    dossier = make_dossier(etape=2)
    for rang in range(nombre):
        save_reponses(dossier=dossier, valeurs={"nie": str(rang)}, par=dossier.cree_par)
    with django_assert_num_queries(1):
        sentences(dossier)


def test_a_long_history_is_cut_at_its_latest_lines(monkeypatch):
    dossier = fresh(make_dossier(etape=2))
    monkeypatch.setattr("dossiers.queries.historique.LIMITE", 1)
    assert sentences(dossier) == [
        f"{dossier.cree_par} a accepté la Charte de référencement Ségur : l’étape 2 est ouverte."
    ]


def test_a_decision_leads_to_its_document_where_the_door_serves_it():
    dossier = make_decided("refuser")
    assert [ligne.document for ligne in historique_of(dossier)[:2]] == ["", ""]
    decidee, examinee = historique_of(dossier, documents="depot:decision_pdf")[:2]
    assert (decidee.document, examinee.document) == (f"/dossiers/{dossier.uuid}/decision/1.pdf", "")
