"""What was expected beside what was read, line by line, for whoever looks at a proof."""

from dataclasses import dataclass

from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.exigence import Exigence
from dossiers.rules.concordance import expected_of
from dossiers.rules.constat import Attendu, Constat
from dossiers.rules.situation import Situation
from dossiers.rules.statut import Seuil, compare_statut, fold

SEULEMENT_LUS = (("version", "Version"), ("type_demande", "Type de demande"), ("date", "Date affichée"))


@dataclass(frozen=True)
class Comparaison:
    """`champ`: the key of what was read. `accord`: None when nothing can be said."""

    champ: str
    libelle: str
    attendu: str
    lu: str
    accord: bool | None = None


def compare_lecture(constat: Constat, exigence: Exigence, situation: Situation) -> tuple[Comparaison, ...]:
    """The lines that say something: what is expected or was read."""
    attendu, echelle = expected_of(exigence, situation), situation.dispositif.commun.echelle
    lignes = (
        _same("nil", "NIL", attendu.nil, constat),
        _status(attendu, constat, echelle),
        _same("nie", "NIE", attendu.nie, constat),
        _same("logiciel", "Logiciel", attendu.logiciel, constat),
        *(Comparaison(champ, libelle, "", read_text(constat, champ)) for champ, libelle in SEULEMENT_LUS),
    )
    return tuple(ligne for ligne in lignes if ligne.lu or (ligne.attendu and ligne.champ in ("nil", "statut")))


def read_text(constat: Constat, champ: str) -> str:
    """What was read in a field, empty when it was not."""
    return constat.lus[champ].texte if champ in constat.lus else ""


def _same(champ: str, libelle: str, attendu: str, constat: Constat) -> Comparaison:
    lu = read_text(constat, champ)
    return Comparaison(champ, libelle, attendu, lu, fold(lu) == fold(attendu) if lu and attendu else None)


def _status(attendu: Attendu, constat: Constat, echelle: Echelle) -> Comparaison:
    minimum, lu = echelle.statut(attendu.statut_min).libelle, read_text(constat, "statut")
    seuil = compare_statut(lu, attendu.statut_min, echelle) if lu else Seuil.A_VERIFIER
    accord = None if seuil is Seuil.A_VERIFIER else seuil is Seuil.ATTEINT
    return Comparaison("statut", "Statut", f"au moins « {minimum} »", lu, accord)
