"""Two workers on the same lot, and one that is cancelled while it runs: each line has one outcome."""

import pytest

from dossiers.actions.lot import cancel_lot, run_lot, start_lot
from dossiers.models import LigneLot, Message
from dossiers.rules.refus import Refus
from tests.courses import run_together
from tests.factories import make_dossier, make_instructeur, make_lot, make_membre

pytestmark = pytest.mark.django_db(transaction=True)
COURSES = 5


@pytest.fixture(autouse=True)
def _no_broker(monkeypatch):
    monkeypatch.setattr("dossiers.actions.lot.enqueue", lambda *_: True)


@pytest.fixture
def membre():
    return make_membre()


def started(membre, nombre: int = 3):
    ans, dossiers = make_instructeur(), [make_dossier(membre) for _ in range(nombre)]
    lot = make_lot("ecrire", dossiers, ans, objet="A", texte="B", attend_reponse="")
    start_lot(lot=lot, par=ans)
    return lot


def test_two_workers_do_each_line_once(membre):
    for _ in range(COURSES):
        lot = started(membre)
        faits = run_together(lambda pk=lot.pk: run_lot(lot_id=pk), lambda pk=lot.pk: run_lot(lot_id=pk))
        lot.refresh_from_db()
        assert (sum(faits), lot.etat, lot.fait) == (3, "termine", 3), faits
    assert Message.objects.count() == 3 * COURSES


def test_two_starts_start_once(membre):
    for _ in range(COURSES):
        ans = make_instructeur()
        lot = make_lot("relancer", [make_dossier(membre)], ans)
        issues = run_together(*[lambda lot=lot, ans=ans: start_lot(lot=lot, par=ans)] * 2)
        assert sorted(type(issue) for issue in issues if issue) == [Refus], issues


def test_cancelled_against_its_worker(membre):
    for _ in range(COURSES):
        lot = started(membre)
        annulees, faites = run_together(
            lambda lot=lot: cancel_lot(lot=lot, par=lot.par), lambda pk=lot.pk: run_lot(lot_id=pk)
        )
        lot.refresh_from_db()
        lignes = [ligne.etat for ligne in LigneLot.objects.filter(lot=lot).order_by("rang")]
        if isinstance(annulees, Refus):
            assert (lot.etat, faites, lignes) == ("termine", 3, ["faite"] * 3)
        else:
            assert (lot.etat, annulees + faites, lot.fait) == ("annule", 3, lignes.count("faite"))
