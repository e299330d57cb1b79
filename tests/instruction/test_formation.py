"""« S’entraîner »: opened, decided, begun again; never beside real work."""

import pytest
from django.urls import reverse

from dossiers.models import Dossier
from tests.factories import make_editeur, make_instructeur, make_membre, make_referentiel, make_submitted
from tests.instruction.outils import address, text

pytestmark = pytest.mark.django_db
PAGE = "/instruction/formation/"


@pytest.fixture
def ans(client):
    make_referentiel()
    compte = make_instructeur(prenom="Anne", nom="Sol")
    client.force_login(compte)
    return compte


def start(client, exercice: str = "propre") -> Dossier:
    champs = {"exercice": exercice, "dispositif": "DSR-MDV-LGC-Va2"}
    reponse = client.post(reverse("instruction:formation"), champs)
    assert reponse.status_code == 302
    return Dossier.objects.filter(formation=True).latest("pk")


def test_it_opens_on_the_dossier_which_says_what_it_is(client, ans):
    dossier = start(client)
    dit = text(client.get(address(dossier)))
    assert "Dossier de formation : tout y est fictif" in dit
    assert "Anne Sol a ouvert ce dossier de formation" in dit
    assert "Éditeur d’entraînement (fictif)" in dit


def test_an_unknown_exercise_or_dispositif_is_said_at_its_field(client, ans):
    reponse = client.post(reverse("instruction:formation"), {"exercice": "x", "dispositif": "y"})
    assert dict(reponse.context["form"].errors) == {
        "exercice": ["Choisissez un de ces exercices."],
        "dispositif": ["Choisissez un de ces dispositifs."],
    }
    assert Dossier.objects.count() == 0


def test_ones_latest_are_listed_and_not_those_of_others(client, ans):
    dossier = start(client)
    assert dossier.reference in text(client.get(reverse("instruction:formation")))
    client.force_login(make_instructeur())
    assert dossier.reference not in text(client.get(reverse("instruction:formation")))


def test_begin_again(client, ans):
    dossier = start(client, "sous_seuil")
    reponse = client.post(reverse("instruction:recommencer", args=[dossier.uuid]))
    autre = Dossier.objects.filter(formation=True).latest("pk")
    assert (reponse.url, autre.pk != dossier.pk) == (address(autre), True)


def test_it_stands_in_its_tab_alone_and_real_ones_in_theirs(client, ans):
    reel, fictif = make_submitted(), start(client)
    onglets = {vue: text(client.get(reverse("instruction:file"), {"vue": vue})) for vue in ("tous", "formation")}
    assert {vue: (reel.reference in dit, fictif.reference in dit) for vue, dit in onglets.items()} == {
        "tous": (True, False),
        "formation": (False, True),
    }


def test_an_empty_tab_offers_to_open_one(client, ans):
    assert "Aucun dossier de formation en cours" in text(client.get(reverse("instruction:file"), {"vue": "formation"}))


def test_the_search_does_not_find_it_among_real_ones(client, ans):
    start(client)
    page = client.get(reverse("instruction:file"), {"vue": "tous", "q": "entraînement"})
    assert page.context["page"].lignes == ()


def test_next_is_of_its_kind(client, ans):
    reel, fictif = make_submitted(), start(client)
    autre = start(client)
    assert client.get(address(fictif)).context["vue"].suivant == autre
    assert client.get(address(reel)).context["vue"].suivant is None


def test_nobody_of_a_company_reaches_it(client, ans):
    dossier = start(client)
    client.force_login(make_membre(make_editeur()))
    assert client.get(reverse("depot:dossier", args=[dossier.uuid])).status_code == 404
    assert client.get(PAGE).status_code == 404
