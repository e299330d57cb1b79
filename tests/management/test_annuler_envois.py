"""`manage.py annuler_envois`: after a restore, nothing that may have left already leaves again."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from dossiers.actions.envoi import post_envoi
from dossiers.models import Envoi, Relance
from tests.factories import make_dossier, make_membre

pytestmark = pytest.mark.django_db
# Noon in Paris, in winter.
MIDI = datetime(2026, 1, 12, 11, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def make_envoi(etat: str, le: datetime) -> None:
    envoi = post_envoi(cle=f"{etat}:{le}", genre="invitation", destinataire=make_membre(), le=le)
    Envoi.objects.filter(pk=envoi.pk).update(etat=etat)


def run(avant: str) -> str:
    sortie = StringIO()
    call_command("annuler_envois", avant=avant, stdout=sortie)
    return sortie.getvalue()


@pytest.mark.parametrize("avant", ["2026-01-12T12:00", "2026-01-12T11:00:00+00:00"])
def test_what_was_written_before_and_has_not_left_is_given_up(avant):
    for etat in Envoi.Etat.values:
        make_envoi(etat, MIDI - MINUTE)
    make_envoi("attente", MIDI)
    assert run(avant) == "2 courriel(s) annulé(s), 0 relance(s) écartée(s).\n"
    assert list(Envoi.objects.order_by("pk").values_list("etat", flat=True)) == [
        *("sans_objet", "sans_objet", "envoye", "sans_objet", "echec"),
        "attente",
    ]


def test_a_day_is_its_first_instant_in_paris():
    make_envoi("attente", MIDI - timedelta(hours=12, minutes=1))
    make_envoi("attente", MIDI - timedelta(hours=12))
    assert run("2026-01-12") == "1 courriel(s) annulé(s), 0 relance(s) écartée(s).\n"


def test_reminders_that_had_no_mail_yet_are_given_up_too():
    """Else the next sweep would put in a digest what left after the backup was made."""
    dossier = make_dossier()
    lieu = {"dossier": dossier, "etape": 1, "tour": 0, "echelon": "premiere", "sorte": "manque"}
    for code, le in (("avant", MIDI - MINUTE), ("apres", MIDI)):
        Relance.objects.create(**lieu, code=code, destinataire=dossier.cree_par, le=le)
    Relance.objects.create(**lieu, code="partie", destinataire=dossier.cree_par, le=MIDI - MINUTE, envoyee_le=MIDI)
    assert run("2026-01-12T12:00") == "0 courriel(s) annulé(s), 1 relance(s) écartée(s).\n"
    assert list(Relance.objects.filter(abandonnee=True).values_list("code", flat=True)) == ["avant"]


@pytest.mark.parametrize("avant", ["hier", "2026-13-01", ""])
def test_anything_else_is_refused_with_examples(avant):
    with pytest.raises(CommandError, match=r"^« .* » n’est pas une date\. Exemples"):
        run(avant)
