"""The search: candidates by the database's own full text, ranked by the rules, so that both databases agree."""

from collections.abc import Mapping
from dataclasses import dataclass

from dossiers.models import Fiche, Mots
from dossiers.queries.aide import table_lexique
from dossiers.queries.portee import catalogue
from dossiers.queries.vocabulaire import vocabulaire
from dossiers.rules.portee import Cas, Catalogue, Portee, describe_portee, holds, read_portee
from dossiers.rules.recherche import Candidate, rank
from dossiers.rules.vocabulaire import Demande, Vocabulaire, read_demande

# The ranking never looks at more answers than that, however many there are.
CANDIDATES = 300
LONGUEUR = 200


@dataclass(frozen=True)
class Trouvee:
    """An answer found: `fiche` carries what a list shows of it."""

    fiche: Fiche
    score: float
    portee: str


@dataclass(frozen=True)
class Resultats:
    """`corrections`: words mended, as typed → as read."""

    trouvees: tuple[Trouvee, ...]
    corrections: Mapping[str, str]
    demande: Demande


def resultats_of(texte: str, dispositif: str = "") -> Resultats:
    """The answers to a question, best first, in four queries at most. An unknown dispositif narrows nothing."""
    connu, poids = vocabulaire()
    demande = read_demande(texte[:LONGUEUR], table_lexique(), connu)
    cases = catalogue()
    cas = next((c for c in cases.cas if dispositif and c.dispositif == dispositif), None)
    lignes = {ligne.fiche.code: ligne for ligne in _candidates(demande, connu)}
    admises = [_candidate(ligne, cas) for ligne in lignes.values() if _concerns(ligne.fiche.portee, cas)]
    rangs = rank(demande.racines, admises, _worth(demande, poids, connu))
    trouvees = tuple(_found(lignes[rang.code], rang.score, cases) for rang in rangs)
    return Resultats(trouvees, demande.corrections, demande)


def _worth(demande: Demande, poids: dict[str, float], connu: Vocabulaire) -> Mapping[str, float]:
    """A word that no answer holds is worth the most: it weighs against all of them."""
    inconnus = [racine for racine in demande.racines if racine not in poids]
    plus_rare = max(poids.values(), default=1.0)
    return {**poids, **dict.fromkeys(inconnus, plus_rare)} if inconnus else poids


def _candidates(demande: Demande, connu: Vocabulaire) -> list[Mots]:
    """The rows that hold the rarest words asked for; when even those are common, all the words together first."""
    racines = sorted((connu.racines[r], r) for r in demande.racines if r in connu.racines)
    if not racines:
        return []
    rares, somme = [], 0
    for nombre, racine in racines:
        somme += nombre
        if rares and somme > CANDIDATES:
            break
        rares.append(racine)
    ensemble = " ".join(racine for _, racine in racines)
    if racines[0][0] > CANDIDATES and len(racines) > 1:
        trouves = _read(ensemble)
        return trouves or _read(rares[0])
    return _read("|".join(rares))


def _read(expression: str) -> list[Mots]:
    lignes = Mots.objects.filter(tout__pleintexte=expression).select_related("fiche")
    colonnes = ("formulations", "corps", *(f"fiche__{nom}" for nom in ("code", "question", "essentiel", "portee")))
    return list(lignes.only(*colonnes).order_by("pk")[:CANDIDATES])


def _concerns(portee: str, cas: Cas | None) -> bool:
    """False for what holds in another dispositif than the one named; what is of another offre stays."""
    lue = read_portee(portee)
    return cas is None or holds(lue, cas) or bool(lue.offres and cas.offre not in lue.offres)


def _candidate(ligne: Mots, cas: Cas | None) -> Candidate:
    portee = read_portee(ligne.fiche.portee)
    formulations = tuple(frozenset(texte.split()) for texte in ligne.formulations)
    precise = cas is not None and holds(portee, cas) and _is_narrow(portee)
    return Candidate(ligne.fiche.code, formulations, frozenset(ligne.corps.split()), precise)


def _is_narrow(portee: Portee) -> bool:
    return bool(portee.couloirs or portee.dispositifs or portee.produits or portee.faits)


def _found(ligne: Mots, score: float, cases: Catalogue) -> Trouvee:
    return Trouvee(ligne.fiche, score, describe_portee(read_portee(ligne.fiche.portee), cases))
