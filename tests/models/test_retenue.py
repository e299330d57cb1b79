"""Whether what is urgent was held with the rest."""

import pytest

from dossiers.models import Retenue


@pytest.mark.parametrize(("urgentes", "tout"), [(0, False), (5, False), (6, True)])
def test_urgent_ones_are_held_when_they_are_a_wave_themselves(urgentes, tout):
    assert Retenue(prevues=20, urgentes=urgentes, seuil=5).tout_retenu is tout
