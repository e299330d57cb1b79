"""The texts of the help: what is badly written is refused with a sentence that says where."""

import pytest

from dossiers.referentiel.aide import read_aide
from dossiers.referentiel.erreur import ReferentielInvalide

COMMUN = """
[[offre]]
code = "segur"
libelle = "Ségur"
[[thematique]]
code = "t"
libelle = "T"
[[source]]
code = "faq"
titre = "FAQ"
adresse = "https://esante.gouv.fr/"
lu_le = 2026-11-26
"""
FICHE = """
[[fiche]]
code = "a"
question = "Q"
essentiel = "E"
texte = "T"
thematique = "t"
sources = ["faq"]
responsable = "R"
revoir_le = 2099-01-01
"""


def test_a_whole_text_reads():
    aide = read_aide({"commun.toml": COMMUN, "fiches.toml": FICHE})
    assert [fiche.code for fiche in aide.fiches] == ["a"]
    assert (aide.source("faq").titre, aide.thematique("t").libelle) == ("FAQ", "T")


def test_the_words_of_several_files_are_taken_together():
    aide = read_aide({"a.toml": 'vides = ["le la"]\ncourants = ["vacances"]', "b.toml": 'courants = ["piscine"]'})
    assert (aide.lexique.vides, aide.lexique.courants) == (("le la",), ("vacances", "piscine"))


@pytest.mark.parametrize(
    ("ancien", "neuf", "phrase"),
    [
        ('sources = ["faq"]', 'sources = ["fac"]', "Vouliez-vous écrire «\u00a0faq\u00a0»"),
        ('sources = ["faq"]', "sources = []", "citez au moins une source"),
        ('thematique = "t"', 'thematique = "x"', "«\u00a0x\u00a0» n’existe pas"),
        ('question = "Q"', 'questions = "Q"', "ce champ n’existe pas"),
        ('question = "Q"\n', "", "ce champ est obligatoire"),
        ('essentiel = "E"', 'essentiel = ""', "ne peut pas être vide"),
        ("revoir_le = 2099-01-01", 'revoir_le = "demain"', "une date comme"),
        ("[[fiche]]", "[fiche]", "doubles crochets"),
        ("[[fiche]]", "[[fiches]]", "bloc inconnu"),
        ('texte = "T"', "texte = ", "une valeur manque"),
        ('code = "a"', 'code = "a"\noffres = ["absente"]', "«\u00a0absente\u00a0» n’existe pas"),
    ],
)
def test_a_mistake_is_refused_with_a_sentence(ancien, neuf, phrase):
    with pytest.raises(ReferentielInvalide) as refus:
        read_aide({"commun.toml": COMMUN, "fiches.toml": FICHE.replace(ancien, neuf, 1)})
    assert phrase in str(refus.value)


def test_a_code_is_given_once():
    with pytest.raises(ReferentielInvalide, match="déjà celui d’une autre fiche"):
        read_aide({"commun.toml": COMMUN, "fiches.toml": FICHE + FICHE})
