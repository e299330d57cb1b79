"""Keeps the reasons of correction: added by a fresh install, edited and withdrawn by administrators, never deleted."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from dossiers.models import Compte, Motif
from dossiers.queries.perimetre import role_of
from dossiers.referentiel.motif import Modele, read_motifs
from dossiers.rules.droit import require_droit
from dossiers.rules.motif import faults_of
from dossiers.rules.refus import Perime, Refus

FIXTURES = Path(settings.BASE_DIR) / "fixtures" / "motifs"
PAS = 10
PRIS = "Ce code est déjà celui d’un autre motif."
ENTRE_TEMPS = "Ce motif a été modifié pendant votre saisie : relisez-le, puis enregistrez à nouveau."


def publish_motifs(*, dossier: Path = FIXTURES, le: datetime | None = None) -> int:
    """Adds the reasons of a folder that are not there; returns how many. The others stay as edited.

    Raises `ReferentielInvalide`, and `Refus` for a text that cannot be kept.
    """
    lus = [m for chemin in sorted(dossier.glob("*.toml")) for m in read_motifs(chemin.read_text("utf-8"), chemin.name)]
    for modele in lus:
        _require_sound(modele)
    connus = set(Motif.objects.order_by("pk").values_list("code", flat=True))
    le = le or timezone.now()
    neufs = [_row(m, rang * PAS, le) for rang, m in enumerate(lus, 1) if m.code not in connus]
    Motif.objects.bulk_create(neufs)
    return len(neufs)


def save_motif(
    *, modele: Modele, rang: int | None, par: Compte, version: int | None = None, le: datetime | None = None
) -> Motif:
    """A new reason (`version` None), or another text of one; what was already written from it does not change.

    `rang` None: after the others. Raises `Interdit`; `Refus` with its fields; `Perime` when it changed since it was
    read.
    """
    require_droit("editer_motifs", role_of(par))
    _require_sound(modele)
    le = le or timezone.now()
    try:
        with transaction.atomic():
            return _create(modele, rang, par, le) if version is None else _update(modele, rang, par, version, le)
    except IntegrityError:
        raise Refus(PRIS, {"code": PRIS}) from None


def offer_motif(*, motif: Motif, actif: bool, par: Compte, le: datetime | None = None) -> Motif:
    """Withdraws a reason (what was written from it stays), or offers it again. Raises `Interdit`."""
    require_droit("editer_motifs", role_of(par))
    with transaction.atomic():
        garde = Motif.objects.select_for_update().get(pk=motif.pk)
        if garde.actif != actif:
            garde.actif, garde.version = actif, garde.version + 1
            garde.modifie_par, garde.modifie_le = par, le or timezone.now()
            garde.save()
    return garde


def _require_sound(modele: Modele) -> None:
    fautes = faults_of(modele)
    if fautes:
        raise Refus(f"Le motif « {modele.libelle} » ne peut pas être gardé tel quel.", fautes)


def _create(modele: Modele, rang: int | None, par: Compte, le: datetime) -> Motif:
    if rang is None:
        rang = min((Motif.objects.aggregate(dernier=Max("rang"))["dernier"] or 0) + PAS, 30_000)
    motif = _row(modele, rang, le)
    motif.modifie_par = par
    motif.save(force_insert=True)
    return motif


def _update(modele: Modele, rang: int | None, par: Compte, version: int, le: datetime) -> Motif:
    motif = Motif.objects.select_for_update().filter(code=modele.code).first()
    if motif is None or motif.version != version:
        raise Perime(ENTRE_TEMPS)
    motif.libelle, motif.texte, motif.kind, motif.format = modele.libelle, modele.texte, modele.kind, modele.format
    motif.rang = motif.rang if rang is None else rang
    motif.modifie_par, motif.modifie_le, motif.version = par, le, motif.version + 1
    motif.save()
    return motif


def _row(modele: Modele, rang: int, le: datetime) -> Motif:
    return Motif(
        code=modele.code,
        libelle=modele.libelle,
        texte=modele.texte,
        kind=modele.kind,
        format=modele.format,
        rang=rang,
        modifie_le=le,
    )
