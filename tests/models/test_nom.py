"""What people read of a row."""

import re

import pytest

from dossiers.models import (
    Avis,
    Envoi,
    Examen,
    Jugement,
    Mesure,
    Note,
    Reglage,
    Relecture,
    Reponse,
    Tentative,
)
from tests.factories import LUNDI, make_decided, make_editeur, make_membre, make_proposed

pytestmark = pytest.mark.django_db


def test_reference_and_receipt_are_what_people_say_on_the_phone():
    dossier = make_decided(nom="Logiciel A")
    assert re.fullmatch(r"[0-9A-F]{4}-[0-9A-F]{4}", dossier.reference)
    assert str(dossier) == f"{dossier.reference} – Logiciel A 1"
    assert dossier.soumissions.get().numero == f"{dossier.reference}-E2-T1"


def test_message_id_is_the_same_at_each_try():
    envoi = Envoi(cle="a")
    assert envoi.message_id == f"<{envoi.uuid.hex}@suivi-segur>" == envoi.message_id


def test_labels():
    assert str(make_editeur("Alpha")) == "Alpha"
    assert str(Examen(exigence="nie", verdict="a_corriger")) == "nie\u00a0: À corriger"
    assert str(Reponse(code="nie", valeur="0" * 50)) == f"nie = {'0' * 40}"
    assert str(Tentative(cle="a" * 64, echecs=3)) == "aaaaaaaa…\u00a0: 3"
    assert str(Reglage(code="lecture", valeur="arretee")) == "Lecture des preuves\u00a0: Arrêtée"
    assert str(Reglage(code="relecture", taux=5)) == "Seconde lecture\u00a0: 5\u00a0%"
    assert str(Avis(nom="Jeanne")) == "avis de Jeanne"
    assert str(Note(le=LUNDI)) == "note du 2 mars 2026"
    assert str(Jugement(exigence="nie")) == "nie"
    relecture = Relecture.objects.get(soumission__dossier=make_proposed())
    assert str(relecture) == f"seconde lecture de {relecture.soumission.numero}"
    assert str(Mesure(le=LUNDI, moteur="moteur 1")) == "2 mars 2026 à 10\u00a0h, moteur 1"
    membre = make_membre(role="representant", prenom="Camille", nom="Durand")
    assert str(membre.appartenances.get()) == "Camille Durand (Représentant)"
