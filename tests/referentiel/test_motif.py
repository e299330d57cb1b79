"""The TOML of the reasons: read in its order, refused with a sentence; those of a fresh install are sound French."""

import re
from pathlib import Path

import pytest

from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.referentiel.motif import Modele, read_motifs
from dossiers.rules.motif import faults_of
from tests.test_coherence import TYPOGRAPHIE

BON = '[[motif]]\ncode = "a-b"\nlibelle = "L"\ntexte = "T"\n'
LIVRES = Path(__file__).parents[2] / "fixtures" / "motifs" / "motifs.toml"


def test_reasons_are_read_in_their_order():
    lus = read_motifs(BON + BON.replace("a-b", "a-c") + 'kind = "piece"\n', "m.toml")
    assert lus == (Modele("a-b", "L", "T"), Modele("a-c", "L", "T", "piece"))


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("motif = 1", "écrivez ce bloc entre doubles crochets"),
        ("[motif]\ncode = 1", "écrivez ce bloc entre doubles crochets"),
        ("[[motifs]]\n", "ce champ n’existe pas. Vouliez-vous écrire «\u00a0motif\u00a0»"),
        (BON + 'rang = "1"\n', "ce champ n’existe pas"),
        ('[[motif]]\ncode = "a-b"\n', "ce champ est obligatoire"),
        (BON + BON, "ce code est déjà pris"),
        ("[[motif]\n", "ce n’est pas du TOML lisible"),
    ],
)
def test_what_is_wrong_is_said(texte, phrase):
    with pytest.raises(ReferentielInvalide, match=re.escape(phrase)):
        read_motifs(texte, "m.toml")


LUS = read_motifs(LIVRES.read_text(encoding="utf-8"), LIVRES.name)


@pytest.mark.parametrize("modele", LUS, ids=lambda modele: modele.code)
def test_those_of_a_fresh_install_are_sound(modele):
    assert faults_of(modele) == {}
    fautes = [
        faute for faute, motif in TYPOGRAPHIE.items() for t in (modele.libelle, modele.texte) if re.search(motif, t)
    ]
    assert fautes == []
    assert modele.texte.rstrip().endswith((".", "{preuve}"))
