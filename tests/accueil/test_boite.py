"""One's own mails: those of the person signed in, and of nobody else."""

import pytest

from dossiers.models import Envoi
from tests.factories import LUNDI, make_compte, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
PAGE = "/mes-courriels/"


def post(compte, genre: str) -> None:
    Envoi.objects.create(
        cle=f"{compte.pk}:{genre}", genre=genre, destinataire=compte, a_partir_de=LUNDI, cree_le=LUNDI, etat="envoye"
    )


@pytest.mark.parametrize("fabrique", [make_membre, make_instructeur])
def test_mine_alone(client, fabrique):
    moi = fabrique()
    post(moi, "recepisse")
    post(make_membre(), "refuser")
    client.force_login(moi)
    reponse = client.get(PAGE)
    assert [ligne.libelle for ligne in reponse.context["page"].lignes] == ["Récépissé d’envoi"]
    assert (moi.courriel in reponse.content.decode(), "Récépissé d’envoi" in reponse.content.decode()) == (True, True)


def test_none_yet(client):
    client.force_login(make_membre())
    assert "Aucun courriel pour l’instant" in client.get(PAGE).content.decode()


def test_page_leads_to_the_next_one(client, monkeypatch):
    moi = make_membre()
    for rang in range(51):
        post(moi, f"g{rang}")
    client.force_login(moi)
    reponse = client.get(PAGE)
    suite = reponse.context["page"].suivante
    assert (len(reponse.context["page"].lignes), f"apres={suite}" in reponse.content.decode()) == (50, True)
    reponse = client.get(PAGE, {"apres": suite})
    assert (len(reponse.context["page"].lignes), "Revenir au début" in reponse.content.decode()) == (1, True)


def test_someone_of_nowhere_has_no_such_page(client):
    client.force_login(make_compte())
    assert client.get(PAGE).status_code == 404
