"""The CNDA's ladder: every label against every threshold; what the ladder does not know is for a person to check."""

import pytest

from dossiers.rules.statut import Seuil, compare_statut, find_statut, fold
from tests.rules.textes import commun

SEUILS = ("brouillon", "contractualisation", "recette", "pre_examen", "examen", "obtenu")
# One letter per threshold, in that order: a reached, i not enough.
TABLE = {
    "brouillon": "aiiiii",
    "contractualisation": "aaiiii",
    "recette": "aaaiii",
    "pre_examen": "aaaaii",
    "examen": "aaaaai",
    "obtenu": "aaaaaa",
    "anomalies": "iiiiii",
    "refuse": "iiiiii",
}
LETTRES = {"a": Seuil.ATTEINT, "i": Seuil.INSUFFISANT}

# Labels met, or that one may fear, written as people and portals write them.
LABELS = {
    "brouillon": ["Brouillon", "BROUILLON", "en brouillon"],
    "contractualisation": ["Contractualisation", "CONTRACTUALISATION", "en contractualisation"],
    "recette": ["Recette", "En recette", "  recette  "],
    "pre_examen": [
        *("Pré-examen", "pré-examen", "pré examen", "PRE-EXAMEN", "PRÉ-EXAMEN", "Pre examen", "préexamen"),
        *("Pré\u2011examen", "Pré\u2013examen", "pré_examen", "Pré-examen.", "« Pré-examen »", "Pre\u0301-examen"),
        *("Pré\u00a0examen", "pré  -  examen", "en cours de pré-examen"),
    ],
    "examen": ["Examen", "examen", "En examen", "en cours d’examen", "EN COURS D'EXAMEN"],
    "obtenu": [
        *("Obtenu", "obtenue", "Agréé", "agree", "Agréée", "AGRÉÉ", "Homologué", "Homologuée", "HOMOLOGUE"),
        *("Autorisé", "Autorisée", "Certifié", "Certifiée", "certifie", "Agrément obtenu", "Accordé"),
    ],
    "anomalies": ["Anomalies", "anomalie", "EN ANOMALIE"],
    "refuse": ["Refusé", "refusee", "Rejeté", "Non accordé", "NON HOMOLOGUÉE", "Demande rejetée"],
}
INCONNUS = [
    *(
        "en cours actif",
        "En cours",
        "brouillon à compléter",
        "Déposé",
        "Pré",
        "pré-examen terminé ?",
        "examen pré",
        "pre-exam",
    ),
    *("obtenu sous réserve", "non obtenu", "presque agréé", "", "   ", "—", "審査", "Examens", "\x00"),
]


@pytest.mark.parametrize("code", TABLE)
def test_every_label_against_every_threshold(code):
    echelle = commun().echelle
    attendus = {seuil: LETTRES[lettre] for seuil, lettre in zip(SEUILS, TABLE[code], strict=True)}
    statut = echelle.statut(code)
    for libelle in (*LABELS[code], statut.code, statut.libelle, *statut.libelles):
        assert {seuil: compare_statut(libelle, seuil, echelle) for seuil in SEUILS} == attendus, libelle


@pytest.mark.parametrize("libelle", INCONNUS)
def test_unknown_label_is_for_a_person_to_check(libelle):
    echelle = commun().echelle
    assert find_statut(libelle, echelle) is None
    assert {compare_statut(libelle, seuil, echelle) for seuil in SEUILS} == {Seuil.A_VERIFIER}


def test_the_table_is_that_of_the_texts():
    statuts = commun().echelle.statuts
    assert [statut.code for statut in statuts] == list(TABLE)
    assert [statut.code for statut in statuts if statut.rang is not None] == list(SEUILS)
    assert [statut.rang for statut in statuts] == [0, 1, 2, 3, 4, 5, None, None]


def test_no_two_statuses_share_a_spelling():
    formes = [
        (fold(forme), statut.code)
        for statut in commun().echelle.statuts
        for forme in {fold(forme) for forme in (statut.code, statut.libelle, *statut.libelles)}
    ]
    assert len({forme for forme, _ in formes}) == len(formes)


def test_threshold_unknown_to_the_ladder():
    with pytest.raises(KeyError, match=r"^'agree'$"):
        compare_statut("Examen", "agree", commun().echelle)


@pytest.mark.parametrize(
    ("texte", "plie"),
    [("Pré-Examen", "pre examen"), ("  À  vérifier ! ", "a verifier"), ("ŒUVRE", "uvre"), ("", ""), ("½", "1 2")],
)
def test_fold(texte, plie):
    assert fold(texte) == plie
