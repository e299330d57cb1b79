"""The guided form: which fields, bound to what is known, with which errors."""

from dataclasses import replace

import pytest

from dossiers.depot.formulaire_etape import FormulaireEtape
from dossiers.rules.preparation import prepare_etape
from tests.rules.situations import AUTRE, PIECES, PRETES, contested, situation

NIE, PREUVE = "nie", "preuve_cnda"


def form_of(lue=None, **options) -> FormulaireEtape:
    lue = lue or situation()
    return FormulaireEtape(lue, prepare_etape(lue), **options)


def parts(form: FormulaireEtape) -> dict[str, list[tuple[str, bool]]]:
    return {groupe.partie.code: [(item.code, item.ouvert) for item in groupe.items] for groupe in form.groupes()}


def test_parts_in_order_with_what_they_hold():
    assert parts(form_of(situation(reponses=PRETES, pieces=PIECES))) == {
        "situation": [("montage", True)],
        "identifiants": [("nie", True), ("nil", True)],
        "cnda": [(PREUVE, True)],
        "declarations": [("versions_obsoletes", True)],
    }


def test_what_was_not_contested_is_closed():
    form = form_of(contested(preuve_cnda="Coupée."))
    ouverts = [item.code for groupe in form.groupes() for item in groupe.items if item.ouvert]
    assert ouverts == ["montage", PREUVE]


def test_no_field_is_required_and_all_are_bound_to_what_is_known():
    form = form_of(situation(reponses=PRETES))
    assert {nom: form[nom].value() for nom in ("montage", "nie", "versions_obsoletes")} == {
        "montage": "non",
        "nie": "00123",
        "versions_obsoletes": "néant",
    }
    assert [nom for nom, champ in form.fields.items() if champ.required] == []
    assert (form.noms_fichiers, form_of().noms_fichiers) == (PREUVE, PREUVE)


@pytest.mark.parametrize(("strict", "erreurs"), [(False, []), (True, ["montage", "nie", "versions_obsoletes"])])
def test_what_is_missing_is_said_only_when_sending(strict, erreurs):
    assert list(form_of(strict=strict).errors) == erreurs


@pytest.mark.parametrize(
    ("reponses", "champ"),
    [
        ({**PRETES, "nie": "é"}, "nie"),
        ({**PRETES, "statut_cnda": "Recette"}, "statut_cnda"),
        ({**PRETES, "montage": "x"}, "montage"),
    ],
)
def test_what_is_wrong_is_said_at_once(reponses, champ):
    assert list(form_of(situation(reponses=reponses, pieces=PIECES)).errors) == [champ]


def test_what_the_ans_contests_is_said_until_it_changes():
    avant = contested(preuve_cnda="Coupée.")
    assert form_of(avant).errors == {PREUVE: ["L’ANS demande une correction\u00a0: Coupée."]}
    assert form_of(replace(avant, pieces={PREUVE: AUTRE})).errors == {}


def test_refusals_go_to_their_field_or_first_of_all():
    form = form_of(refus={NIE: "Une phrase.", "": "Une autre.", "zzz": "Une troisième."})
    assert form.errors == {NIE: ["Une phrase."], "__all__": ["Une autre.", "Une troisième."]}


def test_what_was_posted_and_not_kept_is_laid_over_what_is_known():
    lue = situation(reponses=PRETES)
    assert form_of(lue, poste={"nie": "long"})["nie"].value() == "long"


def test_what_is_closed_stays_what_was_sent():
    assert form_of(contested(preuve_cnda="Coupée."), poste={"nie": "long"})["nie"].value() == "00123"


def test_the_signature_changes_with_what_is_asked_what_is_wrong_and_the_proofs_in_place():
    vide = form_of().signature
    assert form_of(situation(reponses={"nie": "1"})).signature == vide
    assert form_of(situation(reponses={"montage": "non"})).signature != vide
    assert form_of(situation(reponses={"nie": "é"})).signature != vide
    assert form_of(strict=True).signature != vide
    une, autre = (form_of(situation(reponses=PRETES, pieces={PREUVE: p})).signature for p in (PIECES[PREUVE], AUTRE))
    assert une != autre


def test_each_item_says_where_it_comes_from_and_why_it_is_asked():
    lue = situation(reponses={"nie": "1"}, provenances={"nie": "Saisi ailleurs."})
    items = {item.code: item for groupe in form_of(lue).groupes() for item in groupe.items}
    assert (items["nie"].provenance, items["montage"].provenance) == ("Saisi ailleurs.", "")
    assert (items["nie"].verdict.exigence.code, items["montage"].verdict) == ("nie", None)


def test_a_long_status_is_no_error():
    assert form_of(situation(reponses={**PRETES, "statut_cnda": "mot " * 100}, pieces=PIECES)).errors == {}
