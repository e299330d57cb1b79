"""The list of all waivers: three tabs, what each holds, at the same cost whatever they hold."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Dispense
from tests.factories import make_administrateur, make_dispense, make_instructeur, make_submitted
from tests.instruction.outils import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def ans(client):
    compte = make_instructeur()
    client.force_login(compte)
    return compte


def shown(client, vue: str = "") -> list[str]:
    lignes = client.get(reverse("pilotage:dispenses"), {"vue": vue} if vue else {}).context["page"].lignes
    return [ligne.dispense.exigence for ligne in lignes]


def test_tabs(client, ans):
    dossier, maintenant = make_submitted(), timezone.now()
    make_dispense(dossier, "nie", jours=None)
    make_dispense(dossier, "nil", le=maintenant, jours=5)
    make_dispense(dossier, "preuve_cnda", le=maintenant - timedelta(days=90), jours=5)
    levee = make_dispense(dossier, "versions_obsoletes", jours=None)
    Dispense.objects.filter(pk=levee.pk).update(levee_le=maintenant, levee_par=ans, levee_motif="Fini.")
    assert {vue: shown(client, vue) for vue in ("", "en_vigueur", "bientot", "terminees", "inconnue")} == {
        "": ["nil", "nie"],
        "en_vigueur": ["nil", "nie"],
        "bientot": ["nil"],
        "terminees": ["versions_obsoletes", "preuve_cnda"],
        "inconnue": ["nil", "nie"],
    }


def test_each_line_says_what_whom_until_when_why_and_who(client, ans):
    dossier = make_submitted()
    make_dispense(dossier, "nil", jours=None, par=make_administrateur(prenom="Ada", nom="Min"))
    dit = text(client.get(reverse("pilotage:dispenses")))
    for attendu in ("Numéro d’identification logiciel (NIL)", dossier.reference, "sans terme", "Ada Min", "Sans objet"):
        assert attendu in dit


@pytest.mark.parametrize("vue", ["en_vigueur", "bientot", "terminees"])
def test_empty_tabs_say_so(client, ans, vue):
    assert "Aucune dispense" in text(client.get(reverse("pilotage:dispenses"), {"vue": vue}))


def test_pages_follow_one_another(client, ans, monkeypatch):
    monkeypatch.setattr("dossiers.queries.dispense.PAGE", 2)
    dossier = make_submitted()
    for code in ("nie", "nil", "preuve_cnda"):
        make_dispense(dossier, code, jours=None)
    premiere = client.get(reverse("pilotage:dispenses")).context["page"]
    assert [ligne.dispense.exigence for ligne in premiere.lignes] == ["preuve_cnda", "nil"]
    suivante = client.get(reverse("pilotage:dispenses"), {"apres": premiere.suite}).context["page"]
    assert ([ligne.dispense.exigence for ligne in suivante.lignes], suivante.suite) == (["nie"], None)


@pytest.mark.parametrize("apres", ["abc", "-1", "²", "9" * 40])
def test_a_key_that_means_nothing_shows_the_first_page(client, ans, apres):
    make_dispense(make_submitted(), "nie", jours=None)
    assert len(client.get(reverse("pilotage:dispenses"), {"apres": apres}).context["page"].lignes) == 1


def test_same_cost_for_one_and_three(client, ans, django_assert_num_queries):
    make_dispense(make_submitted(), "nie", jours=None)
    client.get(reverse("pilotage:dispenses"))
    with django_assert_num_queries(3):
        client.get(reverse("pilotage:dispenses"))
    for _ in range(2):
        make_dispense(make_submitted(), "nie", jours=None)
    with django_assert_num_queries(3):
        client.get(reverse("pilotage:dispenses"))
