"""One line of the readiness panel: what is the state of one item, who must act, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from dossiers.referentiel.exigence import Exigence, Kind, Porteur
from dossiers.referentiel.question import Portee, Question
from dossiers.rules.champ import has_changed
from dossiers.rules.concordance import constat_of, contradicts, is_maintained, other_statut, sure_statut
from dossiers.rules.constat import Constat as ConstatLu
from dossiers.rules.constat import Issue
from dossiers.rules.exigence import Valeur, Verdict, judge_exigence
from dossiers.rules.identifiant import check_valeur, normalise
from dossiers.rules.parcours import Etat
from dossiers.rules.situation import Situation
from dossiers.rules.statut import Seuil, compare_statut


class EtatLigne(StrEnum):
    A_PRECISER = "a_preciser"
    MANQUANT = "manquant"
    INVALIDE = "invalide"
    CONTRADICTOIRE = "contradictoire"
    CONTESTE = "conteste"
    EN_ATTENTE = "en_attente"
    A_VERIFIER = "a_verifier"
    SATISFAIT = "satisfait"
    DISPENSE = "dispense"

    @property
    def libelle(self) -> str:
        return LIBELLES[self]

    @property
    def bloque(self) -> bool:
        """True when the étape cannot be sent as it is. What is only to verify is sent, and said."""
        return self not in (EtatLigne.SATISFAIT, EtatLigne.A_VERIFIER, EtatLigne.DISPENSE)


LIBELLES = {
    EtatLigne.A_PRECISER: "à préciser",
    EtatLigne.MANQUANT: "manquant",
    EtatLigne.INVALIDE: "à corriger",
    EtatLigne.CONTRADICTOIRE: "contradictoire",
    EtatLigne.CONTESTE: "à reprendre",
    EtatLigne.EN_ATTENTE: "en attente",
    EtatLigne.A_VERIFIER: "à vérifier",
    EtatLigne.SATISFAIT: "satisfait",
    EtatLigne.DISPENSE: "dispense accordée",
}


@dataclass(frozen=True)
class Ligne:
    """`champ` is the name of the form's field to go to; `code` the question's or requirement's."""

    code: str
    libelle: str
    etat: EtatLigne
    porteur: Porteur
    phrase: str
    champ: str
    exigence: Exigence | None = None
    verdict: Verdict | None = None
    question: Question | None = None

    @property
    def ancre(self) -> str:
        """The id of the form's control; a question is a group of radio buttons, whose first one ends in `_0`."""
        return f"id_{self.champ}_0" if self.question else f"id_{self.champ}"


def question_ligne(question: Question, situation: Situation) -> Ligne:
    """The line of a question that matters: answered or not."""
    connu = situation.faits.get(question.code) is not None
    phrase = "Répondu." if connu else "Répondez à cette question : d’autres demandes en dépendent."
    etat = EtatLigne.SATISFAIT if connu else EtatLigne.A_PRECISER
    return Ligne(question.code, question.libelle, etat, Porteur.EDITEUR, phrase, question.code, question=question)


def exigence_ligne(verdict: Verdict, situation: Situation) -> Ligne:
    """The line of a requirement that applies."""
    exigence = verdict.exigence
    etat, porteur, phrase, champ = _assess(exigence, situation)
    return Ligne(exigence.code, exigence.libelle, etat, porteur, phrase, champ, exigence, verdict)


def dispense_ligne(verdict: Verdict, situation: Situation) -> Ligne:
    """The line of a requirement that is waived: nothing to do, and who said so."""
    exigence, phrase = verdict.exigence, situation.dispenses[verdict.exigence.code].phrase
    etat, code = EtatLigne.DISPENSE, exigence.code
    return Ligne(code, exigence.libelle, etat, Porteur.ANS, phrase, code, exigence, verdict)


Constat = tuple[EtatLigne, Porteur, str, str]


def _assess(exigence: Exigence, situation: Situation) -> Constat:
    conteste = situation.etat is Etat.COMPLEMENTS and exigence.code in situation.contestees
    if conteste and not has_changed(situation, exigence):
        motif = situation.examens[exigence.code].motif if exigence.code in situation.examens else ""
        return EtatLigne.CONTESTE, Porteur.EDITEUR, f"L’ANS demande une correction : {motif}", exigence.code
    return _assess_piece(exigence, situation) if exigence.kind is Kind.PIECE else _assess_valeur(exigence, situation)


def _assess_valeur(exigence: Exigence, situation: Situation) -> Constat:
    valeur = normalise(exigence.format, situation.reponses.get(exigence.code, ""))
    if not valeur:
        phrase = f"Renseignez ce point. {exigence.obtenir}".strip()
        return EtatLigne.MANQUANT, exigence.porteur, phrase, exigence.code
    erreur = check_valeur(exigence.format, valeur)
    if erreur:
        return EtatLigne.INVALIDE, Porteur.EDITEUR, erreur, exigence.code
    autre = _same_as(exigence, valeur, situation)
    if autre:
        return _contradiction(exigence, autre, situation)
    voisin = _named_elsewhere(exigence, valeur, situation)
    if voisin:
        phrase = (
            f"Vous donnez déjà ce numéro pour «\u00a0{voisin}\u00a0»\u00a0: il ne désigne qu’un logiciel. "
            "Vérifiez-le avant d’envoyer."
        )
        return EtatLigne.A_VERIFIER, Porteur.EDITEUR, phrase, exigence.code
    return EtatLigne.SATISFAIT, exigence.porteur, "Renseigné.", exigence.code


def _named_elsewhere(exigence: Exigence, valeur: str, situation: Situation) -> str:
    """The other software of the company that bears the same number; empty when none does. It is only said: a new
    version of one software may keep its number under another name.
    """
    if exigence.kind is not Kind.IDENTIFIANT or exigence.portee is not Portee.SOLUTION:
        return ""
    memes = (
        nom
        for code, autre, nom in situation.voisins
        if code == exigence.code and normalise(exigence.format, autre).casefold() == valeur.casefold()
    )
    return next(memes, "")


def _same_as(exigence: Exigence, valeur: str, situation: Situation) -> Exigence | None:
    """The requirement that must differ and holds the same value, if any; one that is waived is out of the way."""
    dispenses = situation.dispenses
    for autre in (e for e in situation.dispositif.exigences if e.code not in dispenses):
        tenue = normalise(autre.format, situation.reponses.get(autre.code, ""))
        if autre.code in exigence.distinct_de and tenue.casefold() == valeur.casefold():
            return autre
    return None


def _contradiction(exigence: Exigence, autre: Exigence, situation: Situation) -> Constat:
    """It blocks when the other value can be mended: it is asked here, or was given in another dossier. A value typed
    here before another answer put its field away is only said: nobody could reach it any more.
    """
    demandee = judge_exigence(autre, situation.faits, situation.jour).valeur is Valeur.OUI
    if demandee or situation.provenances.get(autre.code):
        phrase = f"La même valeur est donnée pour « {autre.libelle} » : l’une des deux est inexacte."
        return EtatLigne.CONTRADICTOIRE, Porteur.EDITEUR, phrase, exigence.code
    phrase = f"Vous aviez d’abord saisi cette valeur pour « {autre.libelle} » : vérifiez qu’elle a sa place ici."
    return EtatLigne.A_VERIFIER, Porteur.EDITEUR, phrase, exigence.code


def _assess_piece(exigence: Exigence, situation: Situation) -> Constat:
    piece = situation.pieces.get(exigence.code)
    if exigence.lecture and _below(exigence, situation):
        return _assess_statut(exigence, situation)
    if piece is None:
        phrase = f"À déposer : {exigence.preuve or exigence.libelle}"
        return EtatLigne.MANQUANT, exigence.porteur, phrase, exigence.code
    fautif = next((f for f in situation.files_of(exigence.code) if f.refus or f.illisible), None)
    if fautif:
        phrase = fautif.refus or f"Le fichier « {fautif.nom} » ne s’ouvre pas : remplacez-le."
        return EtatLigne.INVALIDE, Porteur.EDITEUR, phrase, exigence.code
    return _assess_statut(exigence, situation) if exigence.lecture else _deposited(exigence)


def _below(exigence: Exigence, situation: Situation) -> bool:
    """A status below the threshold is told first: a screenshot of it would only come back."""
    lecture, echelle = exigence.lecture, situation.dispositif.commun.echelle
    libelle = situation.reponses.get(lecture.fait, "").strip()
    return bool(libelle) and compare_statut(libelle, lecture.statut_min, echelle) is Seuil.INSUFFISANT


def _deposited(exigence: Exigence) -> Constat:
    return EtatLigne.SATISFAIT, exigence.porteur, "Fichier déposé.", exigence.code


def _assess_statut(exigence: Exigence, situation: Situation) -> Constat:
    """The status typed, then what the machine read: it never satisfies anything alone, and what it is sure of blocks
    only until a person answers for it.
    """
    lecture, echelle = exigence.lecture, situation.dispositif.commun.echelle
    libelle = situation.reponses.get(lecture.fait, "").strip()
    lu = constat_of(exigence, situation)
    if contradicts(lu, exigence, situation):
        if situation.etat is Etat.SOUMISE:
            return EtatLigne.A_VERIFIER, Porteur.ANS, f"{lu.phrase} L’ANS vérifiera.", exigence.code
        return EtatLigne.CONTRADICTOIRE, Porteur.EDITEUR, lu.phrase, exigence.code
    if not libelle:
        return EtatLigne.MANQUANT, Porteur.EDITEUR, _status_to_type(lu), lecture.fait
    seuil = compare_statut(libelle, lecture.statut_min, echelle)
    minimum = echelle.statut(lecture.statut_min).libelle
    if seuil is Seuil.INSUFFISANT:
        phrase = (
            f"Le statut « {libelle} » n’atteint pas « {minimum} » : faites avancer la demande auprès du CNDA, "
            "puis déposez une nouvelle copie d’écran."
        )
        return EtatLigne.EN_ATTENTE, Porteur.CNDA, phrase, lecture.fait
    if seuil is Seuil.A_VERIFIER:
        phrase = f"Le statut « {libelle} » nous est inconnu : l’ANS vérifiera qu’il vaut au moins « {minimum} »."
        return EtatLigne.A_VERIFIER, Porteur.ANS, phrase, lecture.fait
    return _assess_lecture(exigence, situation, lu, libelle)


def _status_to_type(lu: ConstatLu | None) -> str:
    if sure_statut(lu):
        return f"Indiquez le statut que montre la copie d’écran : nous y lisons « {sure_statut(lu)} »."
    return "Indiquez le statut que montre la copie d’écran."


def _assess_lecture(exigence: Exigence, situation: Situation, lu: ConstatLu | None, libelle: str) -> Constat:
    """A status that will do: is it the one of the picture, as far as the machine could read it?"""
    if lu is not None and is_maintained(lu, exigence, situation):
        phrase = f"{lu.phrase} Vous maintenez votre réponse : l’ANS vérifiera."
        return EtatLigne.A_VERIFIER, Porteur.ANS, phrase, exigence.code
    autre = other_statut(lu, libelle, situation.dispositif.commun.echelle)
    if autre:
        phrase = f"Vous indiquez « {libelle} », la copie d’écran montre « {autre} » : recopiez-le tel qu’il s’affiche."
        return EtatLigne.A_VERIFIER, Porteur.EDITEUR, phrase, exigence.lecture.fait
    if lu is not None and lu.issue is Issue.ILLISIBLE:
        return EtatLigne.A_VERIFIER, Porteur.ANS, f"{lu.phrase} L’ANS vérifiera.", exigence.code
    return EtatLigne.SATISFAIT, exigence.porteur, f"Fichier déposé, au statut « {libelle} ».", exigence.code
