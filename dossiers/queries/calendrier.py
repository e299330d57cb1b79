"""The working days that hold now: the territory of the settings, the closures of the latest published text."""

from datetime import datetime
from functools import lru_cache

from django.conf import settings

from dossiers.models import Referentiel
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.commun import Commun, Fermeture
from dossiers.rules.calendrier import Calendrier
from dossiers.rules.relance import next_decent


def calendrier_of(commun: Commun) -> Calendrier:
    """The working days as that common part knows them."""
    return Calendrier(settings.TERRITOIRE, commun.fermetures)


def current_calendrier() -> Calendrier:
    """The working days as the latest published text knows them; without any text, no closure is known.

    One query, and another when the text was never read by this process.
    """
    dernier = Referentiel.objects.order_by("-publie_le", "-pk").values_list("pk", "sha256").first()
    return Calendrier(settings.TERRITOIRE, _fermetures(*dernier) if dernier else ())


def permitted_moment(le: datetime) -> datetime:
    """`le` itself when a reminder may leave then, else the next moment when one may."""
    if settings.RELANCES_A_TOUTE_HEURE:
        return le
    return next_decent(le, settings.RELANCE_HEURE, current_calendrier())


@lru_cache(maxsize=8)
def _fermetures(pk: int, sha256: str) -> tuple[Fermeture, ...]:
    """What is published never changes: the digest names it for good."""
    return dispositif_of(Referentiel.objects.get(pk=pk)).commun.fermetures
