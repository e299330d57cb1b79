"""`manage.py recalculer`: says what differs from the facts, and mends it only when asked to."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dossiers.models import Dossier
from tests.factories import make_dossier, make_submitted

pytestmark = pytest.mark.django_db


def run(*options: str) -> list[str]:
    sortie = StringIO()
    call_command("recalculer", *options, stdout=sortie)
    return sortie.getvalue().splitlines()


def test_nothing_to_say_of_dossiers_that_hold():
    make_dossier(etape=2)
    make_submitted()
    assert run() == ["2 dossier(s) relu(s), 0 avec écart, 0 dont la trace est rompue."]


def test_differences_are_said_and_left():
    dossier = make_submitted()
    Dossier.objects.update(manques=7, nie="")
    sortie = StringIO()
    with pytest.raises(CommandError, match=r"^1 dossier\(s\) relu\(s\), 1 avec écart, 0 dont la trace est rompue\.$"):
        call_command("recalculer", stdout=sortie)
    assert sortie.getvalue().splitlines() == [
        f"{dossier.reference} manques\u00a0: 7 au lieu de 0",
        f"{dossier.reference} nie\u00a0: '' au lieu de '00123'",
    ]
    dossier.refresh_from_db()
    assert (dossier.manques, dossier.nie) == (7, "")


def test_differences_are_mended_when_asked():
    dossier = make_submitted()
    Dossier.objects.update(etat="ouverte", bloqueur="editeur")
    assert run("--corriger")[-1] == "1 dossier(s) relu(s), 1 avec écart (corrigé), 0 dont la trace est rompue."
    dossier.refresh_from_db()
    assert (dossier.etat, dossier.bloqueur) == ("soumise", "ans")
    assert run() == ["1 dossier(s) relu(s), 0 avec écart, 0 dont la trace est rompue."]


@pytest.mark.parametrize("options", [(), ("--corriger",)])
def test_broken_trace_is_said_and_never_mended(options):
    make_dossier()
    dossier = make_submitted()
    dossier.evenements.filter(rang=2).update(geste="autre")
    for _ in range(2):
        sortie = StringIO()
        with pytest.raises(
            CommandError, match=r"^2 dossier\(s\) relu\(s\), 0 avec écart, 1 dont la trace est rompue\.$"
        ):
            call_command("recalculer", *options, stdout=sortie)
        assert sortie.getvalue().splitlines() == [
            f"{dossier.reference} trace\u00a0: L’événement n°\u00a02 n’est plus celui qui a été écrit."
        ]
