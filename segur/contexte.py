"""What every template knows of the site: its settings, and the menu of the person, computed if the page shows it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from dossiers.queries.perimetre import appartenance_of

# Who sees which entry: (what the person must be, label, name of the address). An address not served yet is left out.
MENU = (
    ("anonyme", "Accueil", "accueil"),
    ("editeur", "Mes dossiers", "depot:portefeuille"),
    ("editeur", "Calendrier", "depot:calendriers"),
    ("editeur", "Mon entreprise", "depot:entreprise"),
    ("ans", "File d’instruction", "instruction:file"),
    ("ans", "Relances", "instruction:relances"),
    ("ans", "Pilotage", "pilotage:tableau"),
    ("tous", "Aide", "aide:accueil"),
    ("administrateur", "Administration", "admin:index"),
    ("demonstration", "Courriels", "courriels"),
)


@dataclass(frozen=True)
class Entree:
    """One entry of the menu; `courante` when the page shown is under it."""

    libelle: str
    url: str
    courante: bool = False


def site(request: HttpRequest) -> dict[str, object]:
    """The site-wide settings a template may show, and the menu, computed only if the template shows it."""
    return {
        "demonstration": settings.DEMONSTRATION,
        "bloc_marianne": settings.BLOC_MARIANNE,
        "menu": SimpleLazyObject(lambda: build_menu(request)),
    }


def build_menu(request: HttpRequest) -> list[Entree]:
    """The entries for this person, the current one marked: the longest address that starts the page's own."""
    roles = read_roles(request)
    found = [(label, resolve_address(name)) for role, label, name in MENU if role in roles]
    served = [(label, url) for label, url in found if url]
    under = [url for _, url in served if request.path == url or (url != "/" and request.path.startswith(url))]
    current = max(under, key=len, default=None)
    return [Entree(label, url, url == current) for label, url in served]


def read_roles(request: HttpRequest) -> set[str]:
    """What this person is for the menu: anonyme, editeur or ans (and administrateur); tous and demonstration for all.

    Someone of no company is none of these. Costs one query for an éditeur, kept on the account for the doors.
    """
    roles = {"tous", "demonstration"} if settings.DEMONSTRATION else {"tous"}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return roles | {"anonyme"}
    if user.is_staff:
        roles.add("administrateur")
    if user.est_ans:
        return roles | {"ans"}
    return roles | ({"editeur"} if appartenance_of(user) else set())


def resolve_address(name: str) -> str:
    """The address of that name, or "" while no door serves it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
