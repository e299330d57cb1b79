"""The words of the life of a dossier: states of an étape, roles, and what each is called."""

from enum import StrEnum


class Etat(StrEnum):
    """The state of one étape. The dossier's own state is that of its current étape."""

    FERMEE = "fermee"
    OUVERTE = "ouverte"
    SOUMISE = "soumise"
    COMPLEMENTS = "complements"
    VALIDEE = "validee"
    REFUSEE = "refusee"
    RETIREE = "retiree"

    @property
    def libelle(self) -> str:
        return ETATS[self]


class Role(StrEnum):
    MANDATAIRE = "mandataire"
    REPRESENTANT = "representant"
    SALARIE = "salarie"
    INSTRUCTEUR = "instructeur"
    ADMINISTRATEUR = "administrateur"

    @property
    def libelle(self) -> str:
        return ROLES[self]


ETATS = {
    Etat.FERMEE: "fermée",
    Etat.OUVERTE: "à compléter",
    Etat.SOUMISE: "en instruction",
    Etat.COMPLEMENTS: "compléments demandés",
    Etat.VALIDEE: "validée",
    Etat.REFUSEE: "refusée",
    Etat.RETIREE: "retirée",
}
ROLES = {
    Role.MANDATAIRE: "mandataire",
    Role.REPRESENTANT: "représentant",
    Role.SALARIE: "salarié",
    Role.INSTRUCTEUR: "instructeur de l’ANS",
    Role.ADMINISTRATEUR: "administrateur de l’ANS",
}
EDITEUR = frozenset({Role.MANDATAIRE, Role.REPRESENTANT, Role.SALARIE})
# Able to engage the company: accepts the charte, withdraws a dossier, manages people.
HABILITES = frozenset({Role.MANDATAIRE, Role.REPRESENTANT})
INSTRUCTION = frozenset({Role.INSTRUCTEUR, Role.ADMINISTRATEUR})
# While an étape is in one of these states, the éditeur is the one who must act.
A_L_EDITEUR = frozenset({Etat.OUVERTE, Etat.COMPLEMENTS})
EN_COURS = frozenset({Etat.OUVERTE, Etat.COMPLEMENTS, Etat.SOUMISE})
# The ANS may hold proofs of an étape in one of these states.
DEPOSES = frozenset({Etat.SOUMISE, Etat.COMPLEMENTS, Etat.REFUSEE, Etat.RETIREE})
ETAPE_ELIGIBILITE = 2
# The gestes that close an instruction, in the order of their buttons.
DECISIONS = ("valider", "demander_complements", "refuser")
# The étapes whose content is filled in here; of 3 and 4 only what awaits there is shown.
ETAPES_SAISIES = frozenset({1, 2})
