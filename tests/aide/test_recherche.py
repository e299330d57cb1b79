"""The search as a page and as a command: what is shown, what is recorded of what was not found."""

import json

import pytest
from django.core.management import call_command

from dossiers.models import Recherche
from tests.factories import LGC

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("aide")]


def test_the_command_prints_json_lines(capsys):
    call_command("chercher_aide", "NIL", "--dispositif", LGC)
    lignes = [json.loads(ligne) for ligne in capsys.readouterr().out.splitlines()]
    assert list(lignes[0]) == ["rang", "code", "titre", "score", "portee", "url"]
    assert (lignes[0]["rang"], lignes[0]["code"]) == (1, "nie-et-nil")
    assert lignes[0]["url"].endswith("/aide/reponse/nie-et-nil/")
    assert [ligne["score"] for ligne in lignes] == sorted((ligne["score"] for ligne in lignes), reverse=True)


def test_the_page_shows_and_records(client):
    page = client.get("/aide/recherche/", {"q": "homogation EAI obligatoire"})
    assert "montage-avec-exception-eai" in page.content.decode()
    assert Recherche.objects.count() == 0
    for _ in range(2):
        vide = client.get("/aide/recherche/", {"q": "Tarte aux pommes !", "dispositif": LGC})
    assert "Aucune réponse à" in vide.content.decode()
    assert [(r.texte, r.dispositif, r.nombre) for r in Recherche.objects.all()] == [("tarte aux pommes", LGC, 2)]


def test_no_question_breaks_it(client):
    questions = ("%00", "'; DROP TABLE", '"AND" OR NOT *', "(", "a" * 5000, "🙂", "NEAR(a b)")
    assert [q for q in questions if client.get("/aide/recherche/", {"q": q}).status_code != 200] == []
