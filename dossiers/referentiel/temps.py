"""What counts the time in the common part must hold together: closures, rungs of the reminders, steps of the way."""

import re

from dossiers.referentiel.commun import Commun
from dossiers.referentiel.erreur import ReferentielInvalide, suggest
from dossiers.referentiel.jalon import Fin, Jalon
from dossiers.referentiel.relance import Depuis, Pour, Relance
from dossiers.referentiel.unicite import check_blocks

CODE = re.compile(r"[a-z][a-z0-9_]{0,29}")
JOURS_MAX = 500


def check_temps(commun: Commun, fichier: str) -> None:
    """Raises `ReferentielInvalide` at the first closure, rung or step that does not hold."""
    for rang, fermeture in enumerate(commun.fermetures, 1):
        if fermeture.au < fermeture.du:
            raise ReferentielInvalide(fichier, f"[[fermeture]] n° {rang}", "au", "ne peut pas précéder « du ».")
    for nom in ("relance", "jalon"):
        blocs = getattr(commun, f"{nom}s")
        check_blocks((bloc.code for bloc in blocs), nom, fichier)
        for bloc in blocs:
            _check_bloc(bloc, f"[[{nom}]] « {bloc.code} »", fichier)
    for relance in commun.relances:
        _check_relance(relance, commun, fichier)
    for rang, jalon in enumerate(commun.jalons):
        _check_jalon(jalon, commun, [avant.code for avant in commun.jalons[:rang]], fichier)


def _check_bloc(bloc: Relance | Jalon, lieu: str, fichier: str) -> None:
    if not CODE.fullmatch(bloc.code):
        phrase = "attend des minuscules sans accent, des chiffres et « _ », 30 caractères au plus."
        raise ReferentielInvalide(fichier, lieu, "code", phrase)
    if not 0 <= bloc.jours <= JOURS_MAX:
        raise ReferentielInvalide(fichier, lieu, "jours", f"attend un nombre de jours ouvrés, de 0 à {JOURS_MAX}.")


def _check_relance(relance: Relance, commun: Commun, fichier: str) -> None:
    """Two rungs on one day would be one; the mandataire has nothing to do while the ANS has the dossier."""
    lieu = f"[[relance]] « {relance.code} »"
    jumelles = [r for r in commun.relances if (r.depuis, r.jours) == (relance.depuis, relance.jours)]
    if relance.jours == 0 or len(jumelles) > 1:
        phrase = "attend au moins un jour, et un nombre différent à chaque échelon compté depuis la même chose."
        raise ReferentielInvalide(fichier, lieu, "jours", phrase)
    if relance.depuis in (Depuis.INSTRUCTION, Depuis.RELECTURE) and relance.pour is Pour.MANDATAIRE:
        phrase = "pendant l’instruction, c’est l’ANS qui agit : attend porteur (le référent, ou qui doit lire) ou ans."
        raise ReferentielInvalide(fichier, lieu, "pour", phrase)


def _check_jalon(jalon: Jalon, commun: Commun, connus: list[str], fichier: str) -> None:
    """A step comes after steps already written: no circle can be drawn."""
    lieu = f"[[jalon]] « {jalon.code} »"
    if jalon.etape not in (1, 2, 3, 4):
        raise ReferentielInvalide(fichier, lieu, "etape", "attend 1, 2, 3 ou 4.")
    for code in jalon.apres:
        if code not in connus:
            phrase = f"« {code} » n’est pas un jalon écrit plus haut.{suggest(code, connus)}"
            raise ReferentielInvalide(fichier, lieu, "apres", phrase)
    rangs = [statut.code for statut in commun.echelle.statuts if statut.rang is not None]
    if (jalon.fin is Fin.STATUT) != (jalon.statut in rangs):
        phrase = f"se donne quand « fin » vaut statut, et alors seulement : {', '.join(rangs)}."
        raise ReferentielInvalide(fichier, lieu, "statut", phrase)
