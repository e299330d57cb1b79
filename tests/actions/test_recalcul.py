"""The projection of a dossier held against its facts: what differs is said, and mended only when asked."""

import pytest

from dossiers.actions.recalcul import recompute_dossier
from dossiers.models import Dossier
from tests.factories import LUNDI, fresh, make_dossier, make_instructeur, make_message, make_submitted

pytestmark = pytest.mark.django_db


def test_a_dossier_that_holds():
    for dossier in (make_dossier(), make_submitted()):
        assert recompute_dossier(dossier=dossier, le=LUNDI) == []


@pytest.mark.parametrize("corriger", [False, True])
def test_differences_are_said_and_mended_when_asked(corriger):
    dossier = make_submitted()
    Dossier.objects.update(manques=7, nie="")
    ecarts = recompute_dossier(dossier=dossier, le=LUNDI, corriger=corriger)
    assert sorted(ecarts) == [("manques", 7, 0), ("nie", "", "00123")]
    lu = fresh(dossier)
    assert (lu.manques, lu.nie) == ((0, "00123") if corriger else (7, ""))


@pytest.mark.parametrize("corriger", [False, True])
def test_awaited_answer_is_that_of_the_thread(corriger):
    dossier = make_dossier(etape=2)
    make_message(dossier, make_instructeur())
    Dossier.objects.update(reponse_attendue="ans")
    (ecart,) = recompute_dossier(dossier=dossier, le=LUNDI, corriger=corriger)
    assert (ecart[0], ecart[1] != ecart[2]) == ("reponse_attendue", True)
    assert fresh(dossier).reponse_attendue == ("editeur" if corriger else "ans")
    assert recompute_dossier(dossier=dossier, le=LUNDI) == ([] if corriger else [ecart])
