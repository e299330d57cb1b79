"""Readings without the machine: what it would have read on a proof, settled through the real action.

read_as(piece, fiche("456-A", "Pré-examen"))
mark_read(piece, fiche("789-B"))
"""

from datetime import datetime
from unittest.mock import patch

from dossiers.actions.lecture import read_piece
from dossiers.models import Lecture, Piece
from dossiers.queries.lecture import freeze_pages
from dossiers.rules.lecture import Page
from tests.factories import LUNDI


def read_as(piece: Piece, *pages: Page, le: datetime = LUNDI) -> str:
    """The state the reading is left in; the picture is really opened."""
    with patch("dossiers.actions.lecture.read_pages", return_value=pages):
        return read_piece(piece.pk, le)


def mark_read(piece: Piece, *pages: Page) -> None:
    """The row alone, without its event nor its projection: for tests of what comes after."""
    Lecture.objects.filter(piece=piece).update(etat="faite", pages=freeze_pages(pages))
