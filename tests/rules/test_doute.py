"""What deserves a second look in what was sent, and what does not; the same whenever it is looked for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dossiers.rules.doute import Doute, find_doutes, read_doutes, write_doutes
from dossiers.rules.situation import Situation
from tests.fiches import fiche, page
from tests.rules.situations import LGC, PIECES, PRETES, TIERCE, situation, submitted, with_answers
from tests.rules.textes import dispositif

PREUVE = "preuve_cnda"


def sent(*pages, reponses: dict | None = None, **piece) -> Situation:
    """Sent with that proof; nothing was read on it without pages."""
    lue = replace(PIECES[PREUVE], pages=pages or None, **piece)
    return replace(submitted(reponses={**PRETES, **(reponses or {})}, pieces={PREUVE: lue}), logiciel="Alpha")


CAS = {
    "not sent": (situation(reponses=PRETES, pieces=PIECES), set()),
    "nothing read": (sent(), set()),
    "concordant": (sent(fiche()), set()),
    "another number": (sent(fiche("789-B")), {Doute.DISCORDANT}),
    "another number, maintained": (sent(fiche("789-B"), maintenu="x"), {Doute.DISCORDANT}),
    "nothing legible": (sent(page()), {Doute.ILLISIBLE}),
    "file that does not open": (sent(illisible=True), {Doute.FICHIER}),
    "file to replace": (sent(fiche(), refus="Un virus."), {Doute.FICHIER}),
    "unknown status": (sent(reponses={"statut_cnda": "Au frigo"}), {Doute.A_VERIFIER}),
    "status too low": (sent(reponses={"statut_cnda": "Recette"}), {Doute.STATUT}),
    "third party": (submitted(reponses=TIERCE, pieces={}), set()),
}


@pytest.mark.parametrize("cas", CAS)
def test_by_hand(cas):
    vue, attendus = CAS[cas]
    assert find_doutes(vue) == attendus


def test_a_value_given_twice_is_told():
    lu = dispositif(LGC)
    exigences = tuple(replace(e, sauf=()) if e.code == "nil" else e for e in lu.exigences)
    vue = submitted(replace(lu, exigences=exigences), reponses={**TIERCE, "nil": "789-T"}, pieces={})
    assert find_doutes(vue) == {Doute.CONTRADICTION}


@pytest.mark.parametrize("cas", CAS)
def test_neither_the_hour_nor_what_is_typed_since_changes_it(cas):
    vue, attendus = CAS[cas]
    assert find_doutes(replace(vue, le=vue.le + timedelta(days=900))) == attendus
    if vue.depot:
        assert find_doutes(with_answers(vue, nie="99999")) == attendus


def test_the_column_keeps_them_in_order():
    colonne = write_doutes({Doute.PREMIER, Doute.DISCORDANT, Doute.FICHIER})
    assert colonne == "fichier discordant premier"
    assert read_doutes(colonne) == (Doute.FICHIER, Doute.DISCORDANT, Doute.PREMIER)
    assert (write_doutes([]), read_doutes("")) == ("", ())


def test_all_at_once_fit_in_their_column():
    assert len(write_doutes(Doute)) <= 120
    assert all(doute.libelle for doute in Doute)
