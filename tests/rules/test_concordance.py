"""What a reading is worth for a dossier: held against today's answers; it decides nothing, a person's word wins."""

from dataclasses import replace

import pytest

from dossiers.rules.concordance import constat_of, contradicts, expected_of, other_statut, sure_statut
from dossiers.rules.constat import Attendu, Issue, Motif
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.situation import Situation
from tests.fiches import fiche, page
from tests.rules.situations import PIECES, PRETES, TIERCE, situation

PREUVE = "preuve_cnda"


def _read(*pages, maintenu: str = "", **reponses: str) -> Situation:
    piece = replace(PIECES[PREUVE], pages=pages, maintenu=maintenu)
    return situation(reponses={**PRETES, **reponses}, pieces={PREUVE: piece}, logiciel="Alpha")


def _exigence(vue: Situation):
    return vue.dispositif.exigence(PREUVE)


def _constat(vue: Situation):
    return constat_of(_exigence(vue), vue)


def _line(vue: Situation) -> tuple[str, str, str]:
    ligne = next(ligne for ligne in prepare_etape(vue).lignes if ligne.code == PREUVE)
    return ligne.etat.value, ligne.porteur.value, ligne.phrase


def test_what_is_expected_comes_from_the_answers():
    vue = _read(fiche())
    assert expected_of(_exigence(vue), vue) == Attendu("456-A", "00123", "Alpha", "pre_examen")


def test_in_a_montage_with_an_engine_the_own_number_is_expected():
    vue = situation(reponses={**TIERCE, "moteur": "oui", "nil": "456-A"}, pieces=PIECES)
    assert expected_of(_exigence(vue), vue).nil == "456-A"


@pytest.mark.parametrize("piece", [None, PIECES[PREUVE]])
def test_nothing_is_said_of_what_is_not_read(piece):
    vue = situation(reponses=PRETES, pieces={PREUVE: piece} if piece else {})
    assert _constat(vue) is None


def test_concordant_reading_settles_the_line():
    vue = _read(fiche())
    assert (_constat(vue).issue, sure_statut(_constat(vue))) == (Issue.CONCORDANT, "Pré-examen")
    assert _line(vue) == ("satisfait", "editeur", "Fichier déposé, au statut «\u00a0Pré-examen\u00a0».")


def test_it_is_judged_anew_when_the_number_declared_changes():
    assert _constat(_read(fiche(), nil="789-B")).motif is Motif.AUTRE_NIL
    assert _constat(_read(fiche("789-B"), nil="789-B")).issue is Issue.CONCORDANT


@pytest.mark.parametrize(
    ("lue", "motif"),
    [
        (fiche("789-B"), Motif.AUTRE_NIL),
        (fiche(statut="Brouillon"), Motif.STATUT_INSUFFISANT),
        (fiche(statut="Refusé"), Motif.STATUT_INSUFFISANT),
        (fiche(nie="77777"), Motif.AUTRE_EDITEUR),
    ],
)
def test_discordant_reading_blocks_until_a_person_answers_for_it(lue, motif):
    vue = _read(lue)
    constat = _constat(vue)
    assert (constat.issue, constat.motif, contradicts(constat, _exigence(vue), vue)) == (Issue.DISCORDANT, motif, True)
    assert _line(vue) == ("contradictoire", "editeur", constat.phrase)
    maintenue = _read(lue, maintenu=constat.phrase)
    assert contradicts(constat, _exigence(vue), maintenue) is False
    suite = "Vous maintenez votre réponse\u00a0: l’ANS vérifiera."
    assert _line(maintenue) == ("a_verifier", "ans", f"{constat.phrase} {suite}")


def test_another_finding_asks_again():
    avant = _constat(_read(fiche("789-B")))
    assert _line(_read(fiche("999-C"), maintenu=avant.phrase))[0] == "contradictoire"


def test_unsure_reading_blocks_nothing_and_is_said():
    vue = _read(page())
    constat = _constat(vue)
    assert constat.issue is Issue.ILLISIBLE
    assert _line(vue) == ("a_verifier", "ans", f"{constat.phrase} L’ANS vérifiera.")


def test_status_to_type_is_proposed_only_when_it_is_the_number_s_own():
    assert _line(_read(fiche(), statut_cnda=""))[2] == (
        "Indiquez le statut que montre la copie d’écran\u00a0: nous y lisons «\u00a0Pré-examen\u00a0»."
    )
    assert sure_statut(_constat(_read(fiche("789-B")))) == ""
    assert _line(_read(page(), statut_cnda=""))[2] == "Indiquez le statut que montre la copie d’écran."


def test_other_status_than_the_one_typed_is_said():
    vue = _read(fiche(), statut_cnda="Examen")
    assert other_statut(_constat(vue), "Examen", vue.dispositif.commun.echelle) == "Pré-examen"
    assert _line(vue) == (
        "a_verifier",
        "editeur",
        "Vous indiquez «\u00a0Examen\u00a0», la copie d’écran montre «\u00a0Pré-examen\u00a0»\u00a0: recopiez-le "
        "tel qu’il s’affiche.",
    )
    assert other_statut(_constat(vue), "pré examen", vue.dispositif.commun.echelle) == ""
    assert other_statut(_constat(vue), "autre chose", vue.dispositif.commun.echelle) == ""


def test_status_typed_below_the_threshold_is_told_first():
    assert _line(_read(page(), statut_cnda="Recette"))[0] == "en_attente"


def test_the_word_given_on_any_file_of_the_proof_counts():
    seul = _read(fiche("789-B"))
    constat = _constat(seul)
    suite = {PREUVE: (replace(PIECES[PREUVE], uuid="p2", pages=(fiche("789-B"),), maintenu=constat.phrase),)}
    vue = replace(seul, pieces={PREUVE: PIECES[PREUVE]}, suites=suite)
    assert contradicts(_constat(vue), _exigence(vue), vue) is False


def test_more_text_than_a_screenshot_holds_is_for_a_person():
    dense = page(*((f"mot{rang}", 0, rang) for rang in range(601)))
    assert _constat(_read(dense, dense)).motif is Motif.TROP_DE_TEXTE


def test_the_same_number_everywhere_is_for_a_person_and_costs_nothing():
    partout = page(*(("456-A", 200 * (rang % 4), 40 * (rang // 4)) for rang in range(200)))
    assert _constat(_read(partout)).motif is Motif.STATUT_AMBIGU
