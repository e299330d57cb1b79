"""Second readings: which wait and for whom, what a person may see of one, and what pairs of readers found."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from dossiers.models import Compte, Jugement, Relecture, Soumission
from dossiers.queries.referentiel import current_referentiels, dispositif_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.accord import Accord, agreement_of
from dossiers.rules.phrase import field_label
from dossiers.rules.relecture import DECISIONS, PHRASES, Etat
from dossiers.rules.situation import Examen
from dossiers.rules.zone import recall_zone


@dataclass(frozen=True)
class LigneJugement:
    """What the readers found of one requirement."""

    libelle: str
    jugement: Jugement


@dataclass(frozen=True)
class SecondeLecture:
    """The reading of the latest submission, as `compte` may see it. `lignes` and the decisions are empty to whoever
    must read blind.
    """

    relecture: Relecture
    compte: Compte
    lignes: tuple[LigneJugement, ...]

    @property
    def attendue(self) -> bool:
        return self.relecture.close_le is None and self.relecture.lectures.etat is Etat.ATTENDUE

    @property
    def desaccord(self) -> bool:
        return self.relecture.close_le is None and self.relecture.lectures.etat is Etat.DESACCORD

    @property
    def premier_ici(self) -> bool:
        """True when this person has read first."""
        return self.relecture.premier_id == self.compte.pk

    @property
    def lecteur_ici(self) -> bool:
        """True when this person is one of the two readers."""
        return self.compte.pk in self.relecture.lectures.lecteurs

    @property
    def attend_un_autre(self) -> bool:
        """True when this person can only wait for another reader."""
        return self.attendue and self.premier_ici

    @property
    def aveugle(self) -> bool:
        """True when this person is to read without knowing what the first found."""
        return self.attendue and not self.premier_ici

    @property
    def regle(self) -> str:
        """Why two people read it."""
        return PHRASES[self.relecture.regle]

    @property
    def decision(self) -> str:
        """What was proposed, in words."""
        return DECISIONS[self.relecture.decision]

    @property
    def seconde(self) -> str:
        """What the other reader decided, in words; empty before they have."""
        return DECISIONS.get(self.relecture.seconde_decision, "")

    @property
    def suivables(self) -> tuple[tuple[str, Compte, str], ...]:
        """Whose reading this person may make theirs while they disagree: (rank, reader, decision in words)."""
        r = self.relecture
        lues = (("premier", r.premier, self.decision), ("second", r.second, self.seconde)) if self.desaccord else ()
        return tuple(lue for lue in lues if lue[1] != self.compte)


@dataclass(frozen=True)
class LigneAccord:
    """The agreement of readers on one requirement."""

    code: str
    libelle: str
    accord: Accord


def relecture_of(soumission: Soumission) -> Relecture | None:
    """The second reading of a submission; None when none was asked for. One query."""
    complet = Relecture.objects.select_related("premier", "second", "dispensee_par")
    return complet.filter(soumission=soumission).first()


def proposed_message(soumission: Soumission, decision: str) -> str:
    """The first reader's word on the whole, when the second decides the same and adds none; empty otherwise."""
    relecture = relecture_of(soumission)
    attendue = relecture is not None and relecture.lectures.etat is Etat.ATTENDUE
    return relecture.motif if attendue and relecture.decision == decision else ""


def seconde_lecture_of(soumission: Soumission, compte: Compte, dispositif: Dispositif) -> SecondeLecture | None:
    """The same as this person may see it: nothing of the first reading for whoever has to read after it."""
    relecture = relecture_of(soumission)
    if relecture is None:
        return None
    if SecondeLecture(relecture, compte, ()).aveugle:
        return SecondeLecture(relecture, compte, ())
    jugements = relecture.jugements.order_by("pk")
    lignes = tuple(LigneJugement(field_label(j.exigence, dispositif), j) for j in jugements)
    return SecondeLecture(relecture, compte, lignes)


def reading_of(relecture: Relecture, rang: str) -> tuple[str, str, dict[str, Examen]]:
    """What the first or the second reader (`premier`, `second`) decided, their message, their verdicts. One query."""
    premier = rang == "premier"
    decision, motif = (
        (relecture.decision, relecture.motif) if premier else (relecture.seconde_decision, relecture.seconde_motif)
    )
    rendus = [j for j in relecture.jugements.order_by("pk") if getattr(j, rang)]
    return decision, motif, {j.exigence: _examen(j, rang) for j in rendus}


def _examen(jugement: Jugement, rang: str) -> Examen:
    verdict, motif, zone = (getattr(jugement, f"{rang}{suite}") for suite in ("", "_motif", "_zone"))
    return Examen(jugement.exigence, verdict, motif, zone=recall_zone(zone))


def relectures_ouvertes() -> QuerySet[Relecture]:
    """Those whose submission is not decided yet, waived or not."""
    return Relecture.objects.filter(close_le=None)


def held_back() -> QuerySet[Relecture]:
    """Those that hold a decision back: another person must read, or the two must be settled."""
    return relectures_ouvertes().filter(dispensee_le=None)


def to_read_again(compte: Compte) -> Q:
    """The dossiers that wait for a reading, or a word, of this person."""
    attendues = held_back().exclude(premier=compte, second=None)
    return Q(pk__in=attendues.order_by().values("soumission__dossier"))


def waiting_for_others(compte: Compte) -> Q:
    """The dossiers of which this person has proposed a decision, and that only another may read."""
    siennes = held_back().filter(premier=compte, second=None)
    return Q(pk__in=siennes.order_by().values("soumission__dossier"))


def counted_jugements() -> QuerySet[Jugement]:
    """The pairs of verdicts that count: a second reading was given, blind, whatever was decided afterwards."""
    return Jugement.objects.filter(relecture__seconde_le__isnull=False).exclude(Q(premier="") | Q(second=""))


def accords() -> list[LigneAccord]:
    """The agreement on each requirement that two people have read, by label."""
    comptes: dict[str, dict[tuple[str, str], int]] = {}
    groupes = counted_jugements().order_by().values("exigence", "premier", "second").annotate(nombre=Count("pk"))
    for groupe in groupes.order_by("exigence", "premier", "second"):
        comptes.setdefault(groupe["exigence"], {})[groupe["premier"], groupe["second"]] = groupe["nombre"]
    libelles = _labels() if comptes else {}
    lignes = [LigneAccord(code, libelles.get(code, code), agreement_of(paires)) for code, paires in comptes.items()]
    return sorted(lignes, key=lambda ligne: ligne.libelle)


def _labels() -> dict[str, str]:
    textes = [dispositif_of(referentiel) for referentiel in current_referentiels()]
    return {exigence.code: exigence.libelle for texte in textes for exigence in texte.exigences}
