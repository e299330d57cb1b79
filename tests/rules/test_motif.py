"""Reasons of correction: what they may hold, how their words are filled in, which are offered for a requirement."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossiers.referentiel.motif import Modele
from dossiers.rules.motif import (
    PROPOSES_MAX,
    TEXTE_MAX,
    VARIABLES,
    Propose,
    faults_of,
    proposed,
    render_motif,
    variables_of,
)
from tests.rules.textes import dispositif

MODELE = Modele("statut-bas", "Statut trop bas", "Il faut « {minimum} ».", "piece")
LGC = dispositif("DSR-MDV-LGC-Va2")
PREUVE, NIL, VERSIONS = (LGC.exigence(code) for code in ("preuve_cnda", "nil", "versions_obsoletes"))
MOTS = {"minimum": "Pré-examen", "statut_lu": "", "valeur": "Recette"}


def test_a_sound_reason_has_no_fault():
    assert faults_of(MODELE) == {}
    assert faults_of(replace(MODELE, kind="", format="numero")) == {}


CODE = "Le code s’écrit en minuscules sans accent, chiffres et tirets, de 3 à 60 caractères."
SEULE = "Une accolade est seule\u00a0: une variable s’écrit entre deux accolades, comme {valeur}."
LONG = "Ce texte compte 1501 caractères\u202f; 1500 au plus sont admis."
INCONNUE = "«\u00a0{%s}\u00a0» n’est pas une variable connue."


@pytest.mark.parametrize(
    ("champ", "valeur", "phrase"),
    [
        ("texte", "Voir {statu_lu}.", f"{INCONNUE % 'statu_lu'} Vouliez-vous écrire «\u00a0statut_lu\u00a0»\u202f?"),
        ("texte", "Voir {}.", INCONNUE % ""),
        ("texte", "Voir {valeur.", SEULE),
        ("texte", "Voir valeur}.", SEULE),
        ("texte", "  ", "Écrivez le texte que lira l’éditeur."),
        ("texte", "x" * (TEXTE_MAX + 1), LONG),
        ("code", "Été", CODE),
        ("code", "ab", CODE),
        ("libelle", "", "Donnez un titre de 80 caractères au plus."),
        ("kind", "photo", "Cette sorte d’exigence n’existe pas."),
        ("format", "rond", "Ce format n’existe pas."),
    ],
)
def test_each_fault_is_tied_to_its_field(champ, valeur, phrase):
    assert faults_of(replace(MODELE, **{champ: valeur})) == {champ: phrase}


def test_words_are_named_once_in_their_order():
    assert variables_of("{nil} puis {valeur}, et {nil}") == ("nil", "valeur")


def test_a_word_that_is_not_known_stays_in_sight():
    assert render_motif("« {statut_lu} » au lieu de « {valeur} »", MOTS) == "« … » au lieu de « Recette »"


@given(st.dictionaries(st.sampled_from(sorted(VARIABLES)), st.text(max_size=20)), st.text(max_size=60))
@settings(max_examples=100)
def test_what_is_filled_in_is_never_read_again(mots, texte):
    """A value that looks like a word between braces stays as it was given."""
    assert render_motif("{valeur}", {**mots, "valeur": "{nil}"}) == "{nil}"
    assert "{" not in render_motif(texte, {}).replace("{", "", texte.count("{"))


def test_only_what_fits_and_is_known_is_offered():
    modeles = [
        MODELE,
        replace(MODELE, code="lu", texte="Lu : {statut_lu}"),
        replace(MODELE, code="tous", kind="", texte="Relisez."),
        replace(MODELE, code="numero", kind="identifiant", texte="Relisez."),
        replace(MODELE, code="liste", kind="declaration", format="liste_ou_neant", texte="Relisez."),
        replace(MODELE, code="texte", kind="declaration", format="texte", texte="Relisez."),
    ]
    offerts = {e.code: [p.code for p in proposed(modeles, e, MOTS)] for e in (PREUVE, NIL, VERSIONS)}
    assert offerts == {
        "preuve_cnda": ["statut-bas", "tous"],
        "nil": ["tous", "numero"],
        "versions_obsoletes": ["tous", "liste"],
    }
    assert proposed(modeles[:1], PREUVE, MOTS) == (Propose("statut-bas", "Statut trop bas", "Il faut « Pré-examen »."),)


def test_there_are_as_many_as_keys():
    modeles = [replace(MODELE, code=f"m-{rang}", kind="") for rang in range(12)]
    assert len(proposed(modeles, PREUVE, MOTS)) == PROPOSES_MAX == 9
