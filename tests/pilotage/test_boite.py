"""The mails of each person, for the ANS: who is out of reach, a search, a log that says nothing of what was written."""

from uuid import uuid4

import pytest

from dossiers.models import Envoi
from tests.factories import LUNDI, make_dossier, make_editeur, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
PAGE = "/pilotage/courriels/"


@pytest.fixture
def ans(client):
    client.force_login(make_instructeur())
    return client


def post(compte, etat: str, jour: int = 2, **champs) -> None:
    le = LUNDI.replace(day=jour)
    donnees = {"genre": "recepisse", "destinataire": compte, "a_partir_de": le, "cree_le": le, "etat": etat, **champs}
    Envoi.objects.create(cle=f"{compte.pk}:{jour}", **donnees)


def test_who_is_out_of_reach_is_who_the_last_mail_did_not_reach(ans):
    perdu, revenu, attend = make_membre(), make_membre(), make_membre()
    post(perdu, "envoye", 2)
    post(perdu, "echec", 3)
    post(revenu, "echec", 2)
    post(revenu, "envoye", 3)
    post(attend, "attente")
    assert ans.get(PAGE).context["injoignables"] == [perdu]
    assert ans.get("/pilotage/relances/").context["injoignables"] == [perdu]


def test_everything_arrives(ans):
    assert "Tous les courriels arrivent" in ans.get(PAGE).content.decode()


def test_person_is_found_and_leads_to_their_log(ans):
    claire = make_membre(make_editeur("Alpha"), prenom="Claire", nom="Fontaine")
    reponse = ans.get(PAGE, {"q": " fontaine "})
    assert (reponse.context["trouves"], f"{PAGE}{claire.uuid}/" in reponse.content.decode()) == ([claire], True)
    assert "Personne ne correspond" in ans.get(PAGE, {"q": "personne de ce nom"}).content.decode()


def test_log_says_kind_dossier_when_and_what_became_of_it(ans):
    dossier = make_dossier(nom="Alpha")
    post(dossier.cree_par, "echec", dossier=dossier, essais=14, erreur="SMTPRecipientsRefused")
    texte = " ".join(ans.get(f"{PAGE}{dossier.cree_par.uuid}/").content.decode().split())
    assert ("Récépissé d’envoi : Alpha 1 – <strong>en échec</strong>" in texte, "(14 essais)" in texte) == (
        True,
        True,
    )
    assert (dossier.cree_par.courriel in texte, str(dossier.editeur) in texte) == (True, True)


def test_unknown_person_is_a_404(ans):
    assert ans.get(f"{PAGE}{uuid4()}/").status_code == 404
