"""The chain of a trace: one text per content, one digest per text, and the moment as a database gives it back."""

import hashlib
from datetime import UTC, datetime

import pytest

from dossiers.rules.evenement import ORIGINE, canonical, digest, hashed_content
from dossiers.rules.jour import PARIS

CONTENU = {
    "dossier": "d",
    "rang": 1,
    "geste": "creer",
    "etape": 1,
    "par": "p",
    "le": datetime(2026, 3, 2, 10, 0, tzinfo=PARIS),
    "donnees": {"é": 1},
}


def test_origin_is_what_no_digest_is():
    assert (len(ORIGINE), set(ORIGINE)) == (64, {"0"})


def test_one_text_per_content():
    assert canonical({"b": [1, "é"], "a": {"d": None, "c": True}}) == '{"a":{"c":true,"d":null},"b":[1,"é"]}'


def test_digest_can_be_recomputed_by_anyone():
    attendu = hashlib.sha256((ORIGINE + '{"a":1}').encode()).hexdigest()
    assert digest({"a": 1}, ORIGINE) == attendu
    assert digest({"a": 1}) == hashlib.sha256(b'{"a":1}').hexdigest()


def test_what_is_hashed_of_an_event():
    assert hashed_content(**CONTENU) == {**CONTENU, "le": "2026-03-02T09:00:00.000000+00:00"}


def test_same_moment_is_the_same_digest_whatever_its_offset():
    en_utc = {**CONTENU, "le": CONTENU["le"].astimezone(UTC)}
    assert digest(hashed_content(**en_utc)) == digest(hashed_content(**CONTENU))


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("dossier", "e"),
        ("rang", 2),
        ("geste", "retirer"),
        ("etape", 2),
        ("par", ""),
        ("le", datetime(2026, 3, 2, 10, 0, 0, 1, tzinfo=PARIS)),
        ("donnees", {}),
    ],
)
def test_every_field_counts(champ, valeur):
    assert digest(hashed_content(**{**CONTENU, champ: valeur})) != digest(hashed_content(**CONTENU))


def test_previous_digest_counts():
    assert digest({}, ORIGINE) != digest({}, "1" * 64)


def test_order_of_writing_does_not_count():
    assert digest({"b": 1, "a": {"d": 2, "c": 3}}) == digest({"a": {"c": 3, "d": 2}, "b": 1})
