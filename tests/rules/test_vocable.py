"""Words brought to one form, typos mended, answers ranked: pure, on words made for the test."""

import pytest

from dossiers.referentiel.lexique import Lexique, Synonyme
from dossiers.rules.orthographe import edit_distance, nearest, part_glued, tolerance
from dossiers.rules.recherche import Candidate, rank, rarity
from dossiers.rules.vocable import build_table, canonise, fold, meaning_of, sound_key, split_words, stem
from dossiers.rules.vocabulaire import build_vocabulaire, read_demande

TABLE = build_table(
    Lexique(
        (Synonyme("ecps", ("e-CPS", "carte e-CPS")), Synonyme("logiciel", ("LPS",))),
        ("le la l de mon ma où est",),
        ("vacances préférer sion",),
    )
)
VOCABULAIRE = build_vocabulaire([("homologation", 3), ("logiciel", 5), ("ecps", 2), ("identification", 1)], 9, TABLE)


@pytest.mark.parametrize(("texte", "plie"), [("Œuvre À VÉRIFIER", "oeuvre a verifier"), ("ﬁn", "fin"), ("İ", "i")])
def test_fold(texte, plie):
    assert fold(texte) == plie


def test_words_end_at_apostrophes_hyphens_and_stops():
    assert split_words("L’e-CPS du logiciel.Voir n° 12 !") == ["l", "e", "cps", "du", "logiciel", "voir", "n", "12"]


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("le N.I.L.", ["le", "nil"]),
        ("C.N.D.A", ["cnda"]),
        ("d'un P.S., puis", ["d", "un", "ps", "puis"]),
        ("ans.sante.fr a.b c.", ["ans", "sante", "fr", "a", "b", "c"]),
    ],
)
def test_full_stops_do_not_part_an_acronym(texte, mots):
    assert split_words(texte) == mots


@pytest.mark.parametrize(
    ("mot", "racine"), [("base", "base"), ("bases", "base"), ("bas", "bas"), ("nils", "nil"), ("codes", "code")]
)
def test_a_stem_is_never_shortened_to_three_letters(mot, racine):
    assert stem(mot) == racine


def test_the_longest_form_wins_and_plurals_are_read():
    assert canonise(split_words("la carte e-CPS et les cartes e-cps"), TABLE) == ["la", "ecps", "et", "les", "ecps"]


@pytest.mark.parametrize(
    ("texte", "mots"),
    [
        ("numéro de notre logiciel", ["nil"]),
        ("numéro logiciel", ["nil"]),
        ("numéro un logiciel", ["numero", "un", "logiciel"]),
        ("le numéro de", ["le", "numero", "de"]),
        ("l'agence du", ["ans", "du"]),
        ("agence", ["agence"]),
    ],
)
def test_articles_do_not_part_a_form_they_only_begin_it(texte, mots):
    table = build_table(Lexique((Synonyme("nil", ("numéro du logiciel",)), Synonyme("ans", ("l’agence",)))))
    assert canonise(split_words(texte), table) == mots


@pytest.mark.parametrize(
    ("un", "autre"),
    [("refusée", "refusé"), ("refusées", "refuse"), ("numéros", "numéro"), ("identifiants", "identifiant")],
)
def test_what_agrees_has_one_stem(un, autre):
    assert stem(fold(un)) == stem(fold(autre))


def test_meaning_drops_what_has_none():
    assert meaning_of("Où est mon LPS ?", TABLE) == meaning_of("le logiciel", TABLE) == ["logiciel"]


@pytest.mark.parametrize(
    ("un", "autre"), [("omologassion", "homologation"), ("nationnal", "national"), ("kalité", "qualité")]
)
def test_what_sounds_alike(un, autre):
    assert sound_key(fold(un)) == sound_key(fold(autre))


@pytest.mark.parametrize(
    ("a", "b", "ecart"), [("a", "a", 0), ("chat", "chta", 1), ("chat", "chats", 1), ("abc", "xyz", 3)]
)
def test_edit_distance(a, b, ecart):
    assert edit_distance(a, b, 3) == edit_distance(b, a, 3) == ecart


def test_edit_distance_gives_up_beyond_its_limit():
    assert edit_distance("aaaa", "bbbb", 2) == 3
    assert edit_distance("a", "aaaaaaa", 2) == 3


def test_short_words_are_not_mended():
    assert [tolerance("nil"), tolerance("montag"), tolerance("homogation"), tolerance("homologations")] == [0, 1, 2, 3]
    assert nearest("nil", "nil", [("nie", "nie", 9)]) == ""


def test_among_equals_the_commoner_word_wins():
    assert nearest("montege", "monteg", [("montags", "montag", 1), ("montage", "montag", 5)]) == "montage"


def test_what_begins_otherwise_is_forgiven_one_slip_in_a_long_word():
    assert nearest("ontage", sound_key("ontage"), [("montage", sound_key("montage"), 1)]) == "montage"
    assert nearest("pontaje", sound_key("pontaje"), [("montage", sound_key("montage"), 1)]) == ""
    assert nearest("tarte", sound_key("tarte"), [("carte", sound_key("carte"), 1)]) == ""
    assert nearest("lontage", "lontage", [("langage", "langage", 9), ("montage", "montage", 1)]) == "montage"


@pytest.mark.parametrize(
    ("mot", "mots"),
    [
        ("solutiontierce", ("solution", "tierce")),
        ("bacasable", ("bac", "a", "sable")),
        ("niloutierce", ()),
        ("solutionxyz", ()),
        ("labaclabaclabac", ()),
        ("", ()),
    ],
)
def test_glued_words_are_parted(mot, mots):
    assert part_glued(mot, {"solution", "tierce", "bac", "sable", "nil", "ou"}.__contains__) == mots


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


def test_a_rare_word_is_worth_more():
    assert rarity(1, 100) > rarity(50, 100) > 0


def test_ranking():
    poids = {"a": 1.0, "b": 3.0, "c": 1.0}
    proche = Candidate("proche", (frozenset("ab"),), frozenset())
    corps = Candidate("corps", (), frozenset("ab"))
    loin = Candidate("loin", (frozenset("c"),), frozenset("a"))
    precise = Candidate("precise", (frozenset("ab"),), frozenset(), precise=True)
    assert [r.code for r in rank(("a", "b"), (loin, corps, proche, precise), poids)] == ["precise", "proche", "corps"]
    assert rank((), (proche,), poids) == []


def test_equal_answers_keep_the_order_of_their_codes():
    memes = [Candidate(code, (frozenset("a"),), frozenset()) for code in "cab"]
    assert [r.code for r in rank(("a",), memes, {"a": 1.0})] == ["a", "b", "c"]
