"""What every template knows of the site, without a query."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The site-wide settings a template may show."""
    return {"demonstration": settings.DEMONSTRATION, "bloc_marianne": settings.BLOC_MARIANNE}
