"""The token of the stop link: of one place, forged by nobody, dead when the person leaves."""

import pytest
from django.core import signing

from dossiers.queries.perimetre import Introuvable
from dossiers.queries.preference import jeton_of, place_of, read_jeton
from tests.factories import make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def test_token_leads_to_its_place():
    place = make_membre().appartenances.get()
    assert read_jeton(jeton_of(place)) == (place, "")


def test_token_names_its_kind_or_none():
    place = make_membre().appartenances.get()
    assert [read_jeton(jeton_of(place, sorte)) for sorte in ("", "manque")] == [(place, ""), (place, "manque")]


@pytest.mark.parametrize("sorte", ["", "instruction"])
def test_token_of_someone_of_the_ans(sorte):
    moi = make_instructeur()
    place, lue = read_jeton(jeton_of(place_of(moi), sorte))
    assert (place.compte, place.pk, lue) == (moi, None, sorte)


def test_token_of_the_ans_dies_with_the_role():
    moi = make_instructeur()
    jeton = jeton_of(place_of(moi))
    type(moi).objects.update(role_ans="")
    with pytest.raises(Introuvable, match="a quitté l’ANS"):
        read_jeton(jeton)


def test_token_dies_with_the_place():
    place = make_membre().appartenances.get()
    jeton = jeton_of(place)
    place.delete()
    with pytest.raises(Introuvable, match="a quitté"):
        read_jeton(jeton)


@pytest.mark.parametrize(
    "altere", [lambda j: j[:-1], lambda j: "x" + j, lambda j: "", lambda j: signing.dumps(1, salt="autre")]
)
def test_forged_token_leads_nowhere(altere):
    place = make_membre().appartenances.get()
    with pytest.raises(Introuvable, match="pas de nous"):
        read_jeton(altere(jeton_of(place)))
