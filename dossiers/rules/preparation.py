"""Readiness: what is satisfied, missing, contradictory or waiting at an étape, who must act, and what to do next."""

from dataclasses import dataclass, replace

from dossiers.referentiel.exigence import Exigence, Porteur
from dossiers.rules.exigence import Valeur, Verdict
from dossiers.rules.ligne import Ligne, dispense_ligne, exigence_ligne, question_ligne
from dossiers.rules.parcours import A_L_EDITEUR, ETAPES_SAISIES, Etat
from dossiers.rules.question import questions_pertinentes
from dossiers.rules.situation import Situation

# When several people block, the first of these who does is named.
PRIORITE = (Porteur.EDITEUR, Porteur.TIERS, Porteur.CNDA, Porteur.ANS)


@dataclass(frozen=True)
class Preparation:
    """`suspendues`: requirements that an answer still to come may announce or waive.

    `conseils`: requirements with a proof from the CNDA, of a later étape, to begin from the first day.
    """

    etape: int
    etat: Etat
    lignes: tuple[Ligne, ...]
    suspendues: tuple[Verdict, ...] = ()
    conseils: tuple[Exigence, ...] = ()

    @property
    def bloquantes(self) -> tuple[Ligne, ...]:
        return tuple(ligne for ligne in self.lignes if ligne.etat.bloque)

    @property
    def satisfaites(self) -> tuple[Ligne, ...]:
        return tuple(ligne for ligne in self.lignes if not ligne.etat.bloque)

    @property
    def prochaine(self) -> Ligne | None:
        """The next thing to do: the first blocking line that the éditeur can act on, else the first blocking."""
        siennes = [ligne for ligne in self.bloquantes if ligne.porteur is Porteur.EDITEUR]
        return next(iter(siennes or self.bloquantes), None)

    @property
    def prete(self) -> bool:
        """Nothing blocks and nothing is undecided: silence waives nothing, even if no question is left to put."""
        return not self.bloquantes and not self.suspendues

    @property
    def bloqueur(self) -> Porteur | None:
        """Who must act for the dossier to move; None when it is over, or at an étape that is not filled in here."""
        if self.etat is Etat.SOUMISE:
            return Porteur.ANS
        if self.etat not in A_L_EDITEUR or self.etape not in ETAPES_SAISIES:
            return None
        porteurs = {ligne.porteur for ligne in self.bloquantes}
        return next((p for p in PRIORITE if p in porteurs), Porteur.EDITEUR)


def prepare_etape(situation: Situation) -> Preparation:
    """The readiness of the current étape, on what the éditeur has now."""
    verdicts = situation.verdicts()
    questions = questions_pertinentes(situation.dispositif, situation.faits, situation.jour, situation.etape)
    lignes = [question_ligne(question, situation) for question in questions]
    lignes += [ligne for verdict in verdicts if (ligne := _line(verdict, situation))]
    suspendues = tuple(verdict for verdict in verdicts if verdict.valeur is Valeur.INCONNU)
    return Preparation(situation.etape, situation.etat, tuple(lignes), suspendues, _advice(situation))


def prepare_at(situation: Situation, etape: int) -> Preparation:
    """The readiness seen from another étape of the same dossier, as if it were open."""
    etat = situation.etats.get(etape, Etat.FERMEE)
    return prepare_etape(replace(situation, etape=etape, etat=etat, depot=None, contestees=frozenset()))


def _line(verdict: Verdict, situation: Situation) -> Ligne | None:
    """What the panel says of a requirement; None for one that asks nothing."""
    if verdict.valeur is Valeur.DISPENSE:
        return dispense_ligne(verdict, situation)
    if verdict.valeur is Valeur.OUI and not _optional_and_empty(verdict.exigence, situation):
        return exigence_ligne(verdict, situation)
    return None


def _optional_and_empty(exigence: Exigence, situation: Situation) -> bool:
    return exigence.facultatif and not situation.reponses.get(exigence.code) and exigence.code not in situation.pieces


def _advice(situation: Situation) -> tuple[Exigence, ...]:
    """The CNDA démarches must have begun as soon as the parcours begins (ANS FAQ), unless they are ruled out."""
    if situation.etape != 1:
        return ()
    return tuple(v.exigence for v in situation.verdicts(2) if v.exigence.lecture and not v.ecartee)
