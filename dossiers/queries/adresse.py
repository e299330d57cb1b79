"""Full addresses, for whoever is not on the site: mails, documents, calendars."""

from django.conf import settings
from django.urls import reverse


def absolute_url(nom: str, *arguments: object, ancre: str = "") -> str:
    """The full address of a page by its name, led to `ancre`."""
    chemin = reverse(nom, args=arguments)
    return f"{settings.ADRESSE_DU_SITE.rstrip('/')}{chemin}{'#' if ancre else ''}{ancre}"
