"""Every state a line of the readiness panel can be in: its sentence whole, who must act, where to go."""

from dataclasses import replace

import pytest

from dossiers.referentiel.exigence import Porteur
from dossiers.rules.ligne import LIBELLES, EtatLigne, Ligne
from dossiers.rules.preparation import prepare_etape
from dossiers.rules.situation import Situation
from tests.rules.situations import AUTRE, LGC, PIECES, PRETES, SUITES, TIERCE, contested, situation, with_answers
from tests.rules.textes import dispositif

NIL = "Numéro d’identification logiciel (NIL)"
RENSEIGNEZ_NIE = (
    "Renseignez ce point. Le NIE vous est attribué à l’ouverture de votre dossier au CNDA. Si vous ne le retrouvez "
    "pas, demandez-le à la gestion Relation Client du CNDA, depuis votre espace personnel CNDA."
)
RENSEIGNEZ_NIL_TIERS = (
    "Renseignez ce point. Demandez ce numéro à l’éditeur de la solution tierce\u00a0: il le trouve dans son espace "
    "personnel CNDA."
)
INVISIBLE = (
    "Ce texte contient un caractère invisible qui ne peut pas être enregistré\u00a0: effacez-le et saisissez-le "
    "à nouveau."
)


def _line(vue: Situation, code: str) -> Ligne:
    return next(ligne for ligne in prepare_etape(vue).lignes if ligne.code == code)


def _said(vue: Situation, code: str) -> tuple[str, str, str, str]:
    ligne = _line(vue, code)
    return ligne.etat.value, ligne.porteur.value, ligne.ancre, ligne.phrase


def _ready(**reponses: str) -> Situation:
    return situation(reponses={**PRETES, **reponses}, pieces=PIECES)


def test_every_state_has_its_word_and_says_whether_it_blocks():
    assert {etat: (LIBELLES[etat], etat.libelle, etat.bloque) for etat in EtatLigne} == {
        EtatLigne.A_PRECISER: ("à préciser", "à préciser", True),
        EtatLigne.MANQUANT: ("manquant", "manquant", True),
        EtatLigne.INVALIDE: ("à corriger", "à corriger", True),
        EtatLigne.CONTRADICTOIRE: ("contradictoire", "contradictoire", True),
        EtatLigne.CONTESTE: ("à reprendre", "à reprendre", True),
        EtatLigne.EN_ATTENTE: ("en attente", "en attente", True),
        EtatLigne.A_VERIFIER: ("à vérifier", "à vérifier", False),
        EtatLigne.SATISFAIT: ("satisfait", "satisfait", False),
        EtatLigne.DISPENSE: ("dispense accordée", "dispense accordée", False),
    }


# ------------------------------------------------------------------ questions


def test_question_without_an_answer():
    phrase = "Répondez à cette question\u00a0: d’autres demandes en dépendent."
    assert _said(situation(), "montage") == ("a_preciser", "editeur", "id_montage_0", phrase)


def test_question_answered():
    assert _said(_ready(), "montage") == ("satisfait", "editeur", "id_montage_0", "Répondu.")


def test_answer_that_is_none_of_the_choices_is_no_answer():
    assert _said(situation(reponses={"montage": "peut-être"}), "montage")[0] == "a_preciser"


# ------------------------------------------------------------------ values


def test_missing_number_says_how_it_is_obtained():
    assert _said(situation(), "nie") == ("manquant", "editeur", "id_nie", RENSEIGNEZ_NIE)


def test_missing_number_of_a_third_party_is_the_third_party_s_to_give():
    vue = situation(reponses={**TIERCE, "nil_tiers": ""})
    assert _said(vue, "nil_tiers") == ("manquant", "tiers", "id_nil_tiers", RENSEIGNEZ_NIL_TIERS)


def test_missing_declaration():
    attendu = ("manquant", "editeur", "id_versions_obsoletes", "Renseignez ce point.")
    assert _said(_ready(versions_obsoletes=""), "versions_obsoletes") == attendu


def test_spaces_alone_are_missing():
    assert _said(_ready(nie=" \u200b "), "nie")[0] == "manquant"


@pytest.mark.parametrize(
    ("code", "valeur", "phrase"),
    [
        ("nie", "n°12", "Ce numéro ne peut contenir que des lettres sans accent, des chiffres et des tirets."),
        ("nie", "1" * 41, "Ce numéro compte 41 caractères\u202f; 40 au plus sont admis."),
        ("nie", "1\x002", INVISIBLE),
        (
            "versions_obsoletes",
            "3.1\nnéant",
            "«\u00a0néant\u00a0» ne peut pas accompagner une liste\u00a0: gardez l’un ou l’autre.",
        ),
    ],
)
def test_value_that_cannot_be_sent(code, valeur, phrase):
    assert _said(_ready(**{code: valeur}), code) == ("invalide", "editeur", f"id_{code}", phrase)


def test_value_given():
    assert _said(_ready(), "nie") == ("satisfait", "editeur", "id_nie", "Renseigné.")
    assert _said(situation(reponses=TIERCE), "nil_tiers") == ("satisfait", "tiers", "id_nil_tiers", "Renseigné.")


@pytest.mark.parametrize(("voisin", "etat"), [("456-a", "a_verifier"), ("457-B", "satisfait")])
def test_number_of_another_software_is_said_and_sent(voisin, etat):
    """Only of the software's own number: a company has one NIE for all its software."""
    voisins = (("nil", voisin, "Bêta 2"), ("nie", PRETES["nie"], "Bêta 2"))
    vue = replace(_ready(nil="456-A"), voisins=voisins)
    assert (_line(vue, "nil").etat.value, _line(vue, "nie").etat.value) == (etat, "satisfait")
    if etat == "a_verifier":
        assert _line(vue, "nil").phrase == (
            "Vous donnez déjà ce numéro pour «\u00a0Bêta 2\u00a0»\u00a0: il ne désigne qu’un logiciel. "
            "Vérifiez-le avant d’envoyer."
        )


def test_own_number_given_elsewhere_cannot_be_the_third_party_s():
    vue = situation(reponses={**TIERCE, "nil": "789-t"}, provenances={"nil": "Saisi dans le dossier n° 1."})
    phrase = f"La même valeur est donnée pour «\u00a0{NIL}\u00a0»\u00a0: l’une des deux est inexacte."
    assert _said(vue, "nil_tiers") == ("contradictoire", "editeur", "id_nil_tiers", phrase)


def test_two_numbers_asked_here_cannot_be_the_same():
    lu = dispositif(LGC)
    exigences = tuple(replace(e, sauf=()) if e.code == "nil" else e for e in lu.exigences)
    vue = situation(replace(lu, exigences=exigences), reponses={**TIERCE, "nil": "789-T"})
    phrase = f"La même valeur est donnée pour «\u00a0{NIL}\u00a0»\u00a0: l’une des deux est inexacte."
    assert _said(vue, "nil_tiers") == ("contradictoire", "editeur", "id_nil_tiers", phrase)


def test_value_first_typed_in_a_field_now_put_away_does_not_shut_the_way():
    """The éditeur typed the third party's number as its own, then said it is a montage: that field is gone."""
    vue = situation(reponses={**TIERCE, "nil": "789-T"})
    phrase = f"Vous aviez d’abord saisi cette valeur pour «\u00a0{NIL}\u00a0»\u00a0: vérifiez qu’elle a sa place ici."
    assert _said(vue, "nil_tiers") == ("a_verifier", "editeur", "id_nil_tiers", phrase)
    assert prepare_etape(vue).prete is True


# ------------------------------------------------------------------ proofs


def test_missing_proof_says_what_is_accepted():
    preuve = dispositif(LGC).exigence("preuve_cnda").preuve
    vue = situation(reponses=PRETES)
    assert _said(vue, "preuve_cnda") == ("manquant", "editeur", "id_preuve_cnda", f"À déposer\u00a0: {preuve}")


def test_proof_that_does_not_open():
    vue = situation(reponses=PRETES, pieces={"preuve_cnda": replace(PIECES["preuve_cnda"], illisible=True)})
    phrase = "Le fichier «\u00a0cnda.png\u00a0» ne s’ouvre pas\u00a0: remplacez-le."
    assert _said(vue, "preuve_cnda") == ("invalide", "editeur", "id_preuve_cnda", phrase)


def test_one_file_of_several_that_does_not_open():
    suite, fin = SUITES["preuve_cnda"]
    suites = {"preuve_cnda": (suite, replace(fin, illisible=True))}
    phrase = "Le fichier «\u00a0cnda-fin.png\u00a0» ne s’ouvre pas\u00a0: remplacez-le."
    vue = situation(reponses=PRETES, pieces=PIECES, suites=suites)
    assert _said(vue, "preuve_cnda") == ("invalide", "editeur", "id_preuve_cnda", phrase)


def test_proof_whose_status_is_not_told():
    phrase = "Indiquez le statut que montre la copie d’écran."
    assert _said(_ready(statut_cnda=" "), "preuve_cnda") == ("manquant", "editeur", "id_statut_cnda", phrase)


@pytest.mark.parametrize("statut", ["Recette", "contractualisation", "Anomalies", "Refusé"])
def test_status_below_the_threshold_awaits_the_cnda(statut):
    phrase = (
        f"Le statut «\u00a0{statut}\u00a0» n’atteint pas «\u00a0Pré-examen\u00a0»\u00a0: faites avancer la demande "
        "auprès du CNDA, puis déposez une nouvelle copie d’écran."
    )
    attendu = ("en_attente", "cnda", "id_statut_cnda", phrase)
    assert _said(_ready(statut_cnda=statut), "preuve_cnda") == attendu
    assert _said(situation(reponses={**PRETES, "statut_cnda": statut}), "preuve_cnda") == attendu


def test_status_that_the_ladder_does_not_know_is_said_and_sent():
    phrase = (
        "Le statut «\u00a0en cours actif\u00a0» nous est inconnu\u00a0: l’ANS vérifiera qu’il vaut au moins "
        "«\u00a0Pré-examen\u00a0»."
    )
    attendu = ("a_verifier", "ans", "id_statut_cnda", phrase)
    assert _said(_ready(statut_cnda="en cours actif"), "preuve_cnda") == attendu


@pytest.mark.parametrize("statut", ["Pré-examen", "PRE EXAMEN", "En cours d’examen", "Homologué"])
def test_status_at_least_at_the_threshold(statut):
    phrase = f"Fichier déposé, au statut «\u00a0{statut}\u00a0»."
    assert _said(_ready(statut_cnda=statut), "preuve_cnda") == ("satisfait", "editeur", "id_preuve_cnda", phrase)


def test_proof_on_which_nothing_is_to_be_read():
    lu = dispositif(LGC)
    exigences = tuple(replace(e, lecture=None) if e.code == "preuve_cnda" else e for e in lu.exigences)
    vue = situation(replace(lu, exigences=exigences), reponses=PRETES, pieces=PIECES)
    assert _said(vue, "preuve_cnda") == ("satisfait", "editeur", "id_preuve_cnda", "Fichier déposé.")


# ------------------------------------------------------------------ after a request for complements


def test_contested_and_unchanged():
    attendu = (
        "conteste",
        "editeur",
        "id_preuve_cnda",
        "L’ANS demande une correction\u00a0: La copie d’écran est coupée.",
    )
    assert _said(contested(), "preuve_cnda") == attendu


def test_contested_then_changed_is_judged_again_on_what_it_is_now():
    assert _said(replace(contested(), pieces={"preuve_cnda": AUTRE}), "preuve_cnda")[0] == "satisfait"
    assert _said(with_answers(contested(), statut_cnda="Recette"), "preuve_cnda")[0] == "en_attente"
    assert _said(with_answers(contested(nie="Faux."), nie="é"), "nie")[0] == "invalide"
    assert _said(with_answers(contested(nie="Faux."), nie=""), "nie")[0] == "manquant"


def test_contested_for_an_answer_that_was_mended():
    """« It is a montage with a moteur »: the number was right, the answer was not."""
    vue = with_answers(contested(nil="Vous intégrez un moteur."), montage="oui", moteur="oui")
    assert _said(vue, "nil")[0] == "satisfait"


def test_contested_then_no_longer_asked_leaves_the_panel():
    vue = with_answers(contested(), montage="oui", moteur="non")
    assert "preuve_cnda" not in [ligne.code for ligne in prepare_etape(vue).lignes]


def test_what_was_not_contested_is_left_in_peace():
    lignes = {ligne.code: ligne.etat.value for ligne in prepare_etape(contested()).lignes}
    assert lignes == {
        "montage": "satisfait",
        "nie": "satisfait",
        "nil": "satisfait",
        "preuve_cnda": "conteste",
        "versions_obsoletes": "satisfait",
    }


def test_line_carries_what_it_is_about():
    ligne = _line(_ready(), "nie")
    assert (ligne.libelle, ligne.porteur, ligne.exigence.code, ligne.verdict.valeur, ligne.question) == (
        "Numéro d’identification éditeur (NIE)",
        Porteur.EDITEUR,
        "nie",
        "oui",
        None,
    )
    assert _line(_ready(), "montage").question.code == "montage"
