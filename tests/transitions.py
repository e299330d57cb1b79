"""What each role may do at each étape in each state, written by hand: the table of the rules is held against it.

M mandataire, R représentant, S salarié, I instructeur, A administrateur.
"""

from dossiers.rules.parcours import Etat, Role

M, R, S, I, A = Role.MANDATAIRE, Role.REPRESENTANT, Role.SALARIE, Role.INSTRUCTEUR, Role.ADMINISTRATEUR  # noqa: E741
ROLES_DITS = {
    M: "mandataire",
    R: "représentant",
    S: "salarié",
    I: "instructeur de l’ANS",
    A: "administrateur de l’ANS",
}
ETATS_DITS = {
    Etat.FERMEE: "fermée",
    Etat.OUVERTE: "à compléter",
    Etat.SOUMISE: "en instruction",
    Etat.COMPLEMENTS: "compléments demandés",
    Etat.VALIDEE: "validée",
    Etat.REFUSEE: "refusée",
    Etat.RETIREE: "retirée",
}
LIBELLES = {
    "repondre": ("Compléter le dossier", (M, R, S)),
    "deposer_piece": ("Déposer une pièce", (M, R, S)),
    "accepter_charte": ("Accepter la charte", (M, R)),
    "soumettre": ("Envoyer à l’ANS", (M, R, S)),
    "prendre": ("Prendre en charge", (I, A)),
    "examiner": ("Examiner une exigence", (I, A)),
    "valider": ("Valider l’étape", (I, A)),
    "demander_complements": ("Demander des compléments", (I, A)),
    "refuser": ("Refuser", (I, A)),
    "relancer": ("Relancer l’éditeur", (I, A)),
    "suspendre_relances": ("Suspendre les relances", (M, R, S, I, A)),
    "retirer": ("Retirer le dossier", (M, R)),
}
# The state a geste leads to, and the étape it opens.
VERS = {
    "repondre": (None, None),
    "deposer_piece": (None, None),
    "accepter_charte": (Etat.VALIDEE, 2),
    "soumettre": (Etat.SOUMISE, None),
    "prendre": (None, None),
    "examiner": (None, None),
    "valider": (Etat.VALIDEE, 3),
    "demander_complements": (Etat.COMPLEMENTS, None),
    "refuser": (Etat.REFUSEE, None),
    "relancer": (None, None),
    "suspendre_relances": (None, None),
    "retirer": (Etat.RETIREE, None),
}
MATRICE: dict[tuple[int, Etat], dict[str, tuple[Role, ...]]] = {
    (1, Etat.FERMEE): {},
    (1, Etat.OUVERTE): {
        "repondre": (M, R, S),
        "accepter_charte": (M, R),
        "prendre": (I, A),
        "relancer": (I, A),
        "suspendre_relances": (M, R, S, I, A),
        "retirer": (M, R),
    },
    (1, Etat.SOUMISE): {"prendre": (I, A), "retirer": (M, R)},
    (1, Etat.COMPLEMENTS): {
        "repondre": (M, R, S),
        "prendre": (I, A),
        "relancer": (I, A),
        "suspendre_relances": (M, R, S, I, A),
        "retirer": (M, R),
    },
    (1, Etat.VALIDEE): {},
    (1, Etat.REFUSEE): {},
    (1, Etat.RETIREE): {},
    (2, Etat.FERMEE): {},
    (2, Etat.OUVERTE): {
        "repondre": (M, R, S),
        "deposer_piece": (M, R, S),
        "soumettre": (M, R, S),
        "prendre": (I, A),
        "relancer": (I, A),
        "suspendre_relances": (M, R, S, I, A),
        "retirer": (M, R),
    },
    (2, Etat.SOUMISE): {
        "prendre": (I, A),
        "examiner": (I, A),
        "valider": (I, A),
        "demander_complements": (I, A),
        "refuser": (I, A),
        "retirer": (M, R),
    },
    (2, Etat.COMPLEMENTS): {
        "repondre": (M, R, S),
        "deposer_piece": (M, R, S),
        "soumettre": (M, R, S),
        "prendre": (I, A),
        "relancer": (I, A),
        "suspendre_relances": (M, R, S, I, A),
        "retirer": (M, R),
    },
    (2, Etat.VALIDEE): {},
    (2, Etat.REFUSEE): {},
    (2, Etat.RETIREE): {},
    (3, Etat.FERMEE): {},
    (3, Etat.OUVERTE): {},
    (3, Etat.SOUMISE): {},
    (3, Etat.COMPLEMENTS): {},
    (3, Etat.VALIDEE): {},
    (3, Etat.REFUSEE): {},
    (3, Etat.RETIREE): {},
    (4, Etat.FERMEE): {},
    (4, Etat.OUVERTE): {},
    (4, Etat.SOUMISE): {},
    (4, Etat.COMPLEMENTS): {},
    (4, Etat.VALIDEE): {},
    (4, Etat.REFUSEE): {},
    (4, Etat.RETIREE): {},
}
