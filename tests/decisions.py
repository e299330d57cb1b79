"""Decisions rendered in the past, by the row: only their dates count."""

from datetime import timedelta

from dossiers.models import Decision, Soumission
from tests.factories import LGC, LUNDI, make_dossier, make_instructeur


def seed_decisions(jours: list[int], dispositif: str = LGC) -> None:
    """Decisions rendered that many days after what was sent on that Monday."""
    dossier, par = make_dossier(), make_instructeur()
    champs = {"dossier": dossier, "etape": 2, "contenu": {}, "sha256": "x", "par": dossier.cree_par, "le": LUNDI}
    decidees = Soumission.objects.bulk_create(
        Soumission(tour=rang, decision="valider", decidee_par=par, decidee_le=LUNDI + timedelta(days=attente), **champs)
        for rang, attente in enumerate(jours, 1)
    )
    Decision.objects.bulk_create(
        Decision(
            soumission=s, code=f"{s.pk:016}", contenu={}, sha256="x", dispositif=dispositif, etape=2, le=s.decidee_le
        )
        for s in decidees
    )
