"""Who may do what apart from the life of a dossier: every right × every role, and one sentence per right."""

from itertools import product

import pytest

from dossiers.rules.droit import DROITS, has_droit, require_droit
from dossiers.rules.parcours import Role
from dossiers.rules.refus import Interdit
from tests.transitions import A, I, M, R, S

# Right → its label, who has it, how those are named.
ATTENDUS = {
    "creer_dossier": ("Créer un dossier", (M, R, S), "mandataire, représentant, salarié"),
    "gerer_personnes": ("Gérer les personnes de l’entreprise", (M, R), "mandataire, représentant"),
    "regler_relances": (
        "Régler ses relances",
        (M, R, S, I, A),
        "mandataire, représentant, salarié, instructeur de l’ANS, administrateur de l’ANS",
    ),
    "voir_file": ("Voir la file d’instruction", (I, A), "instructeur de l’ANS, administrateur de l’ANS"),
    "declarer_absence": ("Déclarer une absence", (I, A), "instructeur de l’ANS, administrateur de l’ANS"),
    "gerer_absences": ("Déclarer l’absence d’une autre personne", (A,), "administrateur de l’ANS"),
    "repartir_dossiers": ("Répartir les dossiers", (A,), "administrateur de l’ANS"),
    "voir_pilotage": ("Voir le pilotage", (I, A), "instructeur de l’ANS, administrateur de l’ANS"),
    "voir_relances": ("Voir les relances prévues", (I, A), "instructeur de l’ANS, administrateur de l’ANS"),
    "decider_retenue": ("Décider d’une vague retenue", (A,), "administrateur de l’ANS"),
    "regler_lecture": ("Arrêter ou reprendre la lecture des preuves", (A,), "administrateur de l’ANS"),
    "dispenser_largement": (
        "Dispenser toute une solution ou une entreprise, sans terme ou plus d’un an",
        (A,),
        "administrateur de l’ANS",
    ),
    "s_entrainer": (
        "S’entraîner sur un dossier de formation",
        (I, A),
        "instructeur de l’ANS, administrateur de l’ANS",
    ),
    "gerer_editeurs": ("Gérer les entreprises et les comptes", (A,), "administrateur de l’ANS"),
    "declarer_terminologies": (
        "Déclarer les terminologies d’une solution",
        (M, R, S),
        "mandataire, représentant, salarié",
    ),
    "ecrire_note": ("Écrire une note interne", (I, A), "instructeur de l’ANS, administrateur de l’ANS"),
    "regler_relecture": ("Régler la part des secondes lectures", (A,), "administrateur de l’ANS"),
    "ecrire_message": (
        "Écrire dans un dossier",
        (M, R, S, I, A),
        "mandataire, représentant, salarié, instructeur de l’ANS, administrateur de l’ANS",
    ),
    "ecarter_jointe": (
        "Mettre une pièce jointe en quarantaine",
        (I, A),
        "instructeur de l’ANS, administrateur de l’ANS",
    ),
    "rendre_jointe": ("Lever la quarantaine d’une pièce jointe", (A,), "administrateur de l’ANS"),
    "mener_lot": (
        "Agir sur plusieurs dossiers à la fois",
        (I, A),
        "instructeur de l’ANS, administrateur de l’ANS",
    ),
    "editer_aide": ("Éditer l’aide", (A,), "administrateur de l’ANS"),
    "editer_motifs": ("Éditer les motifs de correction", (A,), "administrateur de l’ANS"),
    "publier_referentiel": ("Publier un référentiel", (A,), "administrateur de l’ANS"),
}


def test_every_right_is_expected_here():
    assert set(ATTENDUS) == set(DROITS)


@pytest.mark.parametrize(("droit", "role"), list(product(ATTENDUS, (*Role, None))))
def test_rights(droit, role):
    libelle, roles, admis = ATTENDUS[droit]
    assert has_droit(droit, role) is (role in roles)
    if role in roles:
        assert require_droit(droit, role) is None
        return
    with pytest.raises(Interdit) as refus:
        require_droit(droit, role)
    assert str(refus.value) == f"«\u00a0{libelle}\u00a0» est réservé à ces rôles\u00a0: {admis}."


def test_unknown_right_is_a_fault_of_the_program():
    with pytest.raises(KeyError, match="danser"):
        require_droit("danser", M)
