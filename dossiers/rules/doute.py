"""Why a submitted dossier deserves a second look: what the rules see in it, found once and kept for the queue.

Judged at the moment of the sending, on what was sent: the same dossier gives the same doubts whenever it is computed.
"""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from dossiers.referentiel.exigence import Kind
from dossiers.rules.champ import submitted_verdicts
from dossiers.rules.concordance import constat_of
from dossiers.rules.constat import Issue
from dossiers.rules.exigence import Verdict
from dossiers.rules.ligne import EtatLigne, exigence_ligne
from dossiers.rules.situation import Situation


class Doute(StrEnum):
    """In the order in which they are told."""

    FICHIER = "fichier"
    DISCORDANT = "discordant"
    ILLISIBLE = "illisible"
    STATUT = "statut"
    CONTRADICTION = "contradiction"
    A_VERIFIER = "a_verifier"
    REJEU = "rejeu"
    PREMIER = "premier"

    @property
    def libelle(self) -> str:
        return DOUTES[self]


DOUTES = {
    Doute.FICHIER: "fichier à remplacer",
    Doute.DISCORDANT: "la preuve dit autre chose",
    Doute.ILLISIBLE: "lecture incertaine",
    Doute.STATUT: "statut sous le seuil",
    Doute.CONTRADICTION: "réponses contradictoires",
    Doute.A_VERIFIER: "point à vérifier",
    Doute.REJEU: "image déjà envoyée ailleurs",
    Doute.PREMIER: "premier dossier de l’entreprise",
}
ISSUES = {Issue.DISCORDANT: Doute.DISCORDANT, Issue.ILLISIBLE: Doute.ILLISIBLE}
# What a line that blocks says of a value, of a proof.
LIGNES = {
    EtatLigne.INVALIDE: Doute.CONTRADICTION,
    EtatLigne.CONTRADICTOIRE: Doute.CONTRADICTION,
    EtatLigne.A_VERIFIER: Doute.A_VERIFIER,
    EtatLigne.EN_ATTENTE: Doute.STATUT,
}


def find_doutes(situation: Situation) -> set[Doute]:
    """What the rules see in the submission of the current étape, what is waived apart; empty before any."""
    if situation.depot is None:
        return set()
    envoyee = replace(situation, le=situation.depot.le)
    juges = [verdict for verdict in submitted_verdicts(envoyee) if verdict.exigence.code not in situation.dispenses]
    return {doute for verdict in juges if (doute := _doubt(verdict, envoyee))}


def write_doutes(doutes: Iterable[Doute]) -> str:
    """The doubts as a column keeps them: their codes in order, one space between."""
    trouves = set(doutes)
    return " ".join(doute.value for doute in Doute if doute in trouves)


def read_doutes(colonne: str) -> tuple[Doute, ...]:
    """The same, read again."""
    return tuple(Doute(code) for code in colonne.split())


def _doubt(verdict: Verdict, situation: Situation) -> Doute | None:
    exigence = verdict.exigence
    if any(fichier.refus or fichier.illisible for fichier in situation.files_of(exigence.code)):
        return Doute.FICHIER
    constat = constat_of(exigence, situation) if exigence.kind is Kind.PIECE else None
    lue = ISSUES.get(constat.issue) if constat else None
    return lue or LIGNES.get(exigence_ligne(verdict, situation).etat)
