"""What was expected beside what was read, line by line, for whoever looks at a proof."""

from dataclasses import dataclass

from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.exigence import Exigence
from dossiers.rules.concordance import expected_of
from dossiers.rules.constat import Attendu, Constat
from dossiers.rules.situation import Situation
from dossiers.rules.statut import Seuil, compare_statut, fold
from dossiers.rules.version import compare_version

SEULEMENT_LUS = (("type_demande", "Type de demande"), ("date", "Date affichée"))

# Said even when nothing was read of it.
TOUJOURS = ("nil", "statut", "version")
# What is beside the number of a third party's solution is that party's.
DU_TIERS = {
    "nie": "celui de l’éditeur tiers",
    "logiciel": "la solution tierce",
    "version": "celle de la solution tierce",
}


@dataclass(frozen=True)
class Comparaison:
    """`champ`: the key of what was read. `accord`: None when nothing can be said. `indice`: a difference is worth a
    look, and contradicts nothing. `tiers`: what is expected is another company's, and is not known.
    """

    champ: str
    libelle: str
    attendu: str
    lu: str
    accord: bool | None = None
    indice: bool = False
    tiers: bool = False


def compare_lecture(constat: Constat, exigence: Exigence, situation: Situation) -> tuple[Comparaison, ...]:
    """The lines that say something: what is expected or was read."""
    attendu, echelle = expected_of(exigence, situation), situation.dispositif.commun.echelle
    lignes = (
        _same("nil", "NIL", attendu.nil, constat),
        _status(attendu, constat, echelle),
        _their("nie", "NIE", attendu.nie, constat, attendu),
        _their("logiciel", "Logiciel", attendu.logiciel, constat, attendu),
        _version(attendu, constat),
        *(Comparaison(champ, libelle, "", read_text(constat, champ)) for champ, libelle in SEULEMENT_LUS),
    )
    return tuple(ligne for ligne in lignes if ligne.lu or (ligne.attendu and ligne.champ in TOUJOURS))


def read_text(constat: Constat, champ: str) -> str:
    """What was read in a field, empty when it was not."""
    return constat.lus[champ].texte if champ in constat.lus else ""


def _same(champ: str, libelle: str, attendu: str, constat: Constat) -> Comparaison:
    lu = read_text(constat, champ)
    return Comparaison(champ, libelle, attendu, lu, fold(lu) == fold(attendu) if lu and attendu else None)


def _their(champ: str, libelle: str, attendu: str, constat: Constat, declare: Attendu) -> Comparaison:
    """Of the company and its software; said to be the third party's when the proof is of theirs."""
    if declare.tiers:
        lu = read_text(constat, champ)
        return Comparaison(champ, libelle, DU_TIERS[champ] if lu else "", lu, tiers=True)
    return _same(champ, libelle, attendu, constat)


def _version(attendu: Attendu, constat: Constat) -> Comparaison:
    if attendu.tiers:
        return _their("version", "Version", "", constat, attendu)
    lu = read_text(constat, "version")
    return Comparaison("version", "Version", attendu.version, lu, compare_version(attendu.version, lu), indice=True)


def _status(attendu: Attendu, constat: Constat, echelle: Echelle) -> Comparaison:
    minimum, lu = echelle.statut(attendu.statut_min).libelle, read_text(constat, "statut")
    seuil = compare_statut(lu, attendu.statut_min, echelle) if lu else Seuil.A_VERIFIER
    accord = None if seuil is Seuil.A_VERIFIER else seuil is Seuil.ATTEINT
    return Comparaison("statut", "Statut", f"au moins « {minimum} »", lu, accord)
