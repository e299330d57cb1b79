"""The demonstration is what its text says, whatever the day, and is created once."""

import io
from collections import Counter
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from dossiers.management.commands import demonstration
from dossiers.management.jeu import MOT_DE_PASSE, list_pas, read_dossiers, read_personnes
from dossiers.models import Appartenance, Compte, Dossier, Editeur, Envoi, Evenement, Piece, Soumission
from tests.factories import PARIS, make_editeur

LUNDI = datetime(2026, 11, 23, 10, 0, tzinfo=PARIS)
DIMANCHE = LUNDI - timedelta(days=1)


@pytest.fixture(autouse=True)
def _demonstration(settings) -> None:
    settings.DEMONSTRATION = True


def run() -> tuple[str, str]:
    stdout, stderr = io.StringIO(), io.StringIO()
    call_command("demonstration", stdout=stdout, stderr=stderr)
    return stdout.getvalue(), stderr.getvalue()


def count_rows() -> list[int]:
    return [m.objects.count() for m in (Compte, Editeur, Appartenance, Dossier, Envoi, Evenement, Piece, Soumission)]


def read_states() -> dict[tuple[str, str], list]:
    dossiers = Dossier.objects.select_related("solution").order_by("pk")
    return {(d.solution.nom, d.solution.version_majeure): [d.etape, d.etat, d.bloqueur] for d in dossiers}


@pytest.mark.django_db(transaction=True)
def test_it_is_what_its_text_says_and_a_second_run_adds_nothing():
    with time_machine.travel(LUNDI, tick=False):
        accounts, complaint = run()
        created = count_rows()
        assert run() == (accounts, complaint)
    assert (count_rows(), complaint) == (created, "")
    assert read_states() == {(t["solution"], t["version"]): t["attendu"] for t in read_dossiers()}
    assert Counter(Dossier.objects.values_list("etape", "etat")) == {
        (1, "ouverte"): 2,
        (1, "retiree"): 1,
        (2, "ouverte"): 10,
        (2, "soumise"): 5,
        (2, "complements"): 3,
        (2, "refusee"): 2,
        (2, "retiree"): 1,
        (3, "ouverte"): 3,
    }
    assert Counter(Dossier.objects.values_list("bloqueur", flat=True)) == {
        "": 7, "editeur": 12, "ans": 5, "cnda": 2, "tiers": 1
    }  # fmt: skip
    assert Counter(Appartenance.objects.values_list("role", flat=True)) == {
        "mandataire": 6, "representant": 2, "salarie": 1
    }  # fmt: skip
    assert Counter(Compte.objects.values_list("role_ans", flat=True)) == {"": 9, "instructeur": 2, "administrateur": 1}
    assert set(Piece.objects.values_list("etat_apercu", flat=True)) == {"fait"}
    assert set(Dossier.objects.values_list("couloir", flat=True)) == {"mdv", "hop", "img", "ms", "bio"}
    assert [line.split()[0] for line in accounts.splitlines() if "@" in line] == [p.courriel for p in read_personnes()]
    assert all(c.check_password(MOT_DE_PASSE) for c in Compte.objects.all())
    assert_its_past_does_not_leave()


def assert_its_past_does_not_leave() -> None:
    """Every mail older than four days is sent, on its own day; a handful waits; reminders are due and to come."""
    limit = LUNDI - timedelta(days=4)
    assert set(Envoi.objects.filter(cree_le__lt=limit).values_list("etat", flat=True)) == {"envoye"}
    assert [e for e in Envoi.objects.filter(etat="envoye") if (e.envoye_le, e.essais) != (e.a_partir_de, 1)] == []
    waiting = Counter(Envoi.objects.filter(etat="attente").values_list("genre", flat=True))
    assert waiting == {"recepisse": 3, "a_instruire": 1}
    assert Envoi.objects.filter(genre="relance_ans", etat="envoye").count() > 0
    due = Dossier.objects.filter(prochaine_relance__isnull=False)
    assert (due.filter(prochaine_relance__lte=LUNDI).count(), due.filter(prochaine_relance__gt=LUNDI).count()) == (
        3,
        16,
    )


@pytest.mark.django_db
def test_it_holds_on_a_sunday_too(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(demonstration, "make_apercu", lambda piece: None)
    with time_machine.travel(DIMANCHE, tick=False), django_capture_on_commit_callbacks(execute=True):
        run()
    assert read_states() == {(t["solution"], t["version"]): t["attendu"] for t in read_dossiers()}


@pytest.mark.parametrize("jours", range(7))
def test_each_history_goes_forward_in_time_and_stops_before_now(jours):
    now = LUNDI + timedelta(days=jours)
    steps = list_pas(read_dossiers(), now)
    for numero, texte in enumerate(read_dossiers()):
        ours = [step for step in steps if step.dossier == numero]
        assert [step.texte for step in ours] == texte["histoire"]
        assert [step.le for step in ours] == sorted({step.le for step in ours})
    assert max(step.le for step in steps) < now


@pytest.mark.django_db
def test_nothing_is_created_where_there_is_a_company():
    make_editeur()
    assert run() == ("La base contient déjà des entreprises : aucune démonstration n’a été créée.\n", "")
    assert count_rows() == [0, 1, 0, 0, 0, 0, 0, 0]


@pytest.mark.django_db
def test_a_set_cut_short_is_said():
    make_editeur("ALPHA Santé", "000000018")
    assert run()[1] == "Le jeu de démonstration est incomplet : effacez les données, puis recommencez.\n"


@pytest.mark.django_db
def test_it_is_refused_where_passwords_must_be_secret(settings):
    settings.DEMONSTRATION = False
    with pytest.raises(CommandError, match="refusée ici"):
        run()
    assert Compte.objects.count() == 0
