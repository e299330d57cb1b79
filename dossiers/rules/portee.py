"""The scope of an answer: in which cases it holds. A case is one dispositif, one couloir without any, or one service.

Scopes are sets of cases: two answers that hold in one case overlap; a question is worth asking while its choices still
lead to different answers. Nothing is ever deduced from a code.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

Fait = bool | str


@dataclass(frozen=True)
class Cas:
    """One case that a person may be in. `couloir`, `dispositif`, `produit` are None where there is none."""

    offre: str
    couloir: str | None = None
    dispositif: str | None = None
    produit: str | None = None
    faits: tuple[tuple[str, Fait], ...] = ()


@dataclass(frozen=True)
class Catalogue:
    """All the cases, and what each code is called, axis by axis."""

    cas: tuple[Cas, ...]
    libelles: tuple[tuple[str, str, str], ...]

    def libelle(self, axe: str, code: str) -> str:
        """The label of a code on an axis, the code itself when it has none."""
        return _labels(self).get((axe, code), code)


@dataclass(frozen=True)
class Portee:
    """Where an answer holds: an empty axis holds everywhere. `faits` are those its dispositif must have."""

    thematique: str
    offres: tuple[str, ...] = ()
    couloirs: tuple[str, ...] = ()
    dispositifs: tuple[str, ...] = ()
    produits: tuple[str, ...] = ()
    faits: tuple[tuple[str, Fait], ...] = ()


AXES = ("offre", "couloir", "dispositif", "produit")


@lru_cache(maxsize=8)
def _labels(catalogue: Catalogue) -> Mapping[tuple[str, str], str]:
    return {(axe, code): libelle for axe, code, libelle in catalogue.libelles}


def write_portee(portee: Portee) -> str:
    """A text that is the same for equal scopes: what rows are grouped by."""
    contenu = {
        "t": portee.thematique,
        **{axe: sorted(getattr(portee, f"{axe}s")) for axe in AXES if getattr(portee, f"{axe}s")},
        **({"faits": dict(sorted(portee.faits))} if portee.faits else {}),
    }
    return json.dumps(contenu, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=4096)
def read_portee(texte: str) -> Portee:
    """The scope that `write_portee` wrote."""
    contenu = json.loads(texte)
    axes = {f"{axe}s": tuple(contenu.get(axe, ())) for axe in AXES}
    return Portee(contenu["t"], faits=tuple(contenu.get("faits", {}).items()), **axes)


@lru_cache(maxsize=8192)
def cases_of(portee: Portee, catalogue: Catalogue) -> frozenset[int]:
    """The ranks of the cases in which an answer of that scope holds."""
    return frozenset(rang for rang, cas in enumerate(catalogue.cas) if holds(portee, cas))


def holds(portee: Portee, cas: Cas) -> bool:
    """Whether an answer of that scope holds in that case."""
    axes = all(
        not admis or valeur in admis
        for admis, valeur in (
            (portee.offres, cas.offre),
            (portee.couloirs, cas.couloir),
            (portee.dispositifs, cas.dispositif),
            (portee.produits, cas.produit),
        )
    )
    return axes and set(portee.faits) <= set(cas.faits)


def cases_matching(choix: Mapping[str, str], catalogue: Catalogue) -> frozenset[int]:
    """The ranks of the cases that agree with what was chosen, axis by axis; what was not chosen leaves all open."""
    voulus = {axe: choix[axe] for axe in AXES if choix.get(axe)}
    return frozenset(
        rang for rang, cas in enumerate(catalogue.cas) if all(getattr(cas, axe) == v for axe, v in voulus.items())
    )


def describe_portee(portee: Portee, catalogue: Catalogue) -> str:
    """« Médecin de ville, Imagerie ; dispositifs … »: where an answer holds, in words; « toutes les situations »."""
    parties = [
        ", ".join(catalogue.libelle(axe, code) for code in getattr(portee, f"{axe}s"))
        for axe in AXES[1:]
        if getattr(portee, f"{axe}s")
    ]
    parties += [catalogue.libelle("fait", f"{nom}={_word(valeur)}") for nom, valeur in portee.faits]
    offres = ", ".join(catalogue.libelle("offre", code) for code in portee.offres)
    return " ; ".join(parties) or offres or "toutes les situations"


def _word(valeur: Fait) -> str:
    return ("oui" if valeur else "non") if isinstance(valeur, bool) else valeur


def overlapping(portees: Iterable[tuple[str, Portee]], catalogue: Catalogue) -> list[tuple[str, str]]:
    """The pairs of codes whose scopes share a case: were they to answer one question, they would contradict."""
    lus = [(code, cases_of(portee, catalogue)) for code, portee in portees]
    return [(a, b) for rang, (a, ca) in enumerate(lus) for b, cb in lus[rang + 1 :] if ca & cb]
