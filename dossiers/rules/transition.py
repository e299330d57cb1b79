"""The life of a dossier and of its étapes, in one table. No row, no move.

Buttons, API, refusal sentences, the diagram of docs/parcours.md and the test matrix come from these rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dossiers.rules.garde import GARDES
from dossiers.rules.parcours import (
    A_L_EDITEUR,
    DEPOSES,
    EDITEUR,
    EN_COURS,
    ETAPES_SAISIES,
    ETATS,
    HABILITES,
    INSTRUCTION,
    ROLES,
    Etat,
    Role,
)
from dossiers.rules.refus import Interdit, Refus
from dossiers.rules.situation import Situation


@dataclass(frozen=True)
class Transition:
    """One possible geste. `vers` None: the state stays. `ouvre`: the étape that opens when this one is left.

    `interne`: what the ANS does among itself; no éditeur is told of it.
    """

    geste: str
    libelle: str
    etapes: frozenset[int]
    de: frozenset[Etat]
    vers: Etat | None
    roles: frozenset[Role]
    evenement: str
    garde: str = ""
    ouvre: int | None = None
    interne: bool = False


def _row(geste: str, libelle: str, etape: int | Iterable[int], de: Iterable[Etat], vers: Etat | None, roles, **plus):
    etapes = frozenset((etape,) if isinstance(etape, int) else etape)
    plus = {"evenement": geste, **plus}
    return Transition(geste, libelle, etapes, frozenset(de), vers, frozenset(roles), **plus)


TRANSITIONS = (
    _row("repondre", "Compléter le dossier", ETAPES_SAISIES, A_L_EDITEUR, None, EDITEUR),
    _row("deposer_piece", "Déposer une pièce", 2, A_L_EDITEUR, None, EDITEUR),
    _row("retirer_piece", "Retirer une pièce", 2, A_L_EDITEUR, None, EDITEUR),
    _row("maintenir_reponse", "Maintenir sa réponse malgré la lecture", 2, A_L_EDITEUR, None, EDITEUR),
    _row("accepter_charte", "Accepter la charte", 1, [Etat.OUVERTE], Etat.VALIDEE, HABILITES, ouvre=2),
    _row("soumettre", "Envoyer à l’ANS", 2, A_L_EDITEUR, Etat.SOUMISE, EDITEUR, garde="preparation_complete"),
    _row("prendre", "Prendre en charge", (1, 2), EN_COURS, None, INSTRUCTION),
    _row("confier", "Confier à un collègue", (1, 2), EN_COURS, None, INSTRUCTION),
    _row("rendre", "Rendre le dossier", (1, 2), EN_COURS, None, INSTRUCTION),
    _row("examiner", "Examiner une exigence", 2, [Etat.SOUMISE], None, INSTRUCTION, interne=True),
    _row("proposer", "Proposer une décision à un second lecteur", 2, [Etat.SOUMISE], None, INSTRUCTION, interne=True),
    _row("relire", "Donner une seconde lecture", 2, [Etat.SOUMISE], None, INSTRUCTION, interne=True),
    _row(
        "dispenser_relecture", "Dispenser de seconde lecture", 2, [Etat.SOUMISE], None, [Role.ADMINISTRATEUR],
        interne=True,
    ),
    _row("demander_avis", "Demander un avis", 2, [Etat.SOUMISE], None, INSTRUCTION, interne=True),
    _row("retirer_avis", "Retirer une demande d’avis", 2, [Etat.SOUMISE], None, INSTRUCTION, interne=True),
    _row("valider", "Valider l’étape", 2, [Etat.SOUMISE], Etat.VALIDEE, INSTRUCTION, garde="tout_conforme", ouvre=3),
    _row(
        "demander_complements", "Demander des compléments", 2, [Etat.SOUMISE], Etat.COMPLEMENTS, INSTRUCTION,
        garde="corrections_motivees",
    ),
    _row("refuser", "Refuser", 2, [Etat.SOUMISE], Etat.REFUSEE, INSTRUCTION, garde="corrections_motivees"),
    _row("relancer", "Relancer l’éditeur", (1, 2), A_L_EDITEUR, None, INSTRUCTION),
    _row("suspendre_relances", "Suspendre les relances", (1, 2), A_L_EDITEUR, None, EDITEUR | INSTRUCTION),
    _row("indiquer_tiers", "Indiquer un contact chez l’éditeur tiers", (1, 2), A_L_EDITEUR, None, EDITEUR),
    _row("mettre_en_quarantaine", "Mettre une pièce en quarantaine", 2, DEPOSES, None, INSTRUCTION),
    _row("mettre_en_quarantaine", "Mettre une pièce en quarantaine", 3, [Etat.OUVERTE], None, INSTRUCTION),
    _row("lever_quarantaine", "Lever une quarantaine", 2, DEPOSES, None, [Role.ADMINISTRATEUR]),
    _row("lever_quarantaine", "Lever une quarantaine", 3, [Etat.OUVERTE], None, [Role.ADMINISTRATEUR]),
    _row("accorder_dispense", "Dispenser d’une exigence", (1, 2), EN_COURS, None, INSTRUCTION),
    _row("accorder_dispense", "Dispenser d’une exigence", 3, [Etat.OUVERTE], None, INSTRUCTION),
    _row("lever_dispense", "Lever une dispense", (1, 2), EN_COURS, None, INSTRUCTION),
    _row("lever_dispense", "Lever une dispense", 3, [Etat.OUVERTE], None, INSTRUCTION),
    _row("revoquer_decision", "Révoquer une décision", 2, [Etat.REFUSEE], None, [Role.ADMINISTRATEUR]),
    _row("revoquer_decision", "Révoquer une décision", 3, [Etat.OUVERTE], None, [Role.ADMINISTRATEUR]),
    _row("retirer", "Retirer le dossier", (1, 2), EN_COURS, Etat.RETIREE, HABILITES),
)  # fmt: skip
GESTES = tuple(dict.fromkeys(row.geste for row in TRANSITIONS))
RAPPEL_RELECTURE = "relance_relecture"
# What no éditeur is told of: the internal gestes, the answer of someone who has no account, a reader who is awaited.
INTERNES = frozenset(row.evenement for row in TRANSITIONS if row.interne) | {"rendre_avis", RAPPEL_RELECTURE}


def find_transition(geste: str, etape: int, etat: Etat) -> Transition | None:
    """The row for this geste from this state of this étape, or None."""
    return next((t for t in TRANSITIONS if t.geste == geste and etape in t.etapes and etat in t.de), None)


def require_transition(geste: str, situation: Situation, role: Role | None) -> Transition:
    """The row, or `Interdit` (wrong role) or `Refus` (wrong state, guard not met), each with its sentence."""
    lignes = require_role(geste, role)
    transition = find_transition(geste, situation.etape, situation.etat)
    if transition is None:
        raise Refus(_state_sentence(lignes[0], situation.etape, situation.etat))
    if transition.garde:
        GARDES[transition.garde](situation)
    return transition


def require_role(geste: str, role: Role | None) -> list[Transition]:
    """The rows of a geste, or `Interdit` when this role never makes it; `KeyError` for a geste that no row knows."""
    lignes = [t for t in TRANSITIONS if t.geste == geste]
    if not lignes:
        raise KeyError(geste)
    if not any(role in t.roles for t in lignes):
        raise Interdit(_role_sentence(lignes, role))
    return lignes


def refusal_at(geste: str, etape: int, etat: Etat, role: Role | None) -> str:
    """Why a geste is refused from there, guards apart, in the words it would be refused with; empty when it is not."""
    try:
        lignes = require_role(geste, role)
    except Interdit as refus:
        return refus.phrase
    return "" if find_transition(geste, etape, etat) else _state_sentence(lignes[0], etape, etat)


def possible_gestes(situation: Situation, role: Role | None) -> tuple[Transition, ...]:
    """The gestes this role may make from here, guards apart: what buttons to show."""
    return tuple(
        t for t in TRANSITIONS if role in t.roles and situation.etape in t.etapes and situation.etat in t.de
    )  # fmt: skip


def guard_sentence(transition: Transition, situation: Situation) -> str:
    """Why a possible geste is not ready yet; empty when its guard is met."""
    try:
        if transition.garde:
            GARDES[transition.garde](situation)
    except Refus as refus:
        return refus.phrase
    return ""


def _role_sentence(lignes: list[Transition], role: Role | None) -> str:
    admis = ", ".join(ROLES[r] for r in Role if any(r in t.roles for t in lignes))
    vous = f" ; vous êtes {ROLES[role]}" if role else ""
    return f"« {lignes[0].libelle} » est réservé à ces rôles : {admis}{vous}."


def _state_sentence(transition: Transition, etape: int, etat: Etat) -> str:
    return f"« {transition.libelle} » n’est pas possible maintenant : l’étape {etape} est à l’état « {ETATS[etat]} »."
