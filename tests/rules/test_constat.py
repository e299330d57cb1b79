"""What is concluded of a proof: an issue and a whole sentence for each motif."""

import re

import pytest

from dossiers.rules.constat import PHRASES, Constat, Issue, Motif, conclude

MOTS = {"nil": "0041-7702", "nie": "00417", "lu": "Recette", "attendu": "Pré-examen", "conseil": "cadrez"}
SURS = {
    Motif.CONFORME: Issue.CONCORDANT,
    Motif.AUTRE_NIL: Issue.DISCORDANT,
    Motif.AUTRE_EDITEUR: Issue.DISCORDANT,
    Motif.STATUT_INSUFFISANT: Issue.DISCORDANT,
}


@pytest.mark.parametrize("motif", Motif)
def test_whatever_is_not_sure_is_for_a_person_to_look_at(motif):
    assert conclude(motif, MOTS).issue is SURS.get(motif, Issue.ILLISIBLE)


@pytest.mark.parametrize("motif", Motif)
def test_sentence_is_whole_and_quotes_what_it_is_given(motif):
    phrase = conclude(motif, MOTS).phrase
    assert phrase.endswith(".")
    assert "{" not in phrase
    cites = re.findall(r"{(\w+)}", PHRASES[motif])
    assert [mot for mot in cites if MOTS[mot] not in phrase] == []


def test_sentence_of_what_is_asked_for():
    assert conclude(Motif.CONFORME, MOTS).phrase == (
        "L’image montre le NIL 0041-7702 au statut « Recette » : c’est ce qui est attendu."
    )


def test_all_that_was_read_is_kept():
    lus = {"nil": object()}
    assert conclude(Motif.AUTRE_NIL, {}, lus, "recette", "fiche") == Constat(
        Issue.DISCORDANT,
        Motif.AUTRE_NIL,
        "L’image montre , et non le NIL déclaré  : déposez la copie d’écran de ce logiciel, ou corrigez le NIL.",
        lus,
        "recette",
        "fiche",
    )
    rien = conclude(Motif.RIEN_LU)
    assert (dict(rien.lus), rien.statut, rien.disposition) == ({}, "", "")
