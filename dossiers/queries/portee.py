"""The cases a person may be in: every published dispositif, every couloir without any, every service of the help."""

from functools import lru_cache

from dossiers.models import Referentiel
from dossiers.queries.aide import aide_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.aide import Aide
from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.portee import Cas, Catalogue


def catalogue() -> Catalogue:
    """All the cases, in one query; the texts are read again only when a référentiel was published."""
    versions = Referentiel.objects.order_by("couloir", "libelle", "code", "-version")
    derniers: dict[str, str] = {}
    for code, sha256 in versions.values_list("code", "sha256"):
        derniers.setdefault(code, sha256)
    return _catalogue(tuple(derniers.items()))


def cas_of(dispositif: Dispositif) -> Cas:
    """The case of whoever presents a solution to that dispositif."""
    return _case(dispositif, _offre(aide_of()))


@lru_cache(maxsize=8)
def _catalogue(derniers: tuple[tuple[str, str], ...]) -> Catalogue:
    lus = {r.sha256: r for r in Referentiel.objects.filter(sha256__in=[sha for _, sha in derniers]).order_by("pk")}
    dispositifs = [dispositif_of(lus[sha]) for _, sha in derniers]
    aide = aide_of()
    offre = _offre(aide)
    couloirs = {c.code: c.libelle for d in dispositifs for c in d.commun.couloirs}
    occupes = {d.couloir.code for d in dispositifs}
    cas = [_case(d, offre) for d in dispositifs]
    cas += [Cas(offre, couloir) for couloir in couloirs if couloir not in occupes] or ([] if cas else [Cas(offre)])
    cas += [Cas(service.offre, produit=service.code) for service in aide.services]
    return Catalogue(tuple(cas), tuple(_labels(aide, couloirs, dispositifs)))


def _case(dispositif: Dispositif, offre: str) -> Cas:
    return Cas(offre, dispositif.couloir.code, dispositif.code, dispositif.produit, dispositif.faits)


def _offre(aide: Aide) -> str:
    """The offre to which dispositifs belong."""
    return next(offre.code for offre in aide.offres if offre.dispositifs)


def _labels(aide: Aide, couloirs: dict[str, str], dispositifs: list[Dispositif]) -> list[tuple[str, str, str]]:
    return [
        *(("offre", o.code, o.libelle) for o in aide.offres),
        *(("couloir", code, libelle) for code, libelle in couloirs.items()),
        *(("dispositif", d.code, d.libelle) for d in dispositifs),
        *(("produit", s.code, s.libelle) for s in aide.services),
        *(("thematique", t.code, t.libelle) for t in aide.thematiques),
        *(("exigence", e.code, e.libelle) for d in dispositifs for e in (*d.exigences, *d.questions)),
        *(("fait", f"{f.code}={mot}", texte) for f in aide.faits for mot, texte in (("oui", f.oui), ("non", f.non))),
    ]
