"""The published référentiels, read once per process: a published text never changes."""

from functools import lru_cache

from django.db.models import Max

from dossiers.models import Referentiel
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.texte import read_commun, read_dispositif


def dispositif_of(referentiel: Referentiel) -> Dispositif:
    """The typed dispositif of a published version."""
    return _read(referentiel.sha256, referentiel.commun, referentiel.texte, f"{referentiel}")


@lru_cache(maxsize=256)
def _read(sha256: str, commun: str, texte: str, nom: str) -> Dispositif:
    return read_dispositif(texte, read_commun(commun), nom)


def latest_versions() -> list[Referentiel]:
    """The latest version of each dispositif, by code. Two queries."""
    derniers = Referentiel.objects.order_by().values("code").annotate(derniere=Max("version"))
    paires = {(ligne["code"], ligne["derniere"]) for ligne in derniers}
    legers = Referentiel.objects.defer("commun", "texte").order_by("code", "-version")
    return [referentiel for referentiel in legers if (referentiel.code, referentiel.version) in paires]


def current_referentiels():
    """The latest version of each dispositif, by couloir then label."""
    derniers = Referentiel.objects.values("code").annotate(derniere=Max("version"))
    paires = {(ligne["code"], ligne["derniere"]) for ligne in derniers.order_by("code")}
    tous = Referentiel.objects.order_by("couloir", "libelle", "code", "-version")
    return [referentiel for referentiel in tous if (referentiel.code, referentiel.version) in paires]
