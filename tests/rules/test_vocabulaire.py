"""A question read with the words of the answers: mended, brought to stems, cut where it is too long."""

import pytest

from dossiers.referentiel.lexique import Lexique, Synonyme
from dossiers.rules.vocable import build_table, stem
from dossiers.rules.vocabulaire import (
    CORRECTIONS_MAX,
    MOTS_MAX,
    build_vocabulaire,
    is_known,
    leads_of,
    read_demande,
)

TABLE = build_table(
    Lexique(
        (Synonyme("ecps", ("e-CPS", "carte e-CPS")), Synonyme("logiciel", ("LPS",))),
        ("le la l de mon ma où est",),
        ("vacances préférer sion",),
    )
)
VOCABULAIRE = build_vocabulaire([("homologation", 3), ("logiciel", 5), ("ecps", 2), ("identification", 1)], 9, TABLE)


@pytest.mark.parametrize(
    ("texte", "racines", "corrections"),
    [
        ("homogation", ("homolog",), {"homogation": "homologation"}),
        ("didentification LPS", ("identif", "logiciel"), {"didentification": "identification"}),
        ("xyzzyxyzzy", ("xyzzyxyzzy",), {}),
        ("homologationecps", ("homolog", "ecp"), {"homologationecps": "homologation ecps"}),
        ("homo logation", ("homolog",), {}),
        ("le logiciel", ("logiciel",), {}),
        ("omologation logisiel", ("homolog", "logiciel"), {"omologation": "homologation", "logisiel": "logiciel"}),
        # An everyday word is neither mended nor counted.
        ("mes vacances homologation", ("mes", "homolog"), {}),
        ("préféré logisiel", ("logiciel",), {"logisiel": "logiciel"}),
        # Two words that are known stay two.
        ("identification sion", ("identif",), {}),
        ("", (), {}),
    ],
)
def test_a_question_read(texte, racines, corrections):
    demande = read_demande(texte, TABLE, VOCABULAIRE)
    assert (demande.racines, dict(demande.corrections)) == (racines, corrections)


def test_words_of_one_stem_are_counted_together_up_to_all_the_answers():
    lu = build_vocabulaire([("montage", 4), ("montages", 3), ("nil", 2)], 6, TABLE)
    assert (stem("montage"), lu.racines) == (stem("montages"), {stem("montage"): 6, "nil": 2})
    assert lu.mots["montages"] == ("montag", 3)


def test_rare_stem_weighs_more():
    poids = VOCABULAIRE.poids()
    assert poids["identif"] > poids["homolog"] > poids["logiciel"] > 0


def test_words_of_the_lexicon_are_known_though_no_answer_holds_them():
    assert VOCABULAIRE.mots["lps"] == ("lps", 0)
    assert "est" not in VOCABULAIRE.mots


def test_leads_are_its_sound_and_its_triplets():
    assert leads_of("nil") == {"=nil", "^ni", "nil", "il$"}


@pytest.mark.parametrize(
    ("mot", "connu"),
    [("homologations", True), ("lps", True), ("est", True), ("12345", True), ("zz", True), ("zzz", False)],
)
def test_what_needs_no_mending(mot, connu):
    assert is_known(mot, TABLE, VOCABULAIRE) is connu


def test_too_long_a_question_is_cut():
    demande = read_demande(f"{'zzzz ' * MOTS_MAX}homologation", TABLE, VOCABULAIRE)
    assert demande.racines == ("zzzz",)


def test_no_more_mistakes_are_mended_than_so_many():
    fautes = (
        "homogation",
        "homologaton",
        "homolgation",
        "hommologation",
        "homologatione",
        "omologation",
        "homologasion",
    )
    demande = read_demande(" ".join(fautes), TABLE, VOCABULAIRE)
    assert demande.corrections == dict.fromkeys(fautes[:CORRECTIONS_MAX], "homologation")
    assert demande.racines == ("homolog", stem("homologasion"))
