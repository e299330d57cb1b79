"""The facts that conditions and examples read: each must be known, of the right kind, and told early enough."""

from collections.abc import Iterable

from dossiers.referentiel.condition import Attendu, Clause
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.erreur import ReferentielInvalide, suggest
from dossiers.referentiel.exigence import Exigence
from dossiers.referentiel.unicite import FAITS_DU_DOSSIER

Connus = dict[str, tuple[str, ...] | None]


def known_facts(dispositif: Dispositif) -> Connus:
    """Fact → the words it may take, None for a yes/no fact (or a word fixed by the dispositif)."""
    connus: Connus = dict.fromkeys(FAITS_DU_DOSSIER)
    connus |= {f"profil_{profil.code}": None for profil in dispositif.profils}
    connus |= {fait: (valeur,) if isinstance(valeur, str) else None for fait, valeur in dispositif.faits}
    for question in dispositif.questions:
        connus[question.code] = tuple(choix.code for choix in question.choix) or None
    return connus


def check_conditions(exigence: Exigence, dispositif: Dispositif, fichier: str) -> None:
    """Raises `ReferentielInvalide` at the first fact of its conditions or examples that cannot be read."""
    connus, bloc = known_facts(dispositif), f"[[exigence]] « {exigence.code} »"
    _check_missing(exigence, dispositif, connus, fichier, bloc)
    for champ, clause in (("si", exigence.si), *(("sauf", clause) for clause in exigence.sauf)):
        _check_clause(clause, connus, fichier, bloc, champ)
        _check_etapes(clause, exigence, dispositif, fichier, bloc, champ)
    for exemple in exigence.exemples:
        check_quand(exemple.quand, connus, fichier, bloc, "exemples")


def check_quand(quand: tuple, connus: Connus, fichier: str, bloc: str, champ: str) -> None:
    """The facts of an example: a word given for a yes/no fact would otherwise pass for « no »."""
    _check_faits([fait for fait, _ in quand], connus, fichier, bloc, champ)
    for fait, valeur in quand:
        _check_valeurs(fait, valeur if isinstance(valeur, bool) else (valeur,), connus[fait], fichier, bloc, champ)


def _check_missing(exigence: Exigence, dispositif: Dispositif, connus: Connus, fichier: str, bloc: str) -> None:
    """A requirement taken over cannot be mended where it stands: the fact it reads must be brought here."""
    communes = {question.code for question in dispositif.commun.questions}
    for fait in exigence.faits:
        if fait not in connus and any(exigence is commune for commune in dispositif.commun.exigences):
            remede = "sa question à « questions »" if fait in communes else "ce fait à [faits]"
            phrase = f"reprise de commun.toml, elle lit le fait « {fait} » : ajoutez {remede} de ce dispositif."
            raise ReferentielInvalide(fichier, bloc, "si" if fait in exigence.si.faits else "sauf", phrase)


def _check_clause(clause: Clause, connus: Connus, fichier: str, bloc: str, champ: str) -> None:
    _check_faits(clause.faits, connus, fichier, bloc, champ)
    for fait, attendu in clause.termes:
        _check_valeurs(fait, attendu, connus[fait], fichier, bloc, champ)


def _check_etapes(
    clause: Clause, exigence: Exigence, dispositif: Dispositif, fichier: str, bloc: str, champ: str
) -> None:
    """A question put after the requirement would leave it undecided while its étape is being filled in."""
    etapes = {question.code: question.etape for question in dispositif.questions}
    for fait in clause.faits:
        if etapes.get(fait, 0) > exigence.etape:
            phrase = (
                f"cette exigence de l’étape {exigence.etape} dépend de la question « {fait} », qui n’est posée qu’à "
                f"l’étape {etapes[fait]} : avancez la question ou reculez l’exigence."
            )
            raise ReferentielInvalide(fichier, bloc, champ, phrase)


def _check_valeurs(fait: str, attendu: Attendu, mots: tuple | None, fichier: str, bloc: str, champ: str) -> None:
    if (mots is None) != isinstance(attendu, bool):
        genre = "true ou false" if mots is None else f"un de ces mots : {', '.join(mots)}"
        raise ReferentielInvalide(fichier, bloc, champ, f"le fait « {fait} » attend {genre}.")
    if mots and isinstance(attendu, tuple) and len(mots) > 1 and not set(attendu) <= set(mots):
        phrase = f"le fait « {fait} » attend un de ces mots : {', '.join(mots)}."
        raise ReferentielInvalide(fichier, bloc, champ, phrase)


def _check_faits(faits: Iterable[str], connus: Connus, fichier: str, bloc: str, champ: str) -> None:
    for fait in faits:
        if fait not in connus:
            phrase = (
                f"le fait « {fait} » n’est ni une question, ni un fait du dispositif, ni un profil."
                f"{suggest(fait, connus)} Connus : {', '.join(connus)}."
            )
            raise ReferentielInvalide(fichier, bloc, champ, phrase)
