"""`manage.py lire_preuve`: one JSON line a file and nothing else, whatever the file; a sentence for a bad request."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from dossiers.gateways.lecture import LectureImpossible
from dossiers.management import preuve
from tests.factories import picture
from tests.rules.pages import make_page, make_table, write

RACINE = Path(__file__).resolve().parents[2]
DEMO = RACINE / "fixtures" / "demo"
PAGE = make_page(
    write("NIE : 00417", 60, 100),
    *make_table(
        ("NIL", "Logiciel", "Version", "Type", "Statut", "Mise à jour"),
        ("0041-7702", "ALPHA", "5", "DMP", "Pré-examen", "02/04/2026"),
    ),
)
CLES = [
    *("fichier", "issue", "motif", "code_motif", "statut", "nil", "nie", "logiciel", "version", "type_demande"),
    *("date", "zones", "duree_s"),
]


@pytest.fixture
def lu(monkeypatch):
    """The pages that the engine reads, whatever the picture."""
    pages = [PAGE]
    monkeypatch.setattr(preuve, "read_pages", lambda vues: tuple(pages))
    return pages


@pytest.fixture
def image(tmp_path):
    chemin = tmp_path / "preuve.png"
    chemin.write_bytes(picture())
    return chemin


def run(*arguments) -> tuple[list[dict], str]:
    sortie, erreurs = StringIO(), StringIO()
    call_command("lire_preuve", *map(str, arguments), stdout=sortie, stderr=erreurs)
    return [json.loads(ligne) for ligne in sortie.getvalue().splitlines()], erreurs.getvalue()


def test_answer(lu, image):
    ((reponse,), erreurs) = run(image, "--nil", "0041-7702", "--nie", "00417")
    assert (list(reponse), erreurs) == (CLES, "")
    assert {nom: reponse[nom] for nom in CLES if nom not in ("zones", "duree_s", "motif")} == {
        "fichier": str(image),
        "issue": "concordant",
        "code_motif": "conforme",
        "statut": "Pré-examen",
        "nil": "0041-7702",
        "nie": "00417",
        "logiciel": "ALPHA",
        "version": "5",
        "type_demande": "DMP",
        "date": "2026-04-02",
    }
    assert sorted(reponse["zones"]) == ["date", "ligne", "logiciel", "nie", "nil", "statut", "type_demande", "version"]
    assert reponse["zones"]["nil"] == {
        "page": 1,
        "points": [[60.0, 250.0], [153.6, 250.0], [153.6, 270.0], [60.0, 270.0]],
        "confiance": 0.99,
    }
    assert 0 <= reponse["duree_s"] < 60


def test_zones_are_in_pixels_of_the_picture_as_given(lu, tmp_path):
    """It is read at 2,500 pixels a side at most; upright, whatever its EXIF says."""
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (2000, 5000), "white").save(tmp_path / "grande.jpg", exif=exif)
    ((reponse,), _) = run(tmp_path / "grande.jpg", "--nil", "0041-7702")
    assert reponse["zones"]["nil"]["points"][0] == [120.0, 500.0]


@pytest.mark.parametrize(("option", "valeur"), [("--seuil", "Obtenu"), ("--seuil", "obtenu"), ("--nie", "00999")])
def test_options_change_the_verdict(lu, image, option, valeur):
    ((reponse,), _) = run(image, "--nil", "0041-7702", option, valeur)
    assert reponse["issue"] == "discordant"


def test_software_is_found_by_its_name(lu, image):
    lu[0] = make_page(*make_table(("Logiciel", "Statut"), ("ALPHA Cabinet", "Recette")))
    ((reponse,), _) = run(image, "--nil", "0041-7702", "--logiciel", "ALPHA Cabinet")
    assert (reponse["code_motif"], reponse["statut"]) == ("nil_absent", "Recette")


MAUVAIS = {
    "vide.png": b"",
    "texte.png": b"bonjour",
    "tronque.png": picture()[:60],
    "faux.pdf": b"%PDF-1.7\n",
    "nul.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}


@pytest.mark.parametrize("nom", [*MAUVAIS, "absent.png", "dossier", "nul\0.png", "x" * 300])
def test_file_that_does_not_open_has_its_line(nom, tmp_path):
    if nom in MAUVAIS:
        (tmp_path / nom).write_bytes(MAUVAIS[nom])
    (tmp_path / "dossier").mkdir()
    ((reponse,), erreurs) = run(f"{tmp_path}/{nom}", "--nil", "1234")
    assert (list(reponse), erreurs) == (CLES, "")
    assert (reponse["issue"], reponse["code_motif"], reponse["zones"]) == ("illisible", "fichier_illisible", {})
    assert reponse["motif"].startswith("Ce fichier ne s’ouvre pas")


def test_reading_that_fails_has_its_line(monkeypatch, image):
    def fail(vues):
        raise LectureImpossible("RuntimeError")

    monkeypatch.setattr(preuve, "read_pages", fail)
    ((reponse,), _) = run(image, "--nil", "1234")
    assert (reponse["issue"], reponse["code_motif"]) == ("illisible", "lecture_impossible")


@pytest.mark.parametrize(
    ("arguments", "phrase"),
    [
        ([], "Donnez des fichiers à lire, ou bien --lot FICHIER.jsonl."),
        (["a.png"], "Demande refusée\u00a0: le NIL déclaré manque («\u00a0nil\u00a0»)."),
        (["a.png", "--nil", " "], "Demande refusée\u00a0: le NIL déclaré manque («\u00a0nil\u00a0»)."),
        (
            ["a.png", "--nil", "1", "--seuil", "Déposé"],
            "Demande refusée\u00a0: le seuil «\u00a0Déposé\u00a0» n’est pas dans l’échelle des statuts "
            "(brouillon, contractualisation, recette, pre_examen, examen, obtenu).",
        ),
        (
            ["a.png", "--nil", "1", "--seuil", "refuse"],
            "Demande refusée\u00a0: le seuil «\u00a0refuse\u00a0» n’est pas",
        ),
        (["--lot", "/nulle/part.jsonl"], "Le lot /nulle/part.jsonl ne peut pas être lu"),
    ],
)
def test_bad_usage_is_told(arguments, phrase):
    with pytest.raises(CommandError) as refus:
        run(*arguments)
    assert str(refus.value).startswith(phrase)


class TestLot:
    @pytest.fixture
    def lot(self, tmp_path, image):
        def write_lot(*lignes) -> Path:
            chemin = tmp_path / "lot.jsonl"
            textes = [ligne if isinstance(ligne, str) else json.dumps(ligne) for ligne in lignes]
            chemin.write_text("\ufeff" + "\r\n".join(textes), encoding="utf-8")
            return chemin

        return write_lot

    def test_each_line_has_its_own_request(self, lu, lot, image):
        demandes = (
            {"fichier": "preuve.png", "nil": "0041-7702"},
            {"fichier": str(image), "nil": "0041-7702", "seuil": "Obtenu"},
            {"fichier": "preuve.png", "nil": 77, "nie": None, "logiciel": ""},
            {"fichier": "absente.png", "nil": "0041-7702"},
        )
        reponses, erreurs = run("--lot", lot(*demandes, ""))
        assert [(r["fichier"], r["issue"]) for r in reponses] == [
            ("preuve.png", "concordant"),
            (str(image), "discordant"),
            ("preuve.png", "discordant"),
            ("absente.png", "illisible"),
        ]
        assert erreurs == ""

    def test_options_are_the_defaults_of_its_lines(self, lu, lot):
        reponses, _ = run("--lot", lot({"fichier": "preuve.png"}), "--nil", "0041-7702")
        assert [reponse["issue"] for reponse in reponses] == ["concordant"]

    def test_line_that_makes_no_sense_loses_no_other(self, lu, lot):
        bonne = {"fichier": "preuve.png", "nil": "0041-7702"}
        mauvaises = (
            "{",
            "[1]",
            {"nil": "1"},
            {"fichier": "a.png"},
            {**bonne, "seuil": "x"},
            {**bonne, "nie": []},
            "[" * 9999,
        )
        sortie, erreurs = StringIO(), StringIO()
        with pytest.raises(CommandError, match=r"^7 ligne\(s\) du lot n’ont pas été comprises"):
            call_command("lire_preuve", "--lot", str(lot(bonne, *mauvaises, bonne)), stdout=sortie, stderr=erreurs)
        assert [json.loads(ligne)["issue"] for ligne in sortie.getvalue().splitlines()] == ["concordant", "concordant"]
        assert [ligne.partition("\u00a0: ")[0] for ligne in erreurs.getvalue().splitlines()] == [
            f"Ligne {rang} du lot" for rang in range(2, 9)
        ]


@pytest.mark.modele
@pytest.mark.xdist_group("modele")
def test_from_a_shell_without_a_database(tmp_path):
    env = {**os.environ, "DATABASE_URL": "postgres://nulle.part:1/x", "SEGUR_VAR": str(tmp_path)}
    env |= {"DJANGO_SETTINGS_MODULE": "segur.settings.dev", "HOME": str(tmp_path)}
    fichiers = ["cnda-pre-examen.png", "cnda-recette.png"]
    fait = subprocess.run(
        [sys.executable, "manage.py", "lire_preuve", *(str(DEMO / nom) for nom in fichiers), "--nil", "0041-7702"],
        cwd=RACINE, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    reponses = [json.loads(ligne) for ligne in fait.stdout.splitlines()]
    assert [(r["issue"], r["code_motif"]) for r in reponses] == [
        ("concordant", "conforme"),
        ("discordant", "autre_nil"),
    ]
    assert "B208-31" in reponses[1]["motif"]
    assert (fait.returncode, fait.stderr) == (0, "")
