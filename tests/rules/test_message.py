"""Whose answer is awaited, since when, and who may say that none is awaited any more."""

from datetime import timedelta

import pytest

from dossiers.rules.message import Attente, Cote, Ecrit, asks_by_default, attente_of, may_close
from tests.factories import LUNDI

E, A = Cote.EDITEUR, Cote.ANS


def thread(*ecrits: tuple) -> list[Ecrit]:
    """(side, asks[, closed]), an hour between two."""
    return [Ecrit(e[0], e[1], LUNDI + timedelta(hours=n), *e[2:]) for n, e in enumerate(ecrits)]


@pytest.mark.parametrize(
    ("ecrits", "de", "heure"),
    [
        ([], None, 0),
        ([(A, False)], None, 0),
        ([(A, True)], E, 0),
        ([(E, True)], A, 0),
        # A second question does not make the wait younger; a message that asks nothing changes nothing.
        ([(A, True), (A, True)], E, 0),
        ([(A, True), (A, False)], E, 0),
        # Any message of the other side answers; a question in it passes the turn.
        ([(A, True), (E, False)], None, 0),
        ([(A, True), (E, True)], A, 1),
        ([(A, True), (E, False), (A, True)], E, 2),
        # What was closed without an answer is not awaited, and what was asked since is.
        ([(A, True, True)], None, 0),
        ([(A, True, True), (A, True)], E, 1),
        # To ask in turn does not answer oneself.
        ([(E, True), (A, True), (E, True, True)], None, 0),
    ],
)
def test_whose_answer_is_awaited(ecrits, de, heure):
    attendue = Attente(de, LUNDI + timedelta(hours=heure)) if de else None
    assert attente_of(thread(*ecrits)) == attendue


@pytest.mark.parametrize(
    ("cote", "de", "demande"), [(A, None, True), (A, A, True), (E, None, True), (E, A, True), (E, E, False)]
)
def test_a_message_asks_unless_it_answers(cote, de, demande):
    assert asks_by_default(cote, Attente(de, LUNDI) if de else None) is demande


@pytest.mark.parametrize(
    ("cote", "de", "permis"), [(A, E, True), (A, A, True), (E, A, True), (E, E, False), (A, None, False)]
)
def test_who_may_close(cote, de, permis):
    assert may_close(cote, Attente(de, LUNDI) if de else None) is permis
