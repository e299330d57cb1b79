"""The working days that hold now: the territory of the settings, the closures of the latest published text."""

from django.conf import settings

from dossiers.models import Referentiel
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.commun import Commun
from dossiers.rules.calendrier import Calendrier


def calendrier_of(commun: Commun) -> Calendrier:
    """The working days as that common part knows them."""
    return Calendrier(settings.TERRITOIRE, commun.fermetures)


def current_calendrier() -> Calendrier:
    """The working days as the latest published text knows them; without any text, no closure is known. One query."""
    dernier = Referentiel.objects.order_by("-publie_le", "-pk").first()
    return calendrier_of(dispositif_of(dernier).commun) if dernier else Calendrier(settings.TERRITOIRE)
