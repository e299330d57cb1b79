"""What a text must satisfy beyond its fields: codes that exist, facts that are known, an example for each block."""

import re

from dossiers.referentiel.commun import Commun
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.erreur import ReferentielInvalide, suggest
from dossiers.referentiel.exigence import Exigence
from dossiers.referentiel.fait import check_conditions, check_quand, known_facts
from dossiers.referentiel.question import Question
from dossiers.referentiel.temps import check_temps
from dossiers.referentiel.unicite import check_blocks, check_codes, check_unique

CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
CODE_DISPOSITIF = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")
# What the database keeps of them.
LONGUEUR_COULOIR = 20
LONGUEUR_LIBELLE = 200
ADRESSE = re.compile(r"https://[^\s/]+\.[^\s]+")
VERDICTS = ("oui", "non", "inconnu")
FORMATS = ("png", "jpeg", "webp", "pdf")
ETAPES = (1, 2, 3, 4)


def check_commun(commun: Commun, fichier: str) -> None:
    """Raises `ReferentielInvalide` at the first incoherence of the common part."""
    for nom in ("couloir", "partie", "question", "exigence", "source"):
        check_blocks((item.code for item in getattr(commun, f"{nom}s")), nom, fichier)
    _check_echelle(commun.echelle, fichier)
    for source in commun.sources:
        _check_adresse(source.adresse, f"[[source]] « {source.code} »", "adresse", fichier)
    for couloir in commun.couloirs:
        bloc = f"[[couloir]] « {couloir.code} »"
        _check_code(couloir.code, bloc, fichier)
        _check_longueur(couloir.code, LONGUEUR_COULOIR, bloc, "code", fichier)
    if tuple(etape.numero for etape in commun.etapes) != ETAPES:
        raise ReferentielInvalide(fichier, "[[etape]]", "numero", "les étapes sont 1, 2, 3 et 4, dans cet ordre.")
    for partie in commun.parties:
        if partie.etape not in ETAPES:
            raise ReferentielInvalide(fichier, f"[[partie]] « {partie.code} »", "etape", "attend 1, 2, 3 ou 4.")
    for item in (*commun.questions, *commun.exigences):
        _check_item(item, commun, fichier)
    check_temps(commun, fichier)


def check_dispositif(dispositif: Dispositif, fichier: str) -> None:
    """Raises `ReferentielInvalide` at the first incoherence of a dispositif."""
    if not CODE_DISPOSITIF.fullmatch(dispositif.code):
        phrase = "attend des lettres sans accent, des chiffres et des tirets, 60 caractères au plus."
        raise ReferentielInvalide(fichier, "[dispositif]", "code", phrase)
    _check_longueur(dispositif.libelle, LONGUEUR_LIBELLE, "[dispositif]", "libelle", fichier)
    for profil in dispositif.profils:
        _check_code(profil.code, f"[[profil]] « {profil.code} »", fichier)
    check_codes(dispositif, fichier)
    _check_adresse(dispositif.reference, "[dispositif]", "reference", fichier)
    for item in (*dispositif.questions, *dispositif.exigences):
        _check_item(item, dispositif.commun, fichier)
    for exigence in dispositif.exigences:
        check_conditions(exigence, dispositif, fichier)
        _check_renvois(exigence, dispositif, fichier)
    for echeance in dispositif.echeances:
        bloc = f"[[echeance]] « {echeance.code} »"
        _check_adresse(echeance.reference, bloc, "reference", fichier)
        if echeance.etape not in (None, *ETAPES):
            raise ReferentielInvalide(fichier, bloc, "etape", "attend 1, 2, 3 ou 4.")
    _check_exemples_dispositif(dispositif, fichier)


def _check_echelle(echelle: Echelle, fichier: str) -> None:
    check_blocks((statut.code for statut in echelle.statuts), "statut", fichier)
    rangs = [str(statut.rang) for statut in echelle.statuts if statut.rang is not None]
    check_unique(rangs, "[[statut]]", fichier, "rang")
    libelles = [libelle.casefold() for statut in echelle.statuts for libelle in (statut.libelle, *statut.libelles)]
    check_unique(libelles, "[[statut]]", fichier, "libelles")


def _check_adresse(adresse: str, bloc: str, champ: str, fichier: str) -> None:
    if not ADRESSE.fullmatch(adresse):
        raise ReferentielInvalide(fichier, bloc, champ, "attend une adresse https:// ou le code d’une source.")


def _check_code(code: str, bloc: str, fichier: str) -> None:
    if not CODE.fullmatch(code):
        phrase = (
            "attend des minuscules sans accent, des chiffres et « _ », en commençant par une lettre, "
            "60 caractères au plus."
        )
        raise ReferentielInvalide(fichier, bloc, "code", phrase)


def _check_longueur(texte: str, maximum: int, bloc: str, champ: str, fichier: str) -> None:
    if len(texte) > maximum:
        raise ReferentielInvalide(
            fichier, bloc, champ, f"compte {len(texte)} caractères, {maximum} au plus sont admis."
        )


def _check_item(item: Question | Exigence, commun: Commun, fichier: str) -> None:
    bloc = f"[[{type(item).__name__.lower()}]] « {item.code} »"
    _check_code(item.code, bloc, fichier)
    _check_adresse(item.reference, bloc, "reference", fichier)
    if item.etape not in ETAPES:
        raise ReferentielInvalide(fichier, bloc, "etape", "attend 1, 2, 3 ou 4.")
    admises = [partie.code for partie in commun.parties if partie.etape == item.etape]
    if item.partie not in admises:
        liste = ", ".join(admises) or "aucune"
        phrase = f"« {item.partie} » n’est pas une partie de l’étape {item.etape}. Admises : {liste}."
        raise ReferentielInvalide(fichier, bloc, "partie", phrase)
    if isinstance(item, Exigence):
        _check_exigence(item, bloc, commun, fichier)
    else:
        check_unique((choix.code for choix in item.choix), bloc, fichier, "choix")


def _check_exigence(exigence: Exigence, bloc: str, commun: Commun, fichier: str) -> None:
    if not exigence.exemples:
        raise ReferentielInvalide(fichier, bloc, "exemples", "donnez au moins un exemple : il sert d’essai.")
    for exemple in exigence.exemples:
        if exemple.alors not in VERDICTS:
            raise ReferentielInvalide(fichier, bloc, "exemples", f"« alors » attend {', '.join(VERDICTS)}.")
    if exigence.depuis and exigence.jusqu_a and exigence.depuis > exigence.jusqu_a:
        raise ReferentielInvalide(fichier, bloc, "jusqu_a", "ne peut pas précéder « depuis ».")
    if not set(exigence.formats_fichier) <= set(FORMATS) or not exigence.formats_fichier:
        raise ReferentielInvalide(fichier, bloc, "formats_fichier", f"attend une liste parmi {', '.join(FORMATS)}.")
    if exigence.lecture:
        rangs = [statut.code for statut in commun.echelle.statuts if statut.rang is not None]
        if exigence.lecture.statut_min not in rangs:
            raise ReferentielInvalide(fichier, bloc, "lecture", f"« statut_min » attend {', '.join(rangs)}.")


def _check_renvois(exigence: Exigence, dispositif: Dispositif, fichier: str) -> None:
    codes = {autre.code for autre in dispositif.commun.exigences} | {autre.code for autre in dispositif.exigences}
    for code in exigence.distinct_de:
        if code not in codes:
            bloc = f"[[exigence]] « {exigence.code} »"
            phrase = f"« {code} » n’est pas une exigence connue.{suggest(code, codes)}"
            raise ReferentielInvalide(fichier, bloc, "distinct_de", phrase)


def _check_exemples_dispositif(dispositif: Dispositif, fichier: str) -> None:
    connus = known_facts(dispositif)
    codes = {exigence.code for exigence in dispositif.exigences}
    for rang, exemple in enumerate(dispositif.exemples, 1):
        bloc = f"[[exemple]] n° {rang}"
        check_quand(exemple.quand, connus, fichier, bloc, "quand")
        for code, verdict in exemple.alors:
            if code not in codes or verdict not in VERDICTS:
                phrase = f"« {code} » doit être une exigence de ce dispositif, et son verdict {', '.join(VERDICTS)}."
                raise ReferentielInvalide(fichier, bloc, "alors", phrase)
