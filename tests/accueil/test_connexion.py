"""Signing in: the same answer for known and unknown, a wait after failures, a safe way back."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dossiers.accueil.forms import ERREUR_IDENTIFIANTS
from dossiers.actions import connexion as actions_connexion
from dossiers.actions import envoi as actions_envoi
from dossiers.models import Compte, Envoi, Tentative
from tests.factories import MOT_DE_PASSE, make_compte

pytestmark = pytest.mark.django_db
ADRESSE = "camille@alpha.example"
NOUVEAU = "Une phrase assez longue 12"


def sign_in(client, courriel=ADRESSE, password=MOT_DE_PASSE, **champs):
    return client.post(reverse("connexion"), {"username": courriel, "password": password, **champs})


def errors(response) -> list[str]:
    return [sentence for sentences in response.context["form"].errors.values() for sentence in sentences]


def deliver() -> list:
    """What the worker does: every mail that waits leaves; returns those that left."""
    for pk in Envoi.objects.values_list("pk", flat=True):
        actions_envoi.send_envoi(envoi_id=pk)
    return mail.outbox


@pytest.fixture
def compte():
    return make_compte(ADRESSE)


def test_right_password_signs_in_whatever_the_case_of_the_address(client, compte):
    assert sign_in(client, "Camille@Alpha.example")["Location"] == reverse("accueil")
    assert client.session["_auth_user_id"] == str(compte.pk)


@pytest.mark.parametrize("courriel", [ADRESSE, "personne@ailleurs.example"])
def test_wrong_password_and_unknown_address_get_the_same_answer(client, compte, courriel):
    assert errors(sign_in(client, courriel, "mauvais")) == [ERREUR_IDENTIFIANTS]


def test_known_and_unknown_addresses_cost_the_same_queries(client, compte):
    counts = []
    for courriel in (ADRESSE, "personne@ailleurs.example"):
        with CaptureQueriesContext(connection) as queries:
            sign_in(client, courriel, "mauvais")
        counts.append(len(queries))
    assert counts[0] == counts[1] > 0


def test_inactive_account_gets_the_same_answer(client):
    make_compte(ADRESSE, is_active=False)
    assert errors(sign_in(client)) == [ERREUR_IDENTIFIANTS]


@pytest.mark.parametrize("courriel", [ADRESSE, "personne@ailleurs.example"])
def test_three_failures_make_one_wait_a_minute_even_with_the_right_password(client, compte, time_machine, courriel):
    time_machine.move_to(timezone.now(), tick=False)
    for _ in range(3):
        sign_in(client, courriel, "mauvais")
    attente = "Trop d’essais pour cette adresse. Attendez 1 minute, puis réessayez."
    assert errors(sign_in(client, courriel)) == [attente]
    time_machine.shift(timedelta(minutes=1))
    assert sign_in(client, courriel).status_code == (302 if courriel == ADRESSE else 200)


def test_success_forgets_the_failures(client, compte):
    sign_in(client, password="mauvais")
    sign_in(client, password="mauvais")
    sign_in(client)
    assert Tentative.objects.count() == 0


def test_a_browser_already_known_is_not_held_back_by_failures_made_elsewhere(client, compte):
    sign_in(client)
    client.post(reverse("deconnexion"))
    elsewhere = type(client)()
    for _ in range(4):
        sign_in(elsewhere, password="mauvais")
    assert sign_in(client).status_code == 302
    assert sign_in(elsewhere).status_code == 200


def test_a_forged_or_foreign_browser_cookie_gives_no_more_tries(client, compte):
    make_compte("autre@alpha.example")
    sign_in(client, "autre@alpha.example")
    client.post(reverse("deconnexion"))
    for _ in range(3):
        sign_in(client, password="mauvais")
    assert sign_in(client).status_code == 200
    client.cookies["appareil"] = "invente"
    assert sign_in(client).status_code == 200


@pytest.mark.parametrize(
    ("suite", "arrivee"),
    [
        ("/compte/", "/compte/"),
        ("https://ailleurs.example/", "/"),
        ("//ailleurs.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/compte/\x00", "/"),
        ("/connexion/", "/"),
        ("/connexion/?next=/connexion/", "/"),
        ("", "/"),
    ],
)
def test_next_is_followed_only_inside_the_site(client, compte, suite, arrivee):
    assert sign_in(client, next=suite)["Location"] == arrivee


def test_next_is_kept_through_a_failure(client, compte):
    assert client.get("/connexion/?next=/compte/").context["next"] == "/compte/"
    assert sign_in(client, password="mauvais", next="/compte/").context["next"] == "/compte/"


@pytest.mark.parametrize("suite", ["/%00", "%00", "/compte/%00x"])
def test_nul_in_next_is_refused_with_a_page(client, suite):
    assert client.get(f"/connexion/?next={suite}").status_code == 400


def test_nul_in_a_field_is_refused_and_the_rest_kept(client, compte):
    response = sign_in(client, f"{ADRESSE}\x00")
    assert (response.status_code, b"\x00" in response.content) == (200, False)
    assert response.context["form"].data["username"] == ADRESSE


@pytest.mark.parametrize("suite", ["", "?next=/connexion/"])
def test_someone_signed_in_does_not_loop(client, compte, suite):
    client.force_login(compte)
    assert client.get(f"/connexion/{suite}")["Location"] == "/"


def test_htmx_is_told_in_a_sentence_that_the_session_is_over(client):
    response = client.get("/connexion/?next=/compte/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Retarget"], b"<html" in response.content) == (401, "#annonces", False)


def test_demonstration_accounts_show_only_in_demonstration(client, settings):
    settings.DEMONSTRATION = False
    assert client.get("/connexion/").context["comptes"] == []
    settings.DEMONSTRATION = True
    response = client.get("/connexion/")
    assert response.context["comptes"][0]["courriel"] == "camille.martin@alpha-sante.example"
    assert response.content.count(b".example</code>") == len(response.context["comptes"])


def test_sign_out_is_a_post(client, compte):
    client.force_login(compte)
    assert client.get(reverse("deconnexion")).status_code == 405
    assert client.post(reverse("deconnexion"))["Location"] == "/"
    assert "_auth_user_id" not in client.session


def test_password_is_changed_by_someone_who_knows_it(client, compte):
    client.force_login(compte)
    champs = {"old_password": MOT_DE_PASSE, "new_password1": NOUVEAU, "new_password2": NOUVEAU}
    assert client.post(reverse("mot_de_passe_changer"), champs)["Location"] == reverse("compte")
    compte.refresh_from_db()
    assert compte.check_password(NOUVEAU)


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"old_password": "faux"}, "Ce n’est pas votre mot de passe actuel. Saisissez-le à nouveau."),
        ({"new_password2": "autre"}, "Les deux mots de passe saisis ne sont pas les mêmes. Saisissez-les à nouveau."),
    ],
)
def test_password_change_says_what_is_wrong(client, compte, champs, phrase):
    client.force_login(compte)
    plein = {"old_password": MOT_DE_PASSE, "new_password1": NOUVEAU, "new_password2": NOUVEAU, **champs}
    assert errors(client.post(reverse("mot_de_passe_changer"), plein)) == [phrase]


@pytest.mark.parametrize("courriel", [ADRESSE, "personne@ailleurs.example"])
def test_forgotten_password_answers_the_same_and_writes_only_to_accounts(client, compte, courriel):
    response = client.post(reverse("mot_de_passe_oublie"), {"email": courriel})
    assert response["Location"] == reverse("mot_de_passe_envoye")
    assert mail.outbox == []
    assert [m.to for m in deliver()] == ([[ADRESSE]] if courriel == ADRESSE else [])


@pytest.mark.parametrize("courriel", [ADRESSE, "personne@ailleurs.example"])
def test_the_queue_is_asked_once_for_anyone(client, compte, courriel, monkeypatch, django_capture_on_commit_callbacks):
    hints = []
    for module in (actions_connexion, actions_envoi):
        monkeypatch.setattr(module, "enqueue", lambda *hint: hints.append(hint))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("mot_de_passe_oublie"), {"email": courriel})
    pks = list(Envoi.objects.values_list("pk", flat=True)) or [0]
    assert hints == [("dossiers.tasks.envoi.send", pk) for pk in pks]
    assert len(pks) == 1


def test_a_relay_that_is_down_costs_the_person_nothing(client, compte, settings):
    settings.EMAIL_BACKEND = "a.backend.that.fails"
    response = client.post(reverse("mot_de_passe_oublie"), {"email": ADRESSE})
    assert (response.status_code, Envoi.objects.get().etat) == (302, "attente")


def test_an_account_closed_meanwhile_is_not_written_to(client, compte):
    client.post(reverse("mot_de_passe_oublie"), {"email": ADRESSE})
    Compte.objects.update(is_active=False)
    assert (deliver(), Envoi.objects.get().etat) == ([], "sans_objet")


def test_someone_invited_chooses_a_first_password(client, settings):
    settings.ADRESSE_DU_SITE = "https://suivi.example/"
    Compte.objects.create_user(ADRESSE)
    client.post(reverse("mot_de_passe_oublie"), {"email": ADRESSE}, headers={"Host": "pirate.example"})
    link = re.search(r"https?://\S+", deliver()[0].body)[0]
    assert link.startswith("https://suivi.example/mot-de-passe/choisir/")
    page = client.get(re.sub(r"^https?://[^/]+", "", link), follow=True)
    done = client.post(page.request["PATH_INFO"], {"new_password1": NOUVEAU, "new_password2": NOUVEAU})
    assert done["Location"] == reverse("connexion")
    assert sign_in(client, password=NOUVEAU).status_code == 302


def test_a_used_or_invented_link_says_so(client):
    page = client.get(reverse("mot_de_passe_choisir", args=["MQ", "invente"]))
    assert (page.status_code, "Ce lien ne sert plus" in page.content.decode()) == (200, True)


def test_forgotten_password_writes_three_times_at_most(client, compte):
    for _ in range(5):
        client.post(reverse("mot_de_passe_oublie"), {"email": ADRESSE})
    assert len(deliver()) == 3


def test_mail_is_in_french_with_one_link(client, compte):
    client.post(reverse("mot_de_passe_oublie"), {"email": ADRESSE})
    [message] = deliver()
    assert message.subject == "Suivi Ségur : choisissez votre mot de passe"
    # The link, and the address of the site at the foot.
    assert len(re.findall(r"https?://", message.body)) == 2
