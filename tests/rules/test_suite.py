"""The files of a proof in order, as a submission holds them; those made before proofs could have several."""

import pytest

from dossiers.rules.suite import FICHIERS_MAX, TROP_DE_FICHIERS, in_order, uuids_of, uuids_submitted

ANCIEN = {"reponses": {}, "pieces": {"a": "1", "b": "2"}, "empreintes": {}}
CONTENU = {**ANCIEN, "suites": {"b": ["3", "4"]}}


@pytest.mark.parametrize(
    ("contenu", "code", "uuids"),
    [
        (ANCIEN, "a", ("1",)),
        (ANCIEN, "b", ("2",)),
        (ANCIEN, "c", ()),
        (CONTENU, "a", ("1",)),
        (CONTENU, "b", ("2", "3", "4")),
        (CONTENU, "c", ()),
    ],
)
def test_files_of_one_proof(contenu, code, uuids):
    assert uuids_of(contenu, code) == uuids


def test_every_file_of_a_submission():
    assert (uuids_submitted(ANCIEN), uuids_submitted(CONTENU)) == (["1", "2"], ["1", "2", "3", "4"])


def test_what_follows_nothing_is_nothing():
    assert in_order({}, {"a": ("2",)}, "a") == ()


def test_bound_is_said():
    assert (FICHIERS_MAX, TROP_DE_FICHIERS) == (
        5,
        "Une preuve compte 5 fichiers au plus\u00a0: retirez-en, ou remplacez-la.",
    )
