"""Each person turns their own reminders on and off, and nobody else's."""

import pytest

from dossiers.actions.preference import set_relances, stop_relances
from dossiers.models import Appartenance, Preference
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.preference import jeton_of, place_of
from dossiers.rules.refus import Interdit
from tests.factories import make_compte, make_editeur, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def preferences() -> list[tuple[int, bool, bool, bool]]:
    colonnes = ("compte", "relances", "relances_echeance", "relances_calendrier")
    return list(Appartenance.objects.order_by("compte").values_list(*colonnes))


def test_off_then_on_again():
    editeur = make_editeur()
    moi, collegue = make_membre(editeur), make_membre(editeur, "salarie")
    set_relances(sortes=["echeance"], par=moi)
    assert preferences() == [(moi.pk, False, True, False), (collegue.pk, True, True, True)]
    set_relances(sortes=["manque", "echeance", "calendrier"], par=moi)
    assert preferences() == [(moi.pk, True, True, True), (collegue.pk, True, True, True)]


def test_nothing_to_set_for_someone_of_no_company():
    with pytest.raises(Interdit, match="Régler ses relances"):
        set_relances(sortes=[], par=make_compte())


def at_the_ans() -> list[tuple[int, bool, bool, bool, bool]]:
    colonnes = ("compte", "relances", "relances_echeance", "relances_calendrier", "relances_instruction")
    return list(Preference.objects.order_by("compte").values_list(*colonnes))


def test_someone_of_the_ans_has_a_kind_more_and_a_row_once_they_have_said_something():
    moi = make_instructeur()
    assert at_the_ans() == []
    for _ in range(2):
        set_relances(sortes=["instruction", "manque"], par=moi)
    assert at_the_ans() == [(moi.pk, True, False, False, True)]


@pytest.mark.parametrize(
    ("sorte", "gardees"), [("", (False, False, False, False)), ("instruction", (True, True, True, False))]
)
def test_link_of_a_mail_to_the_ans(sorte, gardees):
    moi = make_instructeur()
    jeton = jeton_of(place_of(moi), sorte)
    for _ in range(2):
        stop_relances(jeton=jeton)
    assert at_the_ans() == [(moi.pk, *gardees)]


def test_the_link_stops_one_person_and_may_be_followed_twice():
    editeur = make_editeur()
    moi, collegue = make_membre(editeur), make_membre(editeur)
    jeton = jeton_of(moi.appartenances.get())
    for _ in range(2):
        assert stop_relances(jeton=jeton).relances is False
    assert preferences() == [(moi.pk, False, False, False), (collegue.pk, True, True, True)]


def test_the_link_of_one_kind_stops_that_kind_alone():
    moi = make_membre()
    stop_relances(jeton=jeton_of(moi.appartenances.get(), "echeance"))
    assert preferences() == [(moi.pk, True, False, True)]


def test_void_link_stops_nobody():
    moi = make_membre()
    with pytest.raises(Introuvable):
        stop_relances(jeton="rien")
    assert preferences() == [(moi.pk, True, True, True)]
