"""The assistants as pages: the e-CPS one forgets what it is told, the nine criteria live in an address."""

import pytest
from django.core.management import CommandError, call_command

from dossiers.actions.fiche import publish_aide
from dossiers.actions.terminologie import declare_terminologies, publish_terminologies
from dossiers.actions.vocable import reindex_fiches
from dossiers.models import Fiche, Mots, Terminologie
from dossiers.queries import aide as textes
from tests.factories import make_dossier
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


@pytest.mark.parametrize(
    ("reponses", "bilan"),
    [
        ("c1=non&c2=oui&c3=oui", "2 critères remplis, 1 non, 6 à établir."),
        ("c1=non", "0 critère rempli, 1 non, 8 à établir."),
    ],
)
def test_zero_is_singular(client, reponses, bilan):
    assert bilan in read_page(client.get(f"/aide/terminologies/criteres/?{reponses}")).find("main").texte


def answers(page) -> list[str]:
    """The answers that a page leads to."""
    liens = (a.attrs.get("href", "") for a in page.find("main").find_all("a"))
    return [lien.split("/")[3] for lien in liens if lien.startswith("/aide/reponse/")]


def test_an_answer_withdrawn_is_no_link(client):
    dossier = make_dossier()
    client.force_login(dossier.cree_par)
    publish_terminologies()
    declare_terminologies(solution=dossier.solution, codes=["cisp-2"], par=dossier.cree_par)
    pages = ("/aide/e-cps/", "/aide/terminologies/", f"/aide/terminologies/solution/{dossier.solution.uuid}/")
    assert [answers(read_page(client.get(page))) for page in pages] == [[], [], []]
    assert "Une personne n’a qu’une e-CPS à la fois." in read_page(client.get(pages[0])).find("main").texte
    publish_aide()
    assert [answers(read_page(client.get(page))) for page in pages] == [
        ["identifiant-national", "une-seule-ecps", "cps-et-ecps", "quelle-application-ecps"],
        ["quelles-terminologies-integrer", "labellisation-mcs"],
        ["labellisation-mcs"],
    ]


def test_the_catalogue_names_what_each_is_transcoded_to(client, django_assert_num_queries):
    publish_terminologies()
    Terminologie.objects.filter(code="cisp-2").update(transcodage="loinc")
    Terminologie.objects.filter(code="drc").update(transcodage="absente")
    with django_assert_num_queries(2):
        page = read_page(client.get("/aide/terminologies/"))
    assert "table de transcodage vers la LOINC." in page.find_id("cisp-2").texte
    assert "transcodage" not in page.find_id("drc").texte


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


def test_what_the_answers_are_read_with_has_a_mark_of_its_own(monkeypatch):
    avant = textes.empreinte_lexique.__wrapped__()
    monkeypatch.setattr(textes, "LECTURE", textes.LECTURE + 1)
    assert (textes.empreinte_lexique.__wrapped__() == avant, textes.empreinte_lexique() == avant) == (False, True)


def test_a_changed_lexicon_reads_all_answers_again(monkeypatch):
    call_command("publier_aide")
    monkeypatch.setattr("dossiers.actions.vocable.empreinte_lexique", lambda: "autre")
    assert reindex_fiches() == Fiche.objects.count()
    assert set(Mots.objects.order_by("pk").values_list("lexique", flat=True)) == {"autre"}
    assert reindex_fiches() == 0
