"""Publishes référentiels: validated, their examples run, then a row that never changes."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dossiers.gateways.file_attente import enqueue
from dossiers.models import Compte, Referentiel
from dossiers.queries.perimetre import role_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.erreur import ReferentielInvalide
from dossiers.referentiel.texte import NOM_COMMUN, read_commun, read_dispositif
from dossiers.rules.droit import require_droit
from dossiers.rules.evenement import digest
from dossiers.rules.exemple import check_exemples

TACHE_CALENDRIERS = "dossiers.tasks.calendrier.sweep_calendriers"
FIXTURES = Path(settings.BASE_DIR) / "fixtures" / "referentiel"


def publish_referentiel(
    *, commun: str, texte: str, par: Compte | None, fichier: str = "texte", le: datetime | None = None
) -> Referentiel:
    """A new version of a dispositif, or the current one when nothing in it changed. `par` None: the machine itself.

    Raises `Interdit` for someone who is not an administrator of the ANS; `ReferentielInvalide` when the text is
    malformed, one of its examples does not hold, or `fichier` is a TOML file that does not bear the code.
    """
    if par is not None:
        require_droit("publier_referentiel", role_of(par))
    le = le or timezone.now()
    return _publish(_validate(commun, texte, fichier, le), commun, texte, par, le)


def publish_fixtures(*, dossier: Path = FIXTURES, par: Compte | None = None) -> list[Referentiel]:
    """Publishes what is new in a folder, all or none; returns the versions that are current.

    A text that was published once is not published again: what an administrator has published since stands.
    Raises `ReferentielInvalide` at the first text that cannot be published, before any is.
    """
    le = timezone.now()
    commun = (dossier / NOM_COMMUN).read_text(encoding="utf-8")
    chemins = [chemin for chemin in sorted(dossier.glob("*.toml")) if chemin.name != NOM_COMMUN]
    textes = [(chemin.name, chemin.read_text(encoding="utf-8")) for chemin in chemins]
    valides = [(_validate(commun, texte, nom, le), texte) for nom, texte in textes]
    with transaction.atomic():
        return [
            _already_published(dispositif, commun, texte) or _publish(dispositif, commun, texte, par, le)
            for dispositif, texte in valides
        ]


def _already_published(dispositif: Dispositif, commun: str, texte: str) -> Referentiel | None:
    """The current version, when this very text was published at some time; None for a text never seen."""
    versions = Referentiel.objects.filter(code=dispositif.code)
    connue = versions.filter(sha256=_digest(commun, texte)).exists()
    return versions.order_by("-version").first() if connue else None


def _digest(commun: str, texte: str) -> str:
    return digest({"commun": commun, "texte": texte})


def _publish(dispositif: Dispositif, commun: str, texte: str, par: Compte | None, le: datetime) -> Referentiel:
    sha256 = _digest(commun, texte)
    with transaction.atomic():
        derniere = Referentiel.objects.select_for_update().filter(code=dispositif.code).order_by("-version").first()
        if derniere and derniere.sha256 == sha256:
            return derniere
        publie = Referentiel.objects.create(
            code=dispositif.code,
            libelle=dispositif.libelle,
            couloir=dispositif.couloir.code,
            version=derniere.version + 1 if derniere else 1,
            commun=commun,
            texte=texte,
            sha256=sha256,
            publie_par=par,
            publie_le=le,
        )
        if derniere:
            transaction.on_commit(lambda: enqueue(TACHE_CALENDRIERS), robust=True)
    return publie


def _validate(commun: str, texte: str, fichier: str, le: datetime) -> Dispositif:
    dispositif = read_dispositif(texte, read_commun(commun), fichier)
    attendu = f"{dispositif.code.lower()}.toml"
    if fichier.endswith(".toml") and fichier != attendu:
        phrase = f"le fichier porte le code en minuscules : nommez-le « {attendu} » ou corrigez le code."
        raise ReferentielInvalide(fichier, "[dispositif]", "code", phrase)
    echecs = check_exemples(dispositif, timezone.localdate(le))
    if echecs:
        raise ReferentielInvalide(fichier, "exemples", "", " ".join(echecs))
    return dispositif
