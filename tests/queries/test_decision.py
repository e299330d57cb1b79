"""The document of a decision: its content, its words, and what anyone may check."""

import json
from datetime import datetime, timedelta

import pytest

from dossiers.actions.decision import revoke_decision
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.reponse import save_reponses
from dossiers.models import Decision, Soumission
from dossiers.queries.decision import (
    Verification,
    decision_data,
    decision_of,
    verification_of,
    verification_url,
)
from dossiers.queries.perimetre import Introuvable
from dossiers.rules.decision import Validite
from dossiers.rules.evenement import digest
from tests.factories import (
    LUNDI,
    PARIS,
    fresh,
    make_administrateur,
    make_decided,
    make_dispense,
    make_editeur,
    make_instructeur,
    make_membre,
    make_piece,
    make_submitted,
    picture,
    verdicts,
)

pytestmark = pytest.mark.django_db
SITE = "https://suivi.exemple.fr"
REFUS = "La copie d’écran est coupée."


@pytest.fixture(autouse=True)
def _site(settings):
    settings.ADRESSE_DU_SITE = SITE


def decide(decision: str = "valider", **champs) -> Decision:
    membre = make_membre(make_editeur("Alpha Santé", "732829320"), prenom="Claire", nom="Fontaine")
    par = make_instructeur(prenom="Inès", nom="Leroy")
    make_decided(decision, par, membre=membre, nom="Alpha", version_majeure="4", **champs)
    return Decision.objects.select_related("soumission__dossier__referentiel").get()


def test_all_that_a_decision_says():
    decision = decide()
    soumission = decision.soumission
    dossier = soumission.dossier
    contenu = dict(decision.contenu)
    exigences = contenu.pop("exigences")
    assert contenu == {
        "code": decision.code,
        "decision": "valider",
        "motif": "",
        "par": "Inès Leroy",
        "le": "2026-03-02T09:00:00+00:00",
        "editeur": {"nom": "Alpha Santé", "siren": "732829320"},
        "solution": "Alpha 4",
        "dossier": dossier.reference,
        "etape": {"numero": 2, "libelle": "Éligibilité"},
        "dispositif": {"code": "DSR-MDV-LGC-Va2", "libelle": "Logiciel de gestion de cabinet, vague 2"},
        "referentiel": {"version": 1, "sha256": dossier.referentiel.sha256},
        "envoi": {
            "recepisse": f"{dossier.reference}-E2-T1",
            "par": "Claire Fontaine",
            "le": "2026-03-02T09:00:00+00:00",
            "sha256": soumission.sha256,
        },
        "convention": "456-A",
    }
    assert [(e["libelle"].split(" (")[0], e["valeur"], e["verdict"]) for e in exigences] == [
        ("Numéro d’identification éditeur", "00123", "conforme"),
        ("Numéro d’identification logiciel", "456-A", "conforme"),
        ("Preuve de la demande déposée au CNDA", "Pré-examen", "conforme"),
        ("Versions obsolètes de la solution", "néant", "conforme"),
    ]
    assert exigences[2]["pieces"] == [{"nom": "cnda.png", "sha256": dossier.pieces.get().sha256}]
    assert all(e["source"] for e in exigences)
    assert not any(e["source"].startswith("http") for e in exigences)


@pytest.mark.parametrize("sens", ["refuser", "demander_complements"])
def test_what_is_not_conforme_bears_its_reason_and_no_number_is_promised(sens):
    contenu = decide(sens).contenu
    assert (contenu["decision"], contenu["convention"]) == (sens, "")
    assert [(e["verdict"], e["motif"]) for e in contenu["exigences"]] == [
        ("conforme", ""),
        ("conforme", ""),
        ("a_corriger", REFUS),
        ("conforme", ""),
    ]


def test_what_is_waived_says_so_in_place_of_its_verdict():
    dossier = make_submitted()
    make_dispense(dossier, "nil", motif="Cas prévu par l’ANS.")
    dossier, examens = fresh(dossier), {c: e for c, e in verdicts().items() if c != "nil"}
    choix = {"decision": "valider", "version": dossier.version, "par": make_instructeur(), "le": LUNDI}
    decide_etape(dossier=dossier, examens=examens, **choix)
    contenu = Decision.objects.get().contenu
    assert [e["verdict"] for e in contenu["exigences"]] == ["conforme", "dispensee", "conforme", "conforme"]
    nil = contenu["exigences"][1]
    assert ("Cas prévu par l’ANS." in nil["valeur"], nil["motif"], nil["pieces"]) == (True, "", [])


def test_the_seal_holds_once_read_back_from_the_database():
    decision = decide("refuser")
    assert decision.sha256 == digest(decision.contenu)


def test_the_words_of_the_document_are_plain_data():
    decision = decide()
    donnees = decision_data(decision)
    assert json.loads(json.dumps(donnees)) == donnees
    assert {nom: donnees[nom] for nom in ("numero", "le", "adresse", "page", "revoquee", "demonstration")} == {
        "numero": decision.numero,
        "le": "2 mars 2026 à 10\u00a0h",
        "adresse": f"{SITE}/decision/{decision.numero}/{decision.sha256[:16]}/",
        "page": f"{SITE}/decision/",
        "revoquee": "",
        "demonstration": False,
    }
    assert donnees["envoi"]["le"] == "2 mars 2026 à 10\u00a0h"


# ------------------------------------------------------------------ verification


def verify(decision: Decision, empreinte: str | None = None) -> tuple[Validite, Decision | None]:
    lue = verification_of(decision.numero, decision.sha256[:16] if empreinte is None else empreinte)
    return lue.validite, lue.decision


@pytest.mark.parametrize("sens", ["valider", "refuser", "demander_complements"])
def test_a_genuine_decision_is_in_force(sens):
    decision = decide(sens)
    assert verify(decision) == verify(decision, "") == (Validite.EN_VIGUEUR, decision)


def test_the_number_and_the_mark_are_read_whatever_their_case():
    decision = decide()
    for numero in (decision.code, decision.numero.lower(), decision.numero.replace("-", " ")):
        assert verification_of(numero, decision.sha256[:16].upper()).validite is Validite.EN_VIGUEUR


@pytest.mark.parametrize("numero", ["", "rien", "7K3M-9QTR-WX4P-2HND", "7K3M-9QTR-WX4P-2HN", "\x00" * 16, "é" * 2000])
def test_all_that_is_unknown_is_unknown_alike(numero):
    decide()
    assert verification_of(numero) == verification_of(numero, "0" * 16) == Verification(Validite.INCONNUE)


@pytest.mark.parametrize("empreinte", ["0" * 16, "0", "é", "\x00", "0" * 5000])
def test_an_altered_address_shows_nothing(empreinte):
    assert verify(decide(), empreinte) == (Validite.ALTEREE, None)


def test_a_row_that_was_tampered_with_shows_nothing():
    decision = decide("refuser")
    Decision.objects.update(contenu={**decision.contenu, "decision": "valider"})
    assert verify(decision) == verify(decision, "") == (Validite.ALTEREE, None)


def test_a_revoked_decision_says_so():
    decision = decide()
    revoke_decision(decision=decision, motif="Erreur.", par=make_administrateur(), le=LUNDI)
    assert verify(decision) == (Validite.REVOQUEE, decision)


def test_a_request_is_replaced_by_the_next_sending():
    decision = decide("demander_complements")
    dossier = decision.soumission.dossier
    make_piece(dossier, contenu=picture(couleur="red"))
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    assert verify(decision) == (Validite.REMPLACEE, decision)


def test_what_changes_afterwards_does_not_change_what_was_decided():
    decision = decide("demander_complements")
    dossier = decision.soumission.dossier
    save_reponses(dossier=dossier, valeurs={"nie": "99"}, par=dossier.cree_par, le=LUNDI)
    type(dossier.editeur).objects.update(raison_sociale="Autre nom")
    trouvee = verification_of(decision.numero).decision
    assert (trouvee.contenu, trouvee.contenu["editeur"]["nom"]) == (decision.contenu, "Alpha Santé")


def test_one_query(django_assert_num_queries):
    decision = decide()
    with django_assert_num_queries(1):
        verification_of(decision.numero, decision.sha256[:16])
    with django_assert_num_queries(0):
        verification_of("rien")


def test_the_address_of_the_code_names_nobody():
    decision = decide()
    assert verification_url(decision) == f"{SITE}/decision/{decision.numero}/{decision.sha256[:16]}/"


def test_one_round_of_one_étape():
    decision = decide()
    dossier = decision.soumission.dossier
    assert decision_of(dossier, 1, 2) == decision
    for tour, etape in ((2, 2), (1, 3), (0, 2), (10**30, 2)):
        with pytest.raises(Introuvable):
            decision_of(dossier, tour, etape)


def test_numbers_are_drawn_at_random():
    for _ in range(2):
        make_decided(le=datetime(2026, 3, 3, 9, tzinfo=PARIS) + timedelta(hours=1))
    codes = [decision.code for decision in Decision.objects.all()]
    assert (len(set(codes)), {len(code) for code in codes}) == (2, {16})
    assert Soumission.objects.filter(document=None).count() == 0
