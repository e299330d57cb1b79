"""docs/parcours.md says what the table says."""

import re
from pathlib import Path

from dossiers.rules.diagramme import GARDES_DITES, write_parcours
from dossiers.rules.garde import GARDES
from dossiers.rules.transition import TRANSITIONS
from tests.transitions import LIBELLES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "parcours.md").read_text(encoding="utf-8")


def test_page_is_what_the_table_says():
    assert write_parcours() == PAGE, "Run: manage.py dessiner_parcours > docs/parcours.md"


def test_every_geste_has_its_row_and_every_guard_its_words():
    assert re.findall(r"^\| .*? \(`(\w+)`\)", PAGE, re.MULTILINE) == [t.geste for t in TRANSITIONS]
    assert set(GARDES_DITES) == set(GARDES)


def test_every_move_of_étape_2_is_drawn():
    dessin = PAGE.partition("## Étape 2")[2].partition("```\n\n")[0]
    assert re.findall(r"^    (\w+) --> (\w+) : ([^(\n]+?)(?: \(|$)", dessin, re.MULTILINE) == [
        ("ouverte", "soumise", LIBELLES["soumettre"][0]),
        ("complements", "soumise", LIBELLES["soumettre"][0]),
        ("soumise", "validee", LIBELLES["valider"][0]),
        ("soumise", "complements", LIBELLES["demander_complements"][0]),
        ("soumise", "refusee", LIBELLES["refuser"][0]),
        ("ouverte", "retiree", LIBELLES["retirer"][0]),
        ("soumise", "retiree", LIBELLES["retirer"][0]),
        ("complements", "retiree", LIBELLES["retirer"][0]),
    ]
