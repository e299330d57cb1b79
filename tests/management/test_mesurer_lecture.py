"""`manage.py mesurer_lecture`: figures said and kept, and an error when one picture was taken for what it is not."""

import json
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from dossiers.management.commands import mesurer_lecture
from dossiers.models import Mesure
from tests.mesures import make_dit, make_verite

pytestmark = pytest.mark.django_db
DEMO = settings.BASE_DIR / "fixtures" / "demo"


@pytest.fixture
def jeu(tmp_path):
    """A set of four pictures: three to measure, one on which the engine was tuned."""
    verites = [
        make_verite(fichier="a.png"),
        make_verite("discordant", fichier="b.png"),
        make_verite("illisible", fichier="c.png", nette=False),
        make_verite(fichier="d.png", moitie="reglage"),
    ]
    return write_jeu(tmp_path, verites)


def write_jeu(dossier, verites):
    lignes = [json.dumps({**vars(verite), "zones": {}}, ensure_ascii=False) for verite in verites]
    (dossier / "verite.jsonl").write_text("\n".join(lignes) + "\n", encoding="utf-8")
    return dossier


@pytest.fixture
def lire(monkeypatch):
    """Makes the machine say, of each file, the outcome given."""

    def _lire(**issues: str) -> None:
        monkeypatch.setattr(
            mesurer_lecture, "read_picture", lambda chemin, attendu, echelle: make_dit(issues[chemin.stem])
        )

    return _lire


def run(*options: object) -> str:
    sortie = StringIO()
    call_command("mesurer_lecture", *map(str, options), stdout=sortie, stderr=sortie)
    return sortie.getvalue().replace("\u00a0", " ")


def test_both_halves_are_said_apart_and_kept_together(jeu, lire):
    lire(a="concordant", b="discordant", c="illisible", d="illisible")
    dit = run(jeu)
    assert "== Moitié de mesure : 3 images" in dit
    assert "== Moitié de réglage (le moteur a été réglé dessus) : 1 images" in dit
    mesure = Mesure.objects.get()
    assert {nom: bilan["images"] for nom, bilan in mesure.resultats.items()} == {"mesure": 3, "reglage": 1}
    assert mesure.resultats["mesure"]["nettes"] == {"justes": 1, "total": 1}
    assert mesure.moteur.startswith("rapidocr ")


def test_each_goal_is_said_with_its_figure(jeu, lire, monkeypatch):
    monkeypatch.setattr(mesurer_lecture, "peak_memory", lambda: 700)
    lire(a="illisible", b="discordant", c="illisible")
    dit = run(jeu, "--moitie", "mesure")
    assert [ligne.split("(visé")[0].split() for ligne in dit.splitlines() if "(visé" in ligne][:2] == [
        ["Faux", "concordants", "0"],
        ["Copies", "d’écran", "nettes", "concordantes", "reconnues", "0,0", "%", "(0", "sur", "1)"],
    ]
    assert dit.count("NON") == 1


def test_false_concordant_is_an_error_and_is_kept_all_the_same(jeu, lire):
    lire(a="concordant", b="concordant", c="concordant")
    with pytest.raises(CommandError, match=r"^2 image\(s\) prise\(s\) à tort pour concordante\(s\)\.$"):
        run(jeu, "--moitie", "mesure")
    assert Mesure.objects.get().resultats["mesure"]["faux_concordants"] == ["b.png", "c.png"]


def test_nothing_is_kept_when_asked(jeu, lire):
    lire(a="concordant", b="discordant", c="illisible", d="concordant")
    run(jeu, "--sans-garder")
    assert not Mesure.objects.exists()


def test_what_was_said_of_each_picture_lies_beside(jeu, lire):
    lire(a="illisible", b="discordant", c="illisible")
    run(jeu, "--moitie", "mesure")
    lignes = [json.loads(ligne) for ligne in (jeu / "mesure-lus.jsonl").read_text("utf-8").splitlines()]
    assert [(ligne["fichier"], ligne["vraie"], ligne["dite"]) for ligne in lignes] == [
        ("a.png", "concordant", "illisible"),
        ("b.png", "discordant", "discordant"),
        ("c.png", "illisible", "illisible"),
    ]


def test_no_jeu_no_measure(tmp_path):
    with pytest.raises(CommandError, match="Pas de jeu d’essai"):
        run(tmp_path)


def test_broken_picture_is_for_a_person(tmp_path):
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\nrien")
    write_jeu(tmp_path, [make_verite("illisible", fichier="a.png")])
    run(tmp_path, "--moitie", "mesure")
    assert Mesure.objects.get().resultats["mesure"]["matrice"]["illisible"]["illisible"] == 1


@pytest.mark.modele
def test_pictures_of_the_demonstration_are_read(tmp_path):
    declare = {"nil": "0041-7702", "nie": "00417", "logiciel": "ALPHA Cabinet", "seuil": "pre_examen"}
    verites = [
        make_verite(issue, fichier=str(DEMO / fichier), attendu=declare, champs={"nil": nil})
        for issue, fichier, nil in (
            ("concordant", "cnda-pre-examen.png", "0041-7702"),
            ("discordant", "cnda-examen.png", "0041-7718"),
        )
    ]
    run(write_jeu(tmp_path, verites), "--moitie", "mesure")
    bilan = Mesure.objects.get().resultats["mesure"]
    assert (bilan["faux_concordants"], bilan["nettes"]) == ([], {"justes": 1, "total": 1})
    assert bilan["champs"]["nil"] == {"justes": 2, "lus": 2, "total": 2}
