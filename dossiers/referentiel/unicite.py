"""A code names one thing only; when it names two, the refusal says where both are."""

from collections.abc import Iterable

from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.erreur import ReferentielInvalide

# Facts that the dossier itself brings, whatever the dispositif; `profil_<code>` comes with each profil.
FAITS_DU_DOSSIER = ("financement", "proxy")
# The list of the head that takes items over from the catalogue, by the block that would write them here.
LISTES = {"question": "questions", "exigence": "reprend"}
DU_DOSSIER = "un fait que donne le dossier lui-même"


def check_unique(valeurs: Iterable[str], bloc: str, fichier: str, champ: str = "code") -> None:
    """Raises `ReferentielInvalide` at the first value written twice."""
    vues: set[str] = set()
    for valeur in valeurs:
        if valeur in vues:
            raise ReferentielInvalide(fichier, bloc, champ, f"« {valeur} » est écrit deux fois.")
        vues.add(valeur)


def check_blocks(codes: Iterable[str], nom: str, fichier: str, champ: str = "code") -> None:
    """The same for the blocks `[[nom]]`: the refusal names the block."""
    vus: set[str] = set()
    for code in codes:
        if code in vus:
            raise ReferentielInvalide(fichier, f"[[{nom}]] « {code} »", champ, f"« {code} » est écrit deux fois.")
        vus.add(code)


def check_codes(dispositif: Dispositif, fichier: str) -> None:
    """Raises `ReferentielInvalide` when two things of the dispositif bear one code.

    A fact that were also a question would be wiped out by the silence of its answer.
    """
    check_blocks((profil.code for profil in dispositif.profils), "profil", fichier)
    check_blocks((echeance.code for echeance in dispositif.echeances), "echeance", fichier)
    pris = dict.fromkeys(FAITS_DU_DOSSIER, DU_DOSSIER)
    pris |= {f"profil_{profil.code}": f"le [[profil]] « {profil.code} »" for profil in dispositif.profils}
    for code, bloc, champ, par in _places(dispositif):
        if code in pris:
            raise ReferentielInvalide(fichier, bloc, champ, _sentence(code, pris[code], par))
        pris[code] = par


def _places(dispositif: Dispositif) -> list[tuple[str, str, str, str]]:
    """(code, block, field, who takes it), the catalogue first, for the person to look at what they wrote themselves."""
    communs = {id(item) for item in (*dispositif.commun.questions, *dispositif.commun.exigences)}
    repris, propres = [], []
    for item in (*dispositif.questions, *dispositif.exigences):
        nom = type(item).__name__.lower()
        if id(item) in communs:
            repris.append((item.code, "[dispositif]", LISTES[nom], f"« {LISTES[nom]} »"))
        else:
            propres.append((item.code, f"[[{nom}]] « {item.code} »", "code", f"un autre bloc [[{nom}]]"))
    faits = [(fait, "[faits]", fait, "une ligne de [faits]") for fait, _ in dispositif.faits]
    return [*repris, *faits, *propres]


def _sentence(code: str, premier: str, second: str) -> str:
    listes = {f"« {liste} »" for liste in LISTES.values()}
    if premier == second and premier in listes:
        return f"« {code} » est écrit deux fois."
    if premier in listes:
        return f"« {code} » est déjà repris par {premier} : ôtez-le de l’un des deux."
    return f"« {code} » est déjà pris par {premier} : changez l’un des deux."
