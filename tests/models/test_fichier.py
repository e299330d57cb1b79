"""What the rules need to know of a file, how much of it its preview shows, and where it lies."""

from types import SimpleNamespace
from uuid import UUID

import pytest

from dossiers.models import Jointe, Piece
from dossiers.models.fichier import PAGES_VUES, original_path, preview_path
from dossiers.rules.retenue import Analyse, Garde
from tests.factories import LUNDI

QUI = SimpleNamespace(uuid=UUID(int=2), dossier=SimpleNamespace(uuid=UUID(int=1)))


@pytest.mark.parametrize("genre", [Piece, Jointe])
def test_guard_says_why_it_was_put_aside_while_it_is(genre):
    fichier = genre(nom="a.png", analyse="saine", quarantaine_motif="Un nom se lit.", purgee_le=LUNDI)
    assert fichier.garde == Garde("a.png", Analyse.SAINE, "", LUNDI)
    fichier.quarantaine_le = LUNDI
    assert fichier.garde == Garde("a.png", Analyse.SAINE, "Un nom se lit.", LUNDI)


@pytest.mark.parametrize(
    ("pages", "montrees", "mots"),
    [(1, 1, ""), (PAGES_VUES, PAGES_VUES, ""), (12, PAGES_VUES, "3 premières pages sur 12")],
)
def test_pages_that_the_preview_shows(pages, montrees, mots):
    fichier = Piece(pages=pages)
    assert (fichier.pages_montrees, fichier.pages_vues) == (montrees, mots)


def test_files_lie_under_names_of_our_own():
    dossier, fichier = UUID(int=1).hex, UUID(int=2).hex
    assert original_path(QUI, "../../etc/passwd") == f"originaux/{dossier}/{fichier}"
    assert preview_path(QUI, "x.svg") == f"apercus/{dossier}/{fichier}.webp"
