"""The reminders in the dashboards of the ANS: what will leave, the wave to decide, in words."""

import pytest
import time_machine

from dossiers.models import Retenue
from tests.actions.test_retenue import JEUDI, make_wave, sweep_relances
from tests.factories import LUNDI, make_administrateur, make_dossier, make_instructeur

pytestmark = pytest.mark.django_db
PAGE = "/pilotage/relances/"


@pytest.fixture(autouse=True)
def _jeudi():
    with time_machine.travel(JEUDI, tick=False):
        yield


def text_of(reponse) -> str:
    return " ".join(reponse.content.decode().replace("\u202f", " ").split())


def hold(settings) -> Retenue:
    settings.RELANCES_PLANCHER = 2
    make_wave(5)
    sweep_relances(le=JEUDI)
    return Retenue.objects.get()


def test_nothing_to_remind(client):
    client.force_login(make_instructeur())
    assert "Aucune relance prévue ce jour-là" in text_of(client.get(PAGE))


def test_tomorrow_of_what_and_who(client):
    make_dossier(etape=2, nom="Alpha", le=LUNDI.replace(day=3))
    client.force_login(make_instructeur())
    texte = text_of(client.get(PAGE))
    assert ("le vendredi 6 mars" in texte, "Alpha 1" in texte, "Numéro d’identification éditeur" in texte) == (
        True,
    ) * 3


def test_held_wave_shows_itself_and_only_an_administrator_decides(client, settings):
    retenue = hold(settings)
    client.force_login(make_instructeur())
    texte = text_of(client.get(PAGE))
    assert ("Une vague de relances est retenue" in texte, "Libérer la vague" in texte) == (True, False)
    assert client.post(PAGE, {"retenue": retenue.pk, "decision": "liberer"}).status_code == 403
    assert Retenue.objects.get().etat == "ouverte"


@pytest.mark.parametrize(("decision", "etat"), [("liberer", "liberee"), ("ecarter", "ecartee")])
def test_decided_and_said(client, settings, decision, etat):
    retenue = hold(settings)
    client.force_login(make_administrateur())
    assert "Libérer la vague" in text_of(client.get(PAGE))
    reponse = client.post(PAGE, {"retenue": retenue.pk, "decision": decision}, follow=True)
    assert ("La vague est" in text_of(reponse), Retenue.objects.get().etat) == (True, etat)
    reponse = client.post(PAGE, {"retenue": retenue.pk, "decision": decision}, follow=True)
    assert "a déjà été libérée ou écartée" in text_of(reponse)


def test_dropping_says_what_goes_with_it(client, settings):
    hold(settings)
    client.force_login(make_administrateur())
    texte = text_of(client.get(PAGE))
    emporte = "y compris les relances demandées à la main</strong>"
    assert (emporte in texte, 'aria-describedby="aide-ecarter"' in texte) == (True, True)
    assert "contre 0 un jour ordinaire" in texte


@pytest.mark.parametrize("poste", [{}, {"retenue": "x", "decision": "liberer"}, {"retenue": "1", "decision": "x"}])
def test_bad_post_changes_nothing(client, settings, poste):
    hold(settings)
    client.force_login(make_administrateur())
    assert "Utilisez l’un des boutons" in text_of(client.post(PAGE, poste, follow=True))
    assert Retenue.objects.get().etat == "ouverte"


def test_unknown_hold_is_a_404(client):
    client.force_login(make_administrateur())
    assert client.post(PAGE, {"retenue": "999", "decision": "liberer"}).status_code == 404
