"""How many dossiers a lot holds, what each kind needs, what a message of many says in each."""

from dataclasses import replace

import pytest

from dossiers.rules.lot import (
    LOT_MAX,
    NON_DEMANDEE,
    PARAMETRES,
    VARIABLES,
    Genre,
    fill_variables,
    read_parametres,
    refuse_complement,
    require_size,
)
from dossiers.rules.parcours import Etat, Role
from dossiers.rules.refus import Refus
from dossiers.rules.situation import Examen
from dossiers.rules.transition import refusal_at
from tests.rules.situations import submitted


@pytest.mark.parametrize("nombre", [1, LOT_MAX])
def test_a_size_that_may_be(nombre):
    require_size(nombre)


@pytest.mark.parametrize(("nombre", "debut"), [(0, "Cochez au moins un dossier"), (501, "Cette sélection compte plus")])
def test_a_size_that_may_not(nombre, debut):
    with pytest.raises(Refus, match=debut):
        require_size(nombre)


def test_every_kind_says_what_it_needs():
    assert set(PARAMETRES) == set(Genre)


@pytest.mark.parametrize(
    ("genre", "fautifs"),
    [
        (Genre.CONFIER, ["referent"]),
        (Genre.COMPLEMENT, ["exigence", "motif"]),
        (Genre.ECRIRE, ["objet", "texte"]),
    ],
)
def test_what_is_missing_is_said_at_its_field(genre, fautifs):
    with pytest.raises(Refus) as refus:
        read_parametres(genre, {})
    assert sorted(refus.value.champs) == fautifs


@pytest.mark.parametrize("genre", [Genre.RELANCER, Genre.EXPORTER])
def test_some_need_nothing(genre):
    assert read_parametres(genre, {"motif": "A"}) == {}


def test_what_is_not_needed_is_left_out_and_the_rest_trimmed():
    recus = {"exigence": "nil", "motif": " Coupée. ", "message": "", "geste": "completer"}
    assert read_parametres(Genre.COMPLEMENT, recus) == {"exigence": "nil", "motif": "Coupée.", "message": ""}


def test_a_text_too_long_says_by_how_much():
    with pytest.raises(Refus) as refus:
        read_parametres(Genre.COMPLEMENT, {"exigence": "nil", "motif": "a" * 2001})
    assert refus.value.champs == {"motif": "Ce texte compte 2001 caractères\u202f; 2000 au plus sont admis."}


def test_a_variable_that_stands_for_nothing_is_said():
    with pytest.raises(Refus) as refus:
        read_parametres(Genre.ECRIRE, {"objet": "{solution}", "texte": "{nom} et {client}"})
    assert list(refus.value.champs) == ["texte"]
    assert refus.value.champs["texte"].startswith(
        "{client}, {nom} ne désigne rien. Variables connues\u00a0: {entreprise},"
    )


def test_variables_are_filled_once():
    valeurs = dict.fromkeys(VARIABLES, "x") | {"solution": "{entreprise}"}
    assert fill_variables("À {entreprise}, {solution} { }", valeurs) == "À x, {entreprise} { }"


def test_a_complement_needs_every_other_verdict():
    situation = submitted()
    attendus = ("nie", "nil", "preuve_cnda", "versions_obsoletes")
    tous = {code: Examen(code, "conforme", "") for code in attendus}
    sauf_nil = {code: e for code, e in tous.items() if code != "nil"}
    assert refuse_complement(replace(situation, examens=tous), "nil") == ""
    assert refuse_complement(replace(situation, examens=sauf_nil), "nil") == ""
    assert refuse_complement(replace(situation, examens=sauf_nil), "nie").startswith(
        "Il vous reste à vous prononcer sur"
    )
    assert refuse_complement(replace(situation, examens=tous), "nil_tiers") == NON_DEMANDEE


@pytest.mark.parametrize(
    ("geste", "etat", "role", "debut"),
    [
        ("relancer", Etat.COMPLEMENTS, Role.INSTRUCTEUR, ""),
        ("relancer", Etat.SOUMISE, Role.INSTRUCTEUR, "«\u00a0Relancer l’éditeur\u00a0» n’est pas possible maintenant"),
        ("relancer", Etat.COMPLEMENTS, Role.SALARIE, "«\u00a0Relancer l’éditeur\u00a0» est réservé"),
    ],
)
def test_what_the_table_says_before_anything_is_done(geste, etat, role, debut):
    assert refusal_at(geste, 2, etat, role)[: len(debut) or None] == debut
