"""Views and columns kept from the queue's page: what comes back after a refusal, what a hostile form does."""

import re

import pytest
from django.urls import reverse

from dossiers.actions.favori import save_favori
from dossiers.models import Favori
from dossiers.queries.affichage import D_OFFICE, colonnes_of
from dossiers.queries.file import PAGE
from dossiers.queries.filtre import Vue
from tests.factories import make_dossier, make_instructeur, make_membre, make_submitted
from tests.instruction.outils import text

pytestmark = pytest.mark.django_db
FILE, FAVORI, COLONNES = (reverse(f"instruction:{nom}") for nom in ("file", "favori", "colonnes"))


def test_kept_opened_deleted(client, ans):
    dossier = make_submitted()
    reponse = client.post(FAVORI, {"nom": "À revoir", "file": "vue=equipe&doute=oui&couloir="}, follow=True)
    assert reponse.redirect_chain == [(f"{FILE}?vue=equipe&doute=oui", 302)]
    assert "La vue « À revoir » est enregistrée." in text(reponse)
    favori = Favori.objects.get()
    ouverte = client.get(f"{FILE}?{favori.requete}")
    assert [ligne.dossier for ligne in ouverte.context["page"].lignes] == [dossier]
    assert 'aria-current="true">À revoir</a>' in ouverte.content.decode()
    client.post(reverse("instruction:favori_supprimer", args=[favori.pk]), {"file": favori.requete})
    assert not Favori.objects.exists()


@pytest.mark.parametrize("nom", ["", "   ", "a" * 61])
def test_a_refused_name_comes_back_with_the_page_as_it_was(client, ans, nom):
    reponse = client.post(FAVORI, {"nom": nom, "file": "vue=tous&etape=2"})
    assert (reponse.status_code, Favori.objects.count()) == (422, 0)
    assert reponse.context["filtre"].etape == 2
    assert (reponse.context["refus"]["nom"], 'aria-invalid="true"' in reponse.content.decode()) == (nom, True)


def test_every_link_of_a_page_that_was_refused_leads_to_the_queue(client, ans):
    """The form has an address of its own, where nothing may be read."""
    save_favori(nom="À moi", requete="vue=moi", par=ans)
    par = make_membre()
    for _ in range(PAGE + 1):
        make_dossier(par)
    page = client.post(FAVORI, {"nom": "", "file": "vue=tous"}).content.decode()
    adresses = re.findall(r'(?:href|action)="(\?[^"]*|)"', page)
    assert (adresses, page.count(f'href="{FILE}?')) == ([], len(Vue) + 2)
    assert f'method="get" action="{FILE}"' in page


@pytest.mark.parametrize("file", ["", "vue=rien", "apres=x", "q=" + "a" * 5000, "q=%ff", "x=y" * 900])
def test_filters_that_mean_nothing_are_cut_to_what_they_mean(client, ans, file):
    assert client.post(FAVORI, {"nom": "A", "file": file}).status_code in (302, 422)


def test_somebody_else_s_view_does_not_exist(client, ans):
    client.post(FAVORI, {"nom": "A", "file": "vue=tous"})
    client.force_login(make_instructeur())
    assert "A</a>" not in client.get(FILE).content.decode()
    adresse = reverse("instruction:favori_supprimer", args=[Favori.objects.get().pk])
    assert client.post(adresse).status_code == 404


def test_columns_are_kept_for_the_person(client, ans):
    client.post(COLONNES, {"colonnes": ["nil", "inconnue"], "file": "vue=tous"})
    ans.refresh_from_db()
    assert [colonne.value for colonne in colonnes_of(ans)] == ["nil"]
    assert colonnes_of(make_instructeur()) == D_OFFICE
