"""What a text must satisfy beyond its fields: codes that exist, facts that are known, an example for each block."""

import re
from collections.abc import Iterable

from dossiers.referentiel.commun import Commun
from dossiers.referentiel.condition import Attendu, Clause
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.echelle import Echelle
from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.referentiel.exigence import Exigence
from dossiers.referentiel.question import Question

CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
CODE_DISPOSITIF = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")
# What the database keeps of them.
LONGUEUR_COULOIR = 20
LONGUEUR_LIBELLE = 200
ADRESSE = re.compile(r"https://[^\s/]+\.[^\s]+")
VERDICTS = ("oui", "non", "inconnu")
IMAGES = ("png", "jpeg", "webp")
# Facts that the dossier itself brings, whatever the dispositif; `profil_<code>` comes with each profil.
FAITS_DU_DOSSIER = ("financement", "proxy")


def check_commun(commun: Commun, fichier: str) -> None:
    """Raises `ReferentielInvalide` at the first incoherence of the common part."""
    for nom in ("couloirs", "etapes", "parties", "questions", "exigences", "sources"):
        items = getattr(commun, nom)
        _check_unique((str(getattr(item, "code", getattr(item, "numero", ""))) for item in items), nom, fichier)
    _check_echelle(commun.echelle, fichier)
    for source in commun.sources:
        _check_adresse(source.adresse, f"[[source]] « {source.code} »", "adresse", fichier)
    for couloir in commun.couloirs:
        bloc = f"[[couloir]] « {couloir.code} »"
        _check_code(couloir.code, bloc, fichier)
        _check_longueur(couloir.code, LONGUEUR_COULOIR, bloc, "code", fichier)
    if tuple(etape.numero for etape in commun.etapes) != (1, 2, 3, 4):
        raise ReferentielInvalide(fichier, "[[etape]]", "numero", "les étapes sont 1, 2, 3 et 4, dans cet ordre.")
    for partie in commun.parties:
        if partie.etape not in (1, 2, 3, 4):
            raise ReferentielInvalide(fichier, f"[[partie]] « {partie.code} »", "etape", "attend 1, 2, 3 ou 4.")
    for item in (*commun.questions, *commun.exigences):
        _check_item(item, commun, fichier)


def check_dispositif(dispositif: Dispositif, fichier: str) -> None:
    """Raises `ReferentielInvalide` at the first incoherence of a dispositif."""
    if not CODE_DISPOSITIF.fullmatch(dispositif.code):
        phrase = "attend des lettres sans accent, des chiffres et des tirets, 60 caractères au plus."
        raise ReferentielInvalide(fichier, "[dispositif]", "code", phrase)
    _check_longueur(dispositif.libelle, LONGUEUR_LIBELLE, "[dispositif]", "libelle", fichier)
    _check_codes(dispositif, fichier)
    _check_adresse(dispositif.reference, "[dispositif]", "reference", fichier)
    for item in (*dispositif.questions, *dispositif.exigences):
        _check_item(item, dispositif.commun, fichier)
    connus = known_facts(dispositif)
    for exigence in dispositif.exigences:
        _check_conditions(exigence, connus, fichier)
        _check_renvois(exigence, dispositif, fichier)
    for echeance in dispositif.echeances:
        bloc = f"[[echeance]] « {echeance.code} »"
        _check_adresse(echeance.reference, bloc, "reference", fichier)
        if echeance.etape not in (None, 1, 2, 3, 4):
            raise ReferentielInvalide(fichier, bloc, "etape", "attend 1, 2, 3 ou 4.")
    _check_exemples_dispositif(dispositif, connus, fichier)


def _check_codes(dispositif: Dispositif, fichier: str) -> None:
    """A code names one thing only: a fact that were also a question would be wiped out by the silence of its answer."""
    _check_unique((profil.code for profil in dispositif.profils), "profil", fichier)
    _check_unique((echeance.code for echeance in dispositif.echeances), "echeance", fichier)
    for profil in dispositif.profils:
        _check_code(profil.code, f"[[profil]] « {profil.code} »", fichier)
    codes = [item.code for item in (*dispositif.questions, *dispositif.exigences)]
    donnes = [*FAITS_DU_DOSSIER, *(f"profil_{profil.code}" for profil in dispositif.profils)]
    faits = [fait for fait, _ in dispositif.faits]
    _check_unique((*codes, *donnes, *faits), "question, exigence ou fait", fichier)


def _check_echelle(echelle: Echelle, fichier: str) -> None:
    _check_unique((statut.code for statut in echelle.statuts), "statut", fichier)
    _check_unique(
        (str(statut.rang) for statut in echelle.statuts if statut.rang is not None), "statut", fichier, "rang"
    )
    libelles = [libelle.casefold() for statut in echelle.statuts for libelle in (statut.libelle, *statut.libelles)]
    _check_unique(libelles, "statut", fichier, "libelles")


def known_facts(dispositif: Dispositif) -> dict[str, tuple[str, ...] | None]:
    """Fact → the words it may take, None for a yes/no fact (or a word fixed by the dispositif)."""
    connus: dict[str, tuple[str, ...] | None] = dict.fromkeys(FAITS_DU_DOSSIER)
    connus |= {f"profil_{profil.code}": None for profil in dispositif.profils}
    connus |= {fait: (valeur,) if isinstance(valeur, str) else None for fait, valeur in dispositif.faits}
    for question in dispositif.questions:
        connus[question.code] = tuple(choix.code for choix in question.choix) or None
    return connus


def _check_unique(codes: Iterable[str], nom: str, fichier: str, champ: str = "code") -> None:
    vus: set[str] = set()
    for code in codes:
        if code in vus:
            raise ReferentielInvalide(fichier, nom, champ, f"« {code} » est écrit deux fois.")
        vus.add(code)


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
    if item.partie not in {partie.code for partie in commun.parties if partie.etape == item.etape}:
        raise ReferentielInvalide(fichier, bloc, "partie", f"n’est pas une partie de l’étape {item.etape}.")
    if isinstance(item, Exigence):
        _check_exigence(item, bloc, commun, fichier)
    else:
        _check_unique((choix.code for choix in item.choix), bloc, fichier, "choix")


def _check_exigence(exigence: Exigence, bloc: str, commun: Commun, fichier: str) -> None:
    if not exigence.exemples:
        raise ReferentielInvalide(fichier, bloc, "exemples", "donnez au moins un exemple : il sert d’essai.")
    for exemple in exigence.exemples:
        if exemple.alors not in VERDICTS:
            raise ReferentielInvalide(fichier, bloc, "exemples", f"« alors » attend {', '.join(VERDICTS)}.")
    if exigence.depuis and exigence.jusqu_a and exigence.depuis > exigence.jusqu_a:
        raise ReferentielInvalide(fichier, bloc, "jusqu_a", "ne peut pas précéder « depuis ».")
    if not set(exigence.formats_fichier) <= set(IMAGES) or not exigence.formats_fichier:
        raise ReferentielInvalide(fichier, bloc, "formats_fichier", f"attend une liste parmi {', '.join(IMAGES)}.")
    if exigence.lecture:
        rangs = [statut.code for statut in commun.echelle.statuts if statut.rang is not None]
        if exigence.lecture.statut_min not in rangs:
            raise ReferentielInvalide(fichier, bloc, "lecture", f"« statut_min » attend {', '.join(rangs)}.")


def _check_conditions(exigence: Exigence, connus: dict, fichier: str) -> None:
    bloc = f"[[exigence]] « {exigence.code} »"
    for champ, clause in (("si", exigence.si), *(("sauf", clause) for clause in exigence.sauf)):
        _check_clause(clause, connus, fichier, bloc, champ)
    for exemple in exigence.exemples:
        _check_quand(exemple.quand, connus, fichier, bloc, "exemples")


def _check_clause(clause: Clause, connus: dict, fichier: str, bloc: str, champ: str) -> None:
    _check_faits(clause.faits, connus, fichier, bloc, champ)
    for fait, attendu in clause.termes:
        _check_valeurs(fait, attendu, connus[fait], fichier, bloc, champ)


def _check_quand(quand: tuple, connus: dict, fichier: str, bloc: str, champ: str) -> None:
    """The facts of an example: a word given for a yes/no fact would otherwise pass for « no »."""
    _check_faits([fait for fait, _ in quand], connus, fichier, bloc, champ)
    for fait, valeur in quand:
        _check_valeurs(fait, valeur if isinstance(valeur, bool) else (valeur,), connus[fait], fichier, bloc, champ)


def _check_valeurs(fait: str, attendu: Attendu, mots: tuple | None, fichier: str, bloc: str, champ: str) -> None:
    if (mots is None) != isinstance(attendu, bool):
        genre = "true ou false" if mots is None else f"un de ces mots : {', '.join(mots)}"
        raise ReferentielInvalide(fichier, bloc, champ, f"le fait « {fait} » attend {genre}.")
    if mots and isinstance(attendu, tuple) and len(mots) > 1 and not set(attendu) <= set(mots):
        phrase = f"le fait « {fait} » attend un de ces mots : {', '.join(mots)}."
        raise ReferentielInvalide(fichier, bloc, champ, phrase)


def _check_faits(faits: Iterable[str], connus: dict, fichier: str, bloc: str, champ: str) -> None:
    for fait in faits:
        if fait not in connus:
            phrase = f"le fait « {fait} » n’est ni une question, ni un fait du dispositif, ni un profil."
            raise ReferentielInvalide(fichier, bloc, champ, phrase)


def _check_renvois(exigence: Exigence, dispositif: Dispositif, fichier: str) -> None:
    codes = {autre.code for autre in dispositif.commun.exigences} | {autre.code for autre in dispositif.exigences}
    for code in exigence.distinct_de:
        if code not in codes:
            bloc = f"[[exigence]] « {exigence.code} »"
            raise ReferentielInvalide(fichier, bloc, "distinct_de", f"« {code} » n’est pas une exigence connue.")


def _check_exemples_dispositif(dispositif: Dispositif, connus: dict, fichier: str) -> None:
    codes = {exigence.code for exigence in dispositif.exigences}
    for rang, exemple in enumerate(dispositif.exemples, 1):
        bloc = f"[[exemple]] n° {rang}"
        _check_quand(exemple.quand, connus, fichier, bloc, "quand")
        for code, verdict in exemple.alors:
            if code not in codes or verdict not in VERDICTS:
                phrase = f"« {code} » doit être une exigence de ce dispositif, et son verdict {', '.join(VERDICTS)}."
                raise ReferentielInvalide(fichier, bloc, "alors", phrase)
