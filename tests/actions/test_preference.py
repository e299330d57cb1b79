"""Each person turns their own reminders on and off, and nobody else's."""

import pytest

from dossiers.actions.preference import set_relances, stop_relances
from dossiers.models import Appartenance
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.preference import jeton_of
from dossiers.rules.refus import Interdit
from tests.factories import make_compte, make_editeur, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def preferences() -> list[tuple[int, bool]]:
    return list(Appartenance.objects.order_by("compte").values_list("compte", "relances"))


def test_off_then_on_again():
    editeur = make_editeur()
    moi, collegue = make_membre(editeur), make_membre(editeur, "salarie")
    set_relances(recues=False, par=moi)
    assert preferences() == [(moi.pk, False), (collegue.pk, True)]
    set_relances(recues=True, par=moi)
    assert preferences() == [(moi.pk, True), (collegue.pk, True)]


@pytest.mark.parametrize("fabrique", [make_compte, make_instructeur])
def test_nothing_to_set_for_someone_of_no_company(fabrique):
    with pytest.raises(Interdit, match="Régler ses relances"):
        set_relances(recues=False, par=fabrique())


def test_the_link_stops_one_person_and_may_be_followed_twice():
    editeur = make_editeur()
    moi, collegue = make_membre(editeur), make_membre(editeur)
    jeton = jeton_of(moi.appartenances.get())
    for _ in range(2):
        assert stop_relances(jeton=jeton).relances is False
    assert preferences() == [(moi.pk, False), (collegue.pk, True)]


def test_void_link_stops_nobody():
    moi = make_membre()
    with pytest.raises(Introuvable):
        stop_relances(jeton="rien")
    assert preferences() == [(moi.pk, True)]
