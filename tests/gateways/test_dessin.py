"""Synthetic proofs: a picture that the product accepts, of its own for each dossier, with its accents."""

import io

from PIL import Image

from dossiers.gateways.dessin import POLICE, _font, draw_proof
from dossiers.gateways.image import inspect_image


def test_it_is_a_picture_that_may_be_deposited():
    octets = draw_proof("Demande de conformité n° 1", [("NIL", "1-2"), ("Statut", "Pré-examen")])
    cliche = inspect_image(io.BytesIO(octets), ("png",))
    assert (cliche.type, cliche.largeur, cliche.hauteur) == ("png", 1040, 560)


def test_another_number_is_another_picture_and_the_same_the_same():
    une, deux = (draw_proof("T", [("NIL", nil)]) for nil in ("1-2", "1-3"))
    assert une != deux
    assert une == draw_proof("T", [("NIL", "1-2")])


def test_accents_are_drawn():
    """The box of a missing letter is as wide as any other missing one."""
    manquante = _font(24).getbbox("\ue000")
    assert POLICE.is_file()
    assert [_font(24).getbbox(lettre) == manquante for lettre in "éèêçÎÉ’"] == [False] * 7


def test_it_says_that_it_is_fictive():
    image = Image.open(io.BytesIO(draw_proof("T", [])))
    pied = image.crop((40, 516, 600, 552))
    assert len(pied.getcolors(10_000)) > 5
