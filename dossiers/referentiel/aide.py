"""Reads the TOML texts of the help: what is common to all answers, then the answers. Refuses with a sentence."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from dossiers.referentiel.champ import build
from dossiers.referentiel.erreur import ReferentielInvalide, suggest
from dossiers.referentiel.fiche import Critere, Fait, Fiche, Moyen, Offre, Service, Terminologie, Thematique
from dossiers.referentiel.lexique import Lexique, Synonyme
from dossiers.referentiel.source import Source
from dossiers.referentiel.syntaxe import describe_syntax

BLOCS = {
    "offre": Offre,
    "service": Service,
    "thematique": Thematique,
    "fait": Fait,
    "source": Source,
    "moyen": Moyen,
    "critere": Critere,
    "terminologie": Terminologie,
    "synonyme": Synonyme,
    "fiche": Fiche,
}
# Lists of words, outside any block.
MOTS = ("vides", "courants")


@dataclass(frozen=True)
class Aide:
    """All the texts of the help. What is of no file is empty."""

    offres: tuple[Offre, ...] = ()
    services: tuple[Service, ...] = ()
    thematiques: tuple[Thematique, ...] = ()
    faits: tuple[Fait, ...] = ()
    sources: tuple[Source, ...] = ()
    moyens: tuple[Moyen, ...] = ()
    criteres: tuple[Critere, ...] = ()
    terminologies: tuple[Terminologie, ...] = ()
    lexique: Lexique = Lexique()
    fiches: tuple[Fiche, ...] = ()

    def source(self, code: str) -> Source:
        """The source of that code; `KeyError` when there is none."""
        return _by_code(self.sources, code)

    def thematique(self, code: str) -> Thematique:
        """The thématique of that code; `KeyError` when there is none."""
        return _by_code(self.thematiques, code)


def read_aide(textes: dict[str, str]) -> Aide:
    """The help of several files, name → text, taken together. Raises `ReferentielInvalide`."""
    lus: dict[str, list] = {nom: [] for nom in BLOCS}
    mots: dict[str, list[str]] = {nom: [] for nom in MOTS}
    for fichier, texte in textes.items():
        brut = _parse(texte, fichier)
        for nom, liste in mots.items():
            liste += brut.pop(nom, [])
        for nom, blocs in brut.items():
            lus[nom] += _blocks(nom, blocs, fichier)
    aide = Aide(
        offres=tuple(lus["offre"]),
        services=tuple(lus["service"]),
        thematiques=tuple(lus["thematique"]),
        faits=tuple(lus["fait"]),
        sources=tuple(lus["source"]),
        moyens=tuple(lus["moyen"]),
        criteres=tuple(lus["critere"]),
        terminologies=tuple(lus["terminologie"]),
        lexique=Lexique(tuple(lus["synonyme"]), **{nom: tuple(liste) for nom, liste in mots.items()}),
        fiches=tuple(lus["fiche"]),
    )
    _check(aide)
    return aide


def _parse(texte: str, fichier: str) -> dict:
    try:
        brut = tomllib.loads(texte)
    except tomllib.TOMLDecodeError as erreur:
        raise ReferentielInvalide(fichier, "texte", "", describe_syntax(str(erreur))) from None
    for nom in brut:
        if nom not in (*BLOCS, *MOTS):
            raise ReferentielInvalide(fichier, f"[[{nom}]]", "", f"bloc inconnu. Admis : {', '.join(BLOCS)}.")
    return brut


def _blocks(nom: str, blocs: object, fichier: str) -> Iterator:
    if not isinstance(blocs, list):
        raise ReferentielInvalide(fichier, f"[{nom}]", "", f"écrivez ce bloc entre doubles crochets : [[{nom}]].")
    for rang, bloc in enumerate(blocs, 1):
        repere = bloc.get("code") if isinstance(bloc, dict) else None
        lieu = f"[[{nom}]] « {repere} »" if isinstance(repere, str) else f"[[{nom}]] n° {rang}"
        yield build(BLOCS[nom], bloc, fichier, lieu)


def _check(aide: Aide) -> None:
    """Each answer is ranged by what exists, cites a source that exists, and bears a code of its own."""
    vus: set[str] = set()
    for fiche in aide.fiches:
        lieu = f"[[fiche]] « {fiche.code} »"
        if fiche.code in vus:
            raise ReferentielInvalide("aide", lieu, "code", "ce code est déjà celui d’une autre fiche.")
        vus.add(fiche.code)
        _require(fiche.sources, {source.code for source in aide.sources}, lieu, "sources")
        _require((fiche.thematique,), {thematique.code for thematique in aide.thematiques}, lieu, "thematique")
        _require(fiche.offres, {offre.code for offre in aide.offres}, lieu, "offres")
        if not fiche.sources:
            raise ReferentielInvalide("aide", lieu, "sources", "citez au moins une source.")


def _require(codes: tuple[str, ...], admis: set[str], lieu: str, champ: str) -> None:
    for code in codes:
        if code not in admis:
            raise ReferentielInvalide("aide", lieu, champ, f"« {code} » n’existe pas.{suggest(code, admis)}")


def _by_code(objets: tuple, code: str):
    for objet in objets:
        if objet.code == code:
            return objet
    raise KeyError(code)
