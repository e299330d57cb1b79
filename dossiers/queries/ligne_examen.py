"""One requirement as it was submitted, with all that is known of it: what a reviewer gives a verdict on."""

from dataclasses import dataclass

from dossiers.models import Examen, Piece
from dossiers.queries.ailleurs import Connu
from dossiers.queries.lecture_examen import LectureExamen
from dossiers.queries.rejeu import Rejeu
from dossiers.referentiel.exigence import Exigence
from dossiers.referentiel.question import Question
from dossiers.rules.comparaison import read_text
from dossiers.rules.dispense import Dispense
from dossiers.rules.exigence import Verdict
from dossiers.rules.statut import Seuil

DOUTES_SEUIL = {
    Seuil.INSUFFISANT: "Le statut déclaré est sous le minimum attendu.",
    Seuil.A_VERIFIER: "Le statut déclaré est inconnu de l’échelle.",
}


@dataclass(frozen=True)
class Donne:
    """What one round held for a requirement: the text typed (or the status read on the proof), the proof and the files
    that follow its first one.
    """

    tour: int
    valeur: str = ""
    piece: Piece | None = None
    suite: tuple[Piece, ...] = ()

    @property
    def fichiers(self) -> tuple[Piece, ...]:
        """The whole proof, file after file."""
        return (self.piece, *self.suite) if self.piece else ()

    @property
    def empreintes(self) -> tuple[str, ...]:
        return tuple(fichier.sha256 for fichier in self.fichiers)


@dataclass(frozen=True)
class LigneQuestion:
    """`avant`: the answer of the previous round when it was another; None when it is the same or was not asked."""

    question: Question
    reponse: str
    avant: str | None = None


@dataclass(frozen=True)
class LigneExamen:
    """One requirement that was submitted.

    `avant`: what the previous round held, when it differs; `nouvelle`: it was not asked then. `seuil`: where the status
    read on the proof stands against `minimum`. `examen`: the verdict of this round, given at the round `origine`;
    `contestee`: what the previous round had asked to correct. `alertes`: what the rules see in it. `lecture`: what the
    machine read on its proof, `lecture_avant` on that of the previous round; `rejeux`: other dossiers made of the same
    pictures; `connus`: what other dossiers say of it. `dispense`: it is waived, there is no verdict to give.
    """

    verdict: Verdict
    donne: Donne
    avant: Donne | None = None
    nouvelle: bool = False
    seuil: Seuil | None = None
    minimum: str = ""
    alertes: tuple[str, ...] = ()
    examen: Examen | None = None
    origine: int = 0
    contestee: Examen | None = None
    lecture: LectureExamen | None = None
    rejeux: tuple[Rejeu, ...] = ()
    lecture_avant: LectureExamen | None = None
    connus: tuple[Connu, ...] = ()
    dispense: Dispense | None = None

    @property
    def exigence(self) -> Exigence:
        return self.verdict.exigence

    @property
    def code(self) -> str:
        return self.exigence.code

    @property
    def douteuse(self) -> bool:
        """True for a contradiction, a file that does not open, a status that may not do, a picture already seen, a
        number that other dossiers contradict.
        """
        if self.dispense:
            return False
        lue = self.lecture is not None and self.lecture.douteuse
        return bool(self.alertes or self.rejeux or self.seuil in DOUTES_SEUIL or lue or self.alarme)

    @property
    def doutes(self) -> tuple[str, ...]:
        """Why a person should look twice, in a few words each."""
        if self.dispense:
            return ()
        dits = [*self.alertes]
        if self.seuil in DOUTES_SEUIL:
            dits.append(DOUTES_SEUIL[self.seuil])
        if self.lecture and self.lecture.douteuse:
            dits.append(self.lecture.constat.phrase)
        if self.rejeux:
            dits.append("Image déjà vue dans un autre dossier.")
        return (*dits, *(connu.alerte for connu in self.connus if connu.jugement.alerte))

    @property
    def alarme(self) -> bool:
        """True when what is known elsewhere calls for a second look."""
        return any(connu.jugement.alerte for connu in self.connus)

    @property
    def lectures_differentes(self) -> tuple[str, str] | None:
        """The status read on the previous round’s proof, then on this one’s; None when it is the same or unread."""
        if self.lecture is None or self.lecture_avant is None:
            return None
        avant, apres = (read_text(lue.constat, "statut") for lue in (self.lecture_avant, self.lecture))
        return (avant or "rien de sûr", apres or "rien de sûr") if avant != apres else None

    @property
    def reprise(self) -> bool:
        """True when this round answers what the previous one had asked to correct."""
        return self.contestee is not None and self.avant is not None

    @property
    def nouveaute(self) -> str:
        """What this round brings to it, in words; empty when nothing."""
        if self.nouvelle:
            return "Nouveau à ce tour"
        return f"Modifié depuis le tour {self.avant.tour}" if self.avant else ""
