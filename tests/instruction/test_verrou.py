"""Two people before one dossier: who has the hand, who is told, what is kept; and going on along one's list."""

from datetime import timedelta
from urllib.parse import parse_qs, urlencode

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from dossiers.models import Dossier, Examen, Verrou
from dossiers.queries.verrou import prise_of
from tests.factories import LUNDI, fresh, make_decided, make_instructeur, make_submitted
from tests.instruction.outils import CONFORMES, COUPEE, address, post, text, typed

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def horloge():
    with time_machine.travel(LUNDI, tick=False) as horloge:
        yield horloge


def sign_in(prenom: str, nom: str) -> Client:
    client = Client()
    client.force_login(make_instructeur(prenom=prenom, nom=nom))
    return client


@pytest.fixture
def ines() -> Client:
    return sign_in("Inès", "Leroy")


@pytest.fixture
def thomas() -> Client:
    return sign_in("Thomas", "Girard")


def act(client: Client, nom: str, dossier: Dossier, requete: str = "", **donnees):
    suite = f"?{urlencode({'file': requete})}" if requete else ""
    return client.post(reverse(f"instruction:{nom}", args=[dossier.uuid]) + suite, donnees)


def test_opening_a_dossier_to_decide_takes_it(ines, thomas, horloge):
    dossier = make_submitted()
    page = ines.get(address(dossier))
    assert (prise_of(dossier).nom, page.context["entourage"].autre) == ("Inès Leroy", False)
    assert "data-segur-verrou" in page.content.decode()
    vue = thomas.get(address(dossier))
    assert "Inès Leroy examine ce dossier depuis 10 h" in text(vue)
    assert "data-segur-verrou" not in vue.content.decode()
    assert prise_of(dossier).nom == "Inès Leroy"


def test_looking_at_the_head_or_at_what_is_decided_takes_nothing(ines):
    attente, decide = make_submitted(), make_decided("refuser")
    ines.head(address(attente))
    ines.get(address(decide))
    assert not Verrou.objects.filter(par__nom="Leroy").exists()


@pytest.mark.parametrize("geste", ["examiner", "valider", "tout_valider", "tout_conforme", "demander_complements"])
def test_whoever_comes_second_is_refused_and_keeps_what_was_typed(ines, thomas, horloge, geste):
    dossier = make_submitted()
    ines.get(address(dossier))
    saisie = CONFORMES if geste.endswith("valider") else {**CONFORMES, **COUPEE}
    reponse = post(thomas, dossier, geste, saisie)
    assert reponse.status_code == 409
    assert "Quelqu’un d’autre examine ce dossier" in text(reponse)
    assert "Inès Leroy examine ce dossier depuis 10 h. Rien n’a été enregistré" in text(reponse)
    assert typed(reponse) == saisie
    assert (Examen.objects.count(), fresh(dossier).etat) == (0, "soumise")


def test_taken_back_the_first_is_refused_and_the_second_decides(ines, thomas, horloge):
    dossier = make_submitted()
    ines.get(address(dossier))
    horloge.shift(MINUTE)
    reponse = act(thomas, "reprendre", dossier, "vue=tous")
    assert reponse.headers["Location"] == f"{address(dossier)}?file=vue%3Dtous"
    refusee = post(ines, dossier, "examiner", CONFORMES)
    assert (refusee.status_code, typed(refusee)) == (409, CONFORMES)
    assert "Thomas Girard a repris la main sur ce dossier à 10 h 01" in text(refusee)
    assert post(thomas, dossier, "valider", CONFORMES).status_code == 302
    assert fresh(dossier).etape == 3


@pytest.mark.parametrize(("minutes", "statut"), [(9, 409), (10, 302)])
def test_a_lock_forgotten_is_over_after_ten_minutes(ines, thomas, horloge, minutes, statut):
    dossier = make_submitted()
    ines.get(address(dossier))
    horloge.shift(minutes * MINUTE)
    assert post(thomas, dossier, "examiner", CONFORMES).status_code == statut


def test_one_s_own_lock_over_and_taken_by_nobody_is_simply_renewed(ines, horloge):
    dossier = make_submitted()
    ines.get(address(dossier))
    horloge.shift(60 * MINUTE)
    assert post(ines, dossier, "examiner", CONFORMES).status_code == 302
    assert prise_of(dossier).jusqu_a == LUNDI + 70 * MINUTE


def test_a_sign_of_life_keeps_it_and_says_when_it_is_lost(ines, thomas, horloge):
    dossier = make_submitted()
    ines.get(address(dossier))
    horloge.shift(5 * MINUTE)
    assert act(ines, "verrou", dossier).status_code == 204
    horloge.shift(9 * MINUTE)
    assert post(thomas, dossier, "examiner", CONFORMES).status_code == 409
    act(thomas, "reprendre", dossier)
    perdu = act(ines, "verrou", dossier)
    assert (perdu.status_code, perdu.content.decode().partition(".")[0]) == (
        409,
        "Thomas Girard a repris la main sur ce dossier à 10\u00a0h\u00a014",
    )


def test_the_page_knows_how_long_it_holds_the_dossier(ines, horloge):
    dossier = make_submitted()
    assert 'data-reste="600" data-duree="600"' in ines.get(address(dossier)).content.decode()
    horloge.shift(4 * MINUTE)
    assert ines.get(address(dossier)).context["entourage"].reste == 360


def test_a_sign_of_life_for_what_is_decided_says_so(ines):
    reponse = act(ines, "verrou", make_decided("refuser"))
    assert (reponse.status_code, Verrou.objects.filter(par__nom="Leroy").exists()) == (410, False)


def test_deciding_lets_go(ines, thomas, horloge):
    dossier = make_submitted()
    ines.get(address(dossier))
    post(ines, dossier, "demander_complements", {**CONFORMES, **COUPEE})
    assert prise_of(dossier).jusqu_a == LUNDI


def test_passing_lets_go_and_opens_the_next_of_the_list(ines, thomas, horloge):
    premier, second = make_submitted(le=LUNDI), make_submitted(le=LUNDI + timedelta(days=1))
    ines.get(address(premier))
    reponse = act(ines, "passer", premier, "vue=equipe", vers="suivant")
    adresse, _, requete = reponse.headers["Location"].partition("?")
    assert (adresse, parse_qs(requete)) == (address(second), {"file": ["vue=equipe"]})
    assert thomas.get(address(premier)).context["entourage"].autre is False
    retour = act(ines, "passer", second, "vue=equipe", vers="precedent")
    assert retour.headers["Location"].startswith(address(second)) is False
    assert "File" not in retour.headers["Location"]


def test_at_the_end_of_a_list_one_is_led_back_to_it(ines):
    dossier = make_submitted(nom="Seul")
    reponse = act(ines, "passer", dossier, "vue=equipe&q=Seul", vers="suivant")
    assert reponse.headers["Location"] == f"{reverse('instruction:file')}?vue=equipe&q=Seul"
    assert "Vous êtes au bout de cette liste" in text(ines.get(reponse.headers["Location"]))


def test_neighbours_are_those_of_the_list_one_came_from(ines):
    avant, ici, apres = (make_submitted(le=LUNDI + timedelta(days=rang), nom="Alpha") for rang in range(3))
    make_submitted(le=LUNDI + timedelta(hours=30), nom="Bêta")
    entourage = ines.get(f"{address(ici)}?{urlencode({'file': 'vue=equipe&q=alpha'})}").context["entourage"]
    assert (entourage.precedent, entourage.suivant) == (avant, apres)
    assert entourage.adresse_file == f"{reverse('instruction:file')}?vue=equipe&q=alpha"


def test_the_list_is_carried_along_by_each_form_and_by_what_follows_a_decision(ines):
    ici, suivant = make_submitted(le=LUNDI), make_submitted(le=LUNDI + timedelta(days=1))
    requete = urlencode({"file": "vue=equipe"})
    page = ines.get(f"{address(ici)}?{requete}").content.decode()
    for nom in ("", "passer/", "confier/"):
        assert f"{address(ici)}{nom}?file=vue%3Dequipe" in page
    donnees = {"geste": "valider", "version": ici.version, "tour": 1, **CONFORMES}
    reponse = ines.post(f"{address(ici)}?{requete}", donnees, follow=True)
    assert reponse.redirect_chain == [(f"{address(suivant)}?{requete}", 302)]


@pytest.mark.parametrize("file", ["x", "vue=rien", "q=" + "a" * 3000, "%00", "vue=tous&q=(", "&&", "file=file"])
def test_a_list_that_means_nothing_is_passed_over(ines, file):
    assert ines.get(f"{address(make_submitted())}?{urlencode({'file': file})}").status_code == 200


def test_on_a_dossier_of_the_third_etape_there_is_nothing_to_hold(ines):
    dossier = make_decided("valider")
    reponse = ines.get(address(dossier))
    assert (reponse.context["entourage"].prise, "Confier à un collègue" in text(reponse)) == (None, False)
