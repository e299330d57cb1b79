"""The answers that the assistants lead to, and the command that publishes them all."""

import pytest
from django.core.management import CommandError, call_command

from dossiers.actions.fiche import publish_aide
from dossiers.actions.terminologie import declare_terminologies, publish_terminologies
from dossiers.models import Fiche, Terminologie
from dossiers.queries import aide as textes
from tests.factories import make_dossier
from tests.lecture import read_page

pytestmark = pytest.mark.django_db


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
