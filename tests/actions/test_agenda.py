"""One secret address a person: each opening makes the former void."""

import pytest

from dossiers.actions.agenda import close_agenda, open_agenda
from dossiers.models import Agenda
from tests.factories import LUNDI, make_membre

pytestmark = pytest.mark.django_db


def test_opened_again_it_has_another_series():
    camille, autre = make_membre(), make_membre()
    premier, voisin = open_agenda(par=camille, le=LUNDI), open_agenda(par=autre, le=LUNDI)
    second = open_agenda(par=camille)
    assert second.serie != premier.serie
    assert (premier.cree_le, second.cree_le > LUNDI) == (LUNDI, True)
    assert dict(Agenda.objects.values_list("compte", "serie")) == {camille.pk: second.serie, autre.pk: voisin.serie}


def test_closed_it_is_gone_and_that_of_others_stays():
    camille, autre = make_membre(), make_membre()
    open_agenda(par=camille)
    open_agenda(par=autre)
    close_agenda(par=camille)
    close_agenda(par=camille)
    assert list(Agenda.objects.values_list("compte", flat=True)) == [autre.pk]
