"""Facts in words: the answers that led to a verdict, what a field is called."""

import pytest

from dossiers.rules.condition import Raison
from dossiers.rules.exigence import judge_exigence
from dossiers.rules.phrase import fact_label, field_label, reasons_sentence, show_value
from tests.rules.situations import LE, LGC
from tests.rules.textes import dispositif

MONTAGE = "Votre solution s’appuie-t-elle sur une solution tierce déjà certifiée par le CNDA (un montage)\u202f?"
MOTEUR = "Votre logiciel intègre-t-il un moteur (EAI)\u202f?"


@pytest.mark.parametrize(
    ("code", "faits", "phrase"),
    [
        ("nie", {}, ""),
        ("nil", {"montage": False}, f"«\u00a0{MONTAGE}\u00a0»\u00a0: non"),
        (
            "nil_tiers",
            {"montage": True, "moteur": False, "exception_eai": True},
            f"«\u00a0{MONTAGE}\u00a0»\u00a0: oui\u202f; «\u00a0{MOTEUR}\u00a0»\u00a0: non",
        ),
        ("versions_obsoletes", {"financement": True}, "offre avec financement\u00a0: oui"),
        ("nru_proxy", {"proxy": True}, "composant Proxy e-santé\u00a0: oui"),
    ],
)
def test_the_answers_that_led_to_a_verdict(code, faits, phrase):
    lu = dispositif(LGC)
    assert reasons_sentence(judge_exigence(lu.exigence(code), faits, LE.date()), lu) == phrase


@pytest.mark.parametrize(
    ("fait", "libelle"),
    [
        ("montage", f"«\u00a0{MONTAGE}\u00a0»\u00a0:"),
        ("profil_medecin_traitant", "profil «\u00a0Médecin traitant\u00a0»\u00a0:"),
        ("exception_eai", "exception EAI prévue par le dispositif\u00a0:"),
        ("fait_nouveau", "fait du dispositif «\u00a0fait nouveau\u00a0»\u00a0:"),
    ],
)
def test_what_a_fact_is_called(fait, libelle):
    assert fact_label(fait, dispositif(LGC)) == libelle


@pytest.mark.parametrize(("valeur", "dit"), [(True, "oui"), (False, "non"), ("autre", "autre")])
@pytest.mark.parametrize("fait", ["montage", "inconnu"])
def test_a_value_in_french(fait, valeur, dit):
    assert show_value(Raison(fait, valeur), dispositif(LGC)) == dit


@pytest.mark.parametrize(
    ("code", "libelle"),
    [
        ("montage", MONTAGE),
        ("nie", "Numéro d’identification éditeur (NIE)"),
        ("statut_cnda", "Statut affiché sur la copie d’écran"),
        ("inconnu", "inconnu"),
    ],
)
def test_what_a_field_is_called(code, libelle):
    assert field_label(code, dispositif(LGC)) == libelle
