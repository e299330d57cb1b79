"""The pages of the reminders: one's own preference, and the link of the mails."""

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.models import Preference
from dossiers.queries.preference import jeton_of, place_of
from tests.factories import make_compte, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
PAGE = "/relances/"
CALMES = ["echeance", "calendrier"]


@pytest.fixture
def membre():
    return make_membre()


@pytest.fixture
def arret(membre) -> str:
    return reverse("relances_arret", args=[jeton_of(place(membre))])


def place(compte):
    return compte.appartenances.get()


def text_of(reponse) -> str:
    return " ".join(reponse.content.decode().split())


@pytest.mark.parametrize(("recues", "cochees"), [(True, ["manque", "echeance", "calendrier"]), (False, CALMES)])
def test_page_shows_the_present_choice(client, membre, recues, cochees):
    membre.appartenances.update(relances=recues)
    client.force_login(membre)
    reponse = client.get(PAGE)
    assert (reponse.status_code, reponse.context["form"]["sortes"].value()) == (200, cochees)


@pytest.mark.parametrize(
    ("choix", "gardees", "phrase"),
    [
        ([], (False, False, False), "Votre choix est enregistré. Vous ne recevrez plus de relances."),
        (["echeance"], (False, True, False), "Votre choix est enregistré. Vous recevrez les relances choisies."),
    ],
)
def test_choice_is_kept_and_said(client, membre, choix, gardees, phrase):
    client.force_login(membre)
    reponse = client.post(PAGE, {"sortes": choix}, follow=True)
    assert (reponse.redirect_chain, phrase in text_of(reponse)) == ([(PAGE, 302)], True)
    lue = place(membre)
    assert (lue.relances, lue.relances_echeance, lue.relances_calendrier) == gardees


@pytest.mark.parametrize("choix", ["peut-être", "manque\x00"])
def test_unknown_kind_is_refused_beside_the_field(client, membre, choix):
    client.force_login(membre)
    reponse = client.post(PAGE, {"sortes": choix})
    assert (reponse.status_code, list(reponse.context["form"].errors)) == (200, ["sortes"])
    assert place(membre).relances is True


def test_link_of_one_kind_says_which(client, membre):
    lien = reverse("relances_arret", args=[jeton_of(place(membre), "echeance")])
    assert "les dates limites qui approchent" in text_of(client.get(lien))
    client.post(lien)
    assert (place(membre).relances, place(membre).relances_echeance) == (True, False)


def test_anonymous_signs_in_first(client):
    assert client.get(PAGE).headers["Location"] == "/connexion/?next=/relances/"


def test_people_of_no_company_have_no_such_page(client):
    client.force_login(make_compte())
    assert client.get(PAGE).status_code == 404


def test_people_of_the_ans_choose_too(client):
    moi = make_instructeur()
    client.force_login(moi)
    toutes = ["manque", "echeance", "calendrier", "instruction", "relecture"]
    assert client.get(PAGE).context["form"]["sortes"].value() == toutes
    reponse = client.post(PAGE, {"sortes": ["manque"]}, follow=True)
    assert (
        reponse.context["form"]["sortes"].value(),
        "les vagues de relances à libérer ou à écarter" in text_of(reponse),
    ) == (["manque"], True)


def test_people_of_a_company_have_no_choice_of_the_ans(client, membre):
    client.force_login(membre)
    assert list(client.post(PAGE, {"sortes": ["instruction"]}).context["form"].errors) == ["sortes"]


def test_second_readings_are_stopped_alone_by_the_link_of_a_mail(client):
    moi = make_instructeur()
    lien = reverse("relances_arret", args=[jeton_of(place_of(moi), "relecture")])
    assert "les secondes lectures attendues" in text_of(client.get(lien))
    client.post(lien)
    lue = Preference.objects.get()
    assert (lue.relances_relecture, lue.relances_instruction, lue.relances) == (False, True, True)


def test_link_of_a_mail_to_the_ans_says_what_will_still_come(client):
    moi = make_instructeur()
    lien = reverse("relances_arret", args=[jeton_of(place_of(moi), "instruction")])
    texte = text_of(client.get(lien))
    assert ("les décisions attendues de l’ANS" in texte, "de l’entreprise" in texte) == (True, False)
    texte = text_of(client.post(lien))
    assert ("Vous ne recevez plus ces relances" in texte, Preference.objects.get().relances_instruction) == (
        True,
        False,
    )


def test_following_the_link_asks_and_changes_nothing(client, membre, arret):
    reponse = client.get(arret)
    assert (reponse.status_code, "Ne plus recevoir de relances ?" in text_of(reponse)) == (200, True)
    assert place(membre).relances is True


def test_confirming_stops_without_signing_in(client, membre, arret):
    assert "Vous ne recevez plus de relances" in text_of(client.post(arret))
    assert place(membre).relances is False
    assert "Vous ne recevez plus de relances" in text_of(client.get(arret))


def test_one_click_of_a_mail_program(membre, arret):
    """RFC 8058: no cookie, no token of ours, no redirection."""
    reponse = Client(enforce_csrf_checks=True).post(arret, {"List-Unsubscribe": "One-Click"})
    assert (reponse.status_code, place(membre).relances) == (200, False)


@pytest.mark.parametrize("methode", ["get", "post"])
def test_void_link_says_so(client, membre, methode):
    reponse = getattr(client, methode)("/relances/arret/rien/")
    assert (reponse.status_code, "Ce lien ne sert plus" in text_of(reponse)) == (404, True)
    assert place(membre).relances is True
