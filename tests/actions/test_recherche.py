"""Searches that found nothing: counted once each, without what could name someone, until someone deals with them."""

from datetime import timedelta

import pytest

from dossiers.actions.recherche import LONGUEUR, record_recherche, settle_recherche
from dossiers.models import Recherche
from dossiers.rules.refus import Interdit
from tests.factories import LGC, LUNDI, make_administrateur, make_instructeur

pytestmark = pytest.mark.django_db


def test_a_robot_that_searches_in_vain_is_kept_no_more():
    for rang in range(40):
        record_recherche(texte=f"mot{rang}", dispositif="", adresse="192.0.2.1", le=LUNDI)
    assert Recherche.objects.count() == 31


def test_what_could_name_someone_is_not_kept():
    """Neither an address, nor a number of eight figures or more, however it is spaced."""
    for texte in (
        "un 810003456786",
        "deux 8 1000 345 67.86 pommes",
        "trois rpps10003456786",
        "06 12-34 56 78",
        "quatre zoe@exemple.fr",
        "cinq zoe＠exemple.fr",
        "six 2026 v2",
    ):
        record_recherche(texte=texte, dispositif="", adresse="192.0.2.1", le=LUNDI)
    gardes = list(Recherche.objects.order_by("pk").values_list("texte", flat=True))
    assert gardes == ["un", "deux pommes", "trois rpps", "six 2026 v2"]


def test_an_empty_search_is_settled_until_it_comes_back():
    record_recherche(texte="tarte", dispositif="", adresse="", le=LUNDI)
    recherche = Recherche.objects.get()
    with pytest.raises(Interdit):
        settle_recherche(recherche=recherche, par=make_instructeur())
    settle_recherche(recherche=recherche, par=make_administrateur(), le=LUNDI)
    assert Recherche.objects.filter(traitee_le=None).count() == 0
    record_recherche(texte="Tarte", dispositif="", adresse="", le=LUNDI)
    assert Recherche.objects.get(traitee_le=None).nombre == 2


def test_counted_by_words_and_dispositif():
    for texte, dispositif in (("Tarte aux pommes !", ""), ("tarte AUX pommes", ""), ("tarte aux pommes", LGC)):
        record_recherche(texte=texte, dispositif=dispositif, adresse="", le=LUNDI)
    assert list(Recherche.objects.order_by("pk").values_list("texte", "dispositif", "nombre")) == [
        ("tarte aux pommes", "", 2),
        ("tarte aux pommes", LGC, 1),
    ]


@pytest.mark.parametrize("texte", ["", " ", "!?", "zoe@exemple.fr", "06 12 34 56 78"])
def test_without_a_word_nothing_is_kept(texte):
    record_recherche(texte=texte, dispositif="", adresse="", le=LUNDI)
    assert Recherche.objects.count() == 0


def test_long_text_is_cut():
    record_recherche(texte="mot " * 100, dispositif="", adresse="", le=LUNDI)
    assert Recherche.objects.get().texte == ("mot " * 100)[:LONGUEUR]


def test_the_last_day_is_kept():
    for jours in (0, 3):
        record_recherche(texte="tarte", dispositif="", adresse="", le=LUNDI + timedelta(days=jours))
    assert Recherche.objects.get().derniere_le == LUNDI + timedelta(days=3)
