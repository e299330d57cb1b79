"""A wave of reminders: many people to write to on one day."""

from datetime import datetime

from tests.factories import LUNDI, make_dossier, make_editeur, make_membre


def make_wave(nombre: int, le: datetime = LUNDI) -> None:
    """That many people to remind three working days later."""
    editeur = make_editeur()
    gens = [make_membre(editeur) for _ in range(nombre)]
    make_dossier(gens[0], etape=2, le=le)
