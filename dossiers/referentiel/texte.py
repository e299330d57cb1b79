"""Reads the TOML texts: `commun.toml` and one file per dispositif. What is malformed is refused with a sentence.

The format is described, field by field, in docs/referentiel.md.
"""

import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache

from dossiers.referentiel.champ import build, refuse_unknown
from dossiers.referentiel.coherence import check_commun, check_dispositif
from dossiers.referentiel.commun import Commun, Couloir, Etape, Fermeture, Partie
from dossiers.referentiel.dispositif import Dispositif, Echeance, ExempleDispositif, Profil
from dossiers.referentiel.echelle import Echelle, Statut
from dossiers.referentiel.erreur import ReferentielInvalide, suggest
from dossiers.referentiel.exigence import Exigence
from dossiers.referentiel.jalon import Jalon
from dossiers.referentiel.question import Question
from dossiers.referentiel.relance import Relance
from dossiers.referentiel.source import Source
from dossiers.referentiel.syntaxe import describe_syntax

BLOCS_COMMUN = (
    *("couloir", "etape", "partie", "source", "statut", "question", "exigence"),
    *("fermeture", "relance", "jalon"),
)
BLOCS_DISPOSITIF = ("profil", "question", "exigence", "echeance", "exemple")
TETE = (
    *("code", "libelle", "couloir", "produit", "vague", "reference", "lu_le"),
    *("financement", "certitude", "note", "reprend", "questions"),
)
NOM_COMMUN = "commun.toml"


@lru_cache(maxsize=8)
def read_commun(texte: str, fichier: str = NOM_COMMUN) -> Commun:
    """The common part; read once, since every dispositif has the same. Raises `ReferentielInvalide`."""
    brut = _parse(texte, fichier, BLOCS_COMMUN)
    sources = tuple(_blocks(Source, "source", brut, fichier))
    commun = Commun(
        couloirs=tuple(_blocks(Couloir, "couloir", brut, fichier)),
        etapes=tuple(_blocks(Etape, "etape", brut, fichier)),
        parties=tuple(_blocks(Partie, "partie", brut, fichier)),
        sources=sources,
        echelle=Echelle(tuple(_blocks(Statut, "statut", brut, fichier))),
        questions=tuple(_blocks(Question, "question", brut, fichier, sources)),
        exigences=tuple(_blocks(Exigence, "exigence", brut, fichier, sources)),
        fermetures=tuple(_blocks(Fermeture, "fermeture", brut, fichier)),
        relances=tuple(_blocks(Relance, "relance", brut, fichier)),
        jalons=tuple(_blocks(Jalon, "jalon", brut, fichier)),
    )
    check_commun(commun, fichier)
    return commun


def read_dispositif(texte: str, commun: Commun, fichier: str = "dispositif.toml") -> Dispositif:
    """One dispositif, its catalogue requirements taken from `commun`. Raises `ReferentielInvalide`."""
    brut = _parse(texte, fichier, (*BLOCS_DISPOSITIF, "dispositif", "faits"))
    tete = brut.get("dispositif")
    if not isinstance(tete, dict):
        raise ReferentielInvalide(
            fichier, "[dispositif]", "", "ce bloc est obligatoire, ajoutez-le en tête du fichier."
        )
    refuse_unknown(tete, TETE, fichier, "[dispositif]")
    tete = dict(tete)
    reprises = _take(tete, "reprend", commun.exigences, fichier)
    questions = _take(tete, "questions", commun.questions, fichier)
    couloir = _couloir(tete.pop("couloir", None), commun, fichier)
    sources = commun.sources
    dispositif = build(
        Dispositif,
        {**_resolve(tete, sources, fichier, "[dispositif]"), "faits": brut.get("faits", {})},
        fichier,
        "[dispositif]",
        couloir=couloir,
        commun=commun,
        profils=tuple(_blocks(Profil, "profil", brut, fichier)),
        questions=questions + tuple(_blocks(Question, "question", brut, fichier, sources)),
        exigences=_sort(reprises + tuple(_blocks(Exigence, "exigence", brut, fichier, sources)), commun),
        echeances=tuple(_blocks(Echeance, "echeance", brut, fichier, sources)),
        exemples=tuple(_blocks(ExempleDispositif, "exemple", brut, fichier)),
    )
    check_dispositif(dispositif, fichier)
    return dispositif


def _parse(texte: str, fichier: str, admis: Iterable[str]) -> dict:
    try:
        brut = tomllib.loads(texte)
    except tomllib.TOMLDecodeError as erreur:
        raise ReferentielInvalide(fichier, "texte", "", describe_syntax(str(erreur))) from None
    for nom in brut:
        if nom not in admis:
            raise ReferentielInvalide(fichier, f"[[{nom}]]", "", f"bloc inconnu. Admis : {', '.join(admis)}.")
    return brut


def _blocks(cls: type, nom: str, brut: dict, fichier: str, sources: tuple[Source, ...] | None = None) -> Iterator:
    blocs = brut.get(nom, [])
    if not isinstance(blocs, list):
        raise ReferentielInvalide(fichier, f"[{nom}]", "", f"écrivez ce bloc entre doubles crochets : [[{nom}]].")
    for rang, bloc in enumerate(blocs, 1):
        repere = bloc.get("code") if isinstance(bloc, dict) else None
        lieu = f"[[{nom}]] « {repere} »" if isinstance(repere, str) else f"[[{nom}]] n° {rang}"
        yield build(cls, bloc if sources is None else _resolve(bloc, sources, fichier, lieu), fichier, lieu)


def _resolve(bloc: object, sources: tuple[Source, ...], fichier: str, lieu: str) -> object:
    """`reference` may be the code of a source: its address and reading date then stand in the block."""
    reference = bloc.get("reference") if isinstance(bloc, dict) else None
    if not isinstance(reference, str) or "/" in reference:
        return bloc
    for source in sources:
        if source.code == reference:
            return {"lu_le": source.lu_le, **bloc, "reference": source.adresse}  # type: ignore[dict-item]
    connues = ", ".join(source.code for source in sources) or "aucune"
    phrase = f"« {reference} » n’est ni une adresse https:// ni le code d’une source. Connues : {connues}."
    raise ReferentielInvalide(fichier, lieu, "reference", phrase)


def _take(tete: dict, champ: str, catalogue: tuple, fichier: str) -> tuple:
    codes = tete.pop(champ, [])
    if not isinstance(codes, list):
        raise ReferentielInvalide(fichier, "[dispositif]", champ, "attend une liste de codes entre crochets.")
    connus = {item.code: item for item in catalogue}
    for code in codes:
        if not isinstance(code, str) or code not in connus:
            phrase = f"« {code} » n’est pas dans {NOM_COMMUN}.{suggest(str(code), connus)}"
            raise ReferentielInvalide(fichier, "[dispositif]", champ, phrase)
    return tuple(connus[code] for code in codes)


def _couloir(code: object, commun: Commun, fichier: str) -> Couloir:
    for couloir in commun.couloirs:
        if couloir.code == code:
            return couloir
    admis = ", ".join(couloir.code for couloir in commun.couloirs)
    raise ReferentielInvalide(fichier, "[dispositif]", "couloir", f"attend un de ces codes : {admis}.")


def _sort(exigences: tuple[Exigence, ...], commun: Commun) -> tuple[Exigence, ...]:
    """Requirements in the order of the parts of the form; within a part, in the order of the texts."""
    rang = {partie.code: numero for numero, partie in enumerate(commun.parties)}
    return tuple(sorted(exigences, key=lambda exigence: rang.get(exigence.partie, 0)))
