"""The content of an answer: what is published of it, and what forbids that."""

from dataclasses import replace
from datetime import date

import pytest

from dossiers.referentiel.aide import Aide
from dossiers.referentiel.fiche import Fiche
from dossiers.referentiel.source import Source
from dossiers.rules.fiche import contenu_of, faults_of, is_lapsed
from dossiers.rules.portee import Portee, read_portee
from tests.aide.outils import contenu

ECRITE = Fiche(
    "nil",
    "Où ?",
    "Là.",
    " Le texte.\n",
    "identifiants",
    ("faq",),
    "Équipe",
    date(2027, 1, 1),
    couloirs=("mdv",),
    faits=(("exception_eai", True),),
    formulations=("Où donc ?",),
    exigences=("nil",),
    difference="Ici.",
    outil="ecps",
)
AIDE = Aide(sources=(Source("faq", "FAQ", "https://exemple.gouv.fr/", date(2026, 1, 31)),))


def test_answer_of_a_file():
    lu = contenu_of(ECRITE, AIDE)
    assert (lu.code, lu.sujet, lu.texte, lu.certitude, lu.retiree) == ("nil", "nil", "Le texte.", "vu", False)
    assert lu.sources == (("FAQ", "https://exemple.gouv.fr/", "2026-01-31"),)
    assert read_portee(lu.portee) == Portee("identifiants", couloirs=("mdv",), faits=(("exception_eai", True),))
    assert (lu.formulations, lu.exigences, lu.difference, lu.outil) == (("Où donc ?",), ("nil",), "Ici.", "ecps")
    assert contenu_of(replace(ECRITE, sujet="numeros"), AIDE).sujet == "numeros"


def test_what_its_digest_is_taken_of_is_plain():
    fige = contenu().canonical()
    assert (fige["revoir_le"], fige["code"], set(fige)) == ("2099-01-01", "essai", set(contenu().__dict__))


def test_sound_answer():
    assert faults_of(contenu()) == {}


OBLIGATOIRE = "Ce champ est obligatoire."
LONG = "Ce texte dépasse {} caractères : raccourcissez-le."
FAUTES = [
    ({"code": ""}, {"code": OBLIGATOIRE}),
    ({"question": " "}, {"question": OBLIGATOIRE}),
    ({"essentiel": ""}, {"essentiel": OBLIGATOIRE}),
    ({"texte": "\n"}, {"texte": OBLIGATOIRE}),
    ({"responsable": ""}, {"responsable": OBLIGATOIRE}),
    ({"question": "x" * 251}, {"question": LONG.format(250)}),
    ({"essentiel": "x" * 601}, {"essentiel": LONG.format(600)}),
    ({"texte": "x" * 20_001}, {"texte": LONG.format(20_000)}),
    ({"difference": "x" * 601}, {"difference": LONG.format(600)}),
    ({"responsable": "x" * 121}, {"responsable": LONG.format(120)}),
    ({"sources": ()}, {"sources": "Citez au moins une source : son titre, son adresse et le jour où elle a été lue."}),
    ({"sources": (("A", "http://a.fr", ""),)}, {"sources": "L’adresse d’une source commence par https://."}),
    ({"formulations": ("x",) * 41}, {"formulations": "Gardez 40 formulations au plus."}),
    (
        {"exigences": ("nil", "le nil")},
        {"exigences": "« le nil » n’est pas le code d’une exigence : lettres, chiffres, - et _."},
    ),
    (
        {"portee": Portee("t", dispositifs=tuple(f"DSR-{rang:060}" for rang in range(10)))},
        {"dispositifs": "Cette portée énumère trop de cas : élargissez-la."},
    ),
]


@pytest.mark.parametrize(("champs", "fautes"), FAUTES, ids=range(len(FAUTES)))
def test_what_forbids_the_publication(champs, fautes):
    assert faults_of(contenu(**champs) if champs.get("code", "a") else replace(contenu(), **champs)) == fautes


@pytest.mark.parametrize(
    "champs",
    [{"question": "x" * 250}, {"texte": "x" * 20_000}, {"formulations": ("x",) * 40}, {"exigences": ("a-B_9",)}],
)
def test_what_is_just_within(champs):
    assert faults_of(contenu(**champs)) == {}


def test_answer_is_to_be_read_again_from_that_day_on():
    jour = date(2026, 3, 2)
    assert [is_lapsed(date(2026, 3, n), jour) for n in (1, 2, 3)] == [True, True, False]
