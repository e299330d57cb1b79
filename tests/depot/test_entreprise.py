"""The company's own page: what it told once, its solutions, its people; who manages them."""

import pytest
from django.urls import reverse

from dossiers.actions.reponse import save_reponses
from dossiers.models import Appartenance, Compte
from tests.factories import LUNDI, make_dossier, make_editeur, make_instructeur, make_membre
from tests.lecture import links_of, read_page, without_token

pytestmark = pytest.mark.django_db
PAGE, INVITER = "/entreprise/", "/entreprise/inviter/"
INVITATION = {"prenom": "Zoé", "nom": "Roux", "courriel": "zoe@alpha.example", "role": "salarie"}


@pytest.fixture
def editeur():
    return make_editeur("Alpha Santé", "732829320")


@pytest.fixture
def claire(editeur):
    return make_membre(editeur, prenom="Claire", nom="Fontaine", courriel="claire@alpha.example")


@pytest.fixture
def connecte(client, claire):
    client.force_login(claire)
    return client


def place_of(compte) -> Appartenance:
    return Appartenance.objects.get(compte=compte)


def act(nom: str, compte) -> str:
    return reverse(f"depot:{nom}", args=[place_of(compte).pk])


def people(page) -> list[str]:
    return [carte.texte for carte in page.find("ul", "segur-cartes").find_all("li", "segur-carte")]


def messages_of(reponse) -> list[str]:
    return [" ".join(str(message).split()) for message in reponse.context["messages"]]


def test_a_new_company_is_told_where_things_are_said(connecte):
    page = read_page(connecte.get(PAGE)).find("main")
    assert (page.find("h1").texte, page.find("p", "fr-text--lead").texte) == ("Alpha Santé", "SIREN 732 829 320")
    assert "Rien n’est encore renseigné. Le NIE se saisit à l’étape 2 d’un dossier, une fois pour toutes." in page.texte
    assert "Aucune solution. Elle s’enregistre à l’ouverture d’un dossier." in page.texte


def test_what_was_told_once_says_by_whom_and_where(connecte, claire):
    dossier = make_dossier(claire, etape=2, nom="Alpha", version_majeure="4")
    make_dossier(claire, nom="Beta", version_majeure="1")
    valeurs = {"nie": "00123", "nil": "456", "montage": "oui", "moteur": "oui"}
    save_reponses(dossier=dossier, valeurs=valeurs, par=claire, le=LUNDI)
    page = read_page(connecte.get(PAGE)).find("main")
    suite = "saisi par Claire Fontaine le 2 mars 2026, dans le dossier n° 1"
    assert [bloc.texte for liste in page.find_all("dl") for bloc in liste.find_all("div")] == [
        f"Numéro d’identification éditeur (NIE) 00123 {suite}",
        f"Votre logiciel intègre-t-il un moteur (EAI) ? Oui {suite}",
        f"Numéro d’identification logiciel (NIL) 456 {suite}",
    ]
    assert [titre.texte for titre in page.find_all("h3")][:2] == ["Alpha 4", "Beta 1"]
    assert "Rien n’est encore renseigné pour cette solution." in page.texte


def test_its_people_and_nobody_else(connecte, claire, editeur):
    make_membre(editeur, "salarie", prenom="Léa", nom="Petit", courriel="lea@alpha.example")
    make_membre(prenom="Canari", courriel="canari@beta.example")
    Appartenance.objects.filter(compte__prenom="Léa").update(relances=False)
    page = read_page(connecte.get(PAGE))
    assert [personne.split(" Modifier")[0] for personne in people(page)] == [
        "Claire Fontaine (vous) Mandataire (représentant légal) claire@alpha.example",
        "Léa Petit Salarié lea@alpha.example · ne reçoit pas les relances",
    ]


@pytest.mark.parametrize(("role", "gere"), [("mandataire", True), ("representant", True), ("salarie", False)])
def test_only_who_may_engage_the_company_manages_its_people(client, editeur, role, gere):
    client.force_login(make_membre(editeur, role))
    page = read_page(client.get(PAGE)).find("main")
    assert [bool(page.find_all("details")), page.find_id("inviter") is not None] == [gere, gere]


def test_one_s_own_reminders_are_one_click_away(connecte):
    assert reverse("relances") in links_of(read_page(connecte.get(PAGE)).find("main"))


def test_a_person_is_invited(connecte, editeur):
    reponse = connecte.post(INVITER, INVITATION, follow=True)
    assert (reponse.redirect_chain, messages_of(reponse)) == (
        [(PAGE, 302)],
        ["zoe@alpha.example reçoit une invitation par courriel."],
    )
    assert place_of(Compte.objects.get(courriel="zoe@alpha.example")).role == "salarie"


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("courriel", "zoe"),
        ("courriel", ""),
        ("courriel", "claire@alpha.example"),
        ("courriel", "canari@beta.example"),
        ("courriel", "zo\0e@alpha.example"),
        ("role", "instructeur"),
        ("prenom", ""),
        ("nom", "x" * 101),
    ],
)
def test_an_invitation_that_cannot_be_keeps_what_was_typed(connecte, champ, valeur):
    make_membre(courriel="canari@beta.example")
    reponse = connecte.post(INVITER, {**INVITATION, champ: valeur})
    page = read_page(reponse)
    assert (reponse.status_code, list(reponse.context["form"].errors)) == (200, [champ])
    assert page.find_id(f"id_{champ}_error").texte.startswith("Erreur : ")
    autre = "prenom" if champ != "prenom" else "nom"
    assert page.find_id(f"id_{autre}").attrs["value"] == INVITATION[autre]
    assert page.find("div", role="alert").find("a").attrs["href"].startswith(f"#id_{champ}")
    assert Appartenance.objects.count() == 2


def test_a_role_is_changed(connecte, editeur):
    lea = make_membre(editeur, "salarie", prenom="Léa", nom="Petit")
    reponse = connecte.post(act("changer_role", lea), {"role": "representant"}, follow=True)
    assert (messages_of(reponse), place_of(lea).role) == (["Le rôle de Léa Petit est modifié."], "representant")


@pytest.mark.parametrize("saisie", [{"role": "instructeur"}, {}, {"role": "\0"}])
def test_a_role_that_is_none_is_refused(connecte, editeur, saisie):
    lea = make_membre(editeur, "salarie")
    reponse = connecte.post(act("changer_role", lea), saisie, follow=True)
    assert (reponse.redirect_chain, place_of(lea).role, len(messages_of(reponse))) == ([(PAGE, 302)], "salarie", 1)


def test_the_last_mandataire_stays(connecte, claire):
    for nom, saisie in (("changer_role", {"role": "salarie"}), ("retirer_personne", {})):
        reponse = connecte.post(act(nom, claire), saisie, follow=True)
        assert (reponse.redirect_chain, len(messages_of(reponse))) == ([(PAGE, 302)], 1)
    assert place_of(claire).role == "mandataire"


def test_a_person_is_taken_out(connecte, editeur):
    lea = make_membre(editeur, "salarie", prenom="Léa", nom="Petit")
    reponse = connecte.post(act("retirer_personne", lea), follow=True)
    assert messages_of(reponse) == ["Léa Petit ne fait plus partie de l’entreprise."]
    assert Appartenance.objects.filter(compte=lea).count() == 0


def test_who_takes_themselves_out_lands_on_a_page_they_may_see(connecte, claire, editeur):
    make_membre(editeur, "mandataire")
    reponse = connecte.post(act("retirer_personne", claire), follow=True)
    assert (reponse.status_code, reponse.redirect_chain[-1][0]) == (200, reverse("compte"))
    assert connecte.get(PAGE).status_code == 404


@pytest.mark.parametrize("adresse", ["changer_role", "retirer_personne"])
def test_a_salarie_manages_nobody(client, editeur, claire, adresse):
    client.force_login(make_membre(editeur, "salarie"))
    assert client.post(act(adresse, claire), {"role": "salarie"}).status_code == 403
    assert client.post(INVITER, INVITATION).status_code == 403
    assert place_of(claire).role == "mandataire"


@pytest.mark.parametrize("adresse", ["changer_role", "retirer_personne"])
def test_another_company_s_person_is_as_unknown_as_nobody(connecte, adresse):
    autre = make_membre()
    reponse = connecte.post(act(adresse, autre), {"role": "salarie"})
    inconnue = connecte.post(reverse(f"depot:{adresse}", args=[10**30]), {"role": "salarie"})
    assert (reponse.status_code, inconnue.status_code, place_of(autre).role) == (404, 404, "mandataire")
    assert without_token(reponse) == without_token(inconnue)


def test_acts_are_posts(connecte, claire):
    for adresse in (INVITER, act("changer_role", claire), act("retirer_personne", claire)):
        assert connecte.get(adresse).status_code == 405


def test_the_ans_has_no_company(client):
    client.force_login(make_instructeur())
    assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize("nombre", [1, 3])
def test_it_costs_the_same_whatever_it_shows(connecte, claire, editeur, django_assert_num_queries, nombre):
    for _ in range(nombre):
        dossier = make_dossier(claire, etape=2)
        save_reponses(dossier=dossier, valeurs={"nie": "1", "montage": "non", "nil": "2"}, par=claire, le=LUNDI)
        make_membre(editeur)
    with django_assert_num_queries(8):
        connecte.get(PAGE)
