"""The assistants as pages: the e-CPS one forgets what it is told, the nine criteria live in an address."""

import pytest
from django.core.management import CommandError, call_command

from dossiers.actions.vocable import reindex_fiches
from dossiers.models import Fiche, Mots, Terminologie
from dossiers.queries import aide as textes
from tests.lecture import read_page

pytestmark = pytest.mark.django_db
SAISIE = {"appareil": "android", "application": "bas", "identifiant": "10003456786", "annuaire": "non"}


def test_the_ecps_page_says_each_cause(client):
    page = read_page(client.post("/aide/e-cps/", SAISIE)).find_id("constats")
    assert [alerte.find("h3").texte for alerte in page.find_all("div", "fr-alert")] == [
        "Ce n’est pas la bonne application",
        "L’identifiant n’a pas la bonne forme",
        "Vous n’apparaissez pas dans l’Annuaire Santé",
    ]


def test_htmx_is_given_the_findings_alone(client):
    reponse = client.post("/aide/e-cps/", SAISIE, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in reponse, 'id="constats"' in reponse) == (False, True)


def test_the_identifier_goes_in_no_address_and_is_not_cached(client):
    page = client.get("/aide/e-cps/")
    assert read_page(page).find("main").find("form", "segur-deux__principal").attrs["method"] == "post"
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize("saisie", [{}, {"appareil": "nokia"}, {"identifiant": "9" * 500}, {"identifiant": "\x00"}])
def test_nothing_breaks_it(client, saisie):
    assert client.post("/aide/e-cps/", saisie).status_code == 200


def test_the_nine_criteria(client):
    assert "Votre bilan" not in client.get("/aide/terminologies/criteres/").content.decode()
    page = read_page(client.get("/aide/terminologies/criteres/?c1=oui&c4=non&c9=quoi")).find("main")
    assert "1 critère rempli, 1 non, 7 à établir." in page.texte
    assert "seule l’ANS décide" in page.texte
    assert page.find_id("id_c1_0").attrs.get("checked") is not None


def test_the_command_publishes_once(capsys):
    call_command("publier_aide")
    call_command("publier_aide")
    fiches, terminologies = len(textes.aide_of().fiches), len(textes.aide_of().terminologies)
    assert capsys.readouterr().out.splitlines() == [
        f"Aide\u00a0: {fiches} fiche(s) et {terminologies} terminologie(s) publiées.",
        "Aide\u00a0: 0 fiche(s) et 0 terminologie(s) publiées.",
    ]
    assert (Fiche.objects.count(), Terminologie.objects.count()) == (fiches, terminologies)


def test_a_text_badly_written_stops_the_command(monkeypatch, tmp_path):
    (tmp_path / "fiches.toml").write_text("[[fiche]]\ncode = 1\n")
    monkeypatch.setattr("dossiers.actions.fiche.publish_aide.__kwdefaults__", {"dossier": tmp_path, "le": None})
    with pytest.raises(CommandError, match=r"fiches\.toml"):
        call_command("publier_aide")


def test_a_changed_lexicon_reads_all_answers_again(monkeypatch):
    call_command("publier_aide")
    monkeypatch.setattr("dossiers.actions.vocable.empreinte_lexique", lambda: "autre")
    assert reindex_fiches() == Fiche.objects.count()
    assert set(Mots.objects.order_by("pk").values_list("lexique", flat=True)) == {"autre"}
    assert reindex_fiches() == 0
