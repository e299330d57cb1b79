"""Every refusal of a file is a sentence that says what to do instead."""

import pytest

from dossiers.gateways.rejet import MIMES_REJETES, REJETS, mime_refusals
from dossiers.gateways.signature import DEBUTS

FAIRE = ("enregistrez", "déposez", "faites", "ouvrez", "imprimez", "exportez")


@pytest.mark.parametrize("genre", REJETS)
def test_refusal_says_what_to_do_instead(genre):
    phrase = REJETS[genre]
    assert phrase.endswith(".")
    assert [mot for mot in FAIRE if mot in phrase.partition(" : ")[2]] != []


def test_each_kind_that_is_recognised_has_its_refusal():
    assert {genre for _, genre in DEBUTS} - set(REJETS) == set()


def test_refusals_of_a_page_are_those_of_the_server():
    refus = mime_refusals()
    assert set(refus) == set(MIMES_REJETES)
    assert (refus["image/heif"], refus["text/html"]) == (REJETS["heic"], REJETS["page"])
    assert set(refus) & {"image/png", "image/jpeg", "image/webp", "application/pdf"} == set()
