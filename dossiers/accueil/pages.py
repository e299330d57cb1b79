"""Pages everyone may read, and one's own account."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dossiers.models import Compte
from dossiers.queries.perimetre import appartenance_of
from segur.contexte import resolve_address

# Where a signed-in person starts: the first address served.
DEPART_ANS = ("instruction:file", "pilotage:tableau", "compte")
DEPART_EDITEUR = ("depot:portefeuille", "compte")
DEPART_SANS_ROLE = ("compte",)

COOKIES_ENTETES = ("Nom", "À quoi il sert", "Jusqu’à quand")
COOKIES = (
    ("sessionid", "Vous reconnaître d’une page à l’autre, une fois connecté", "Douze heures, ou votre déconnexion"),
    ("csrftoken", "Vérifier qu’un formulaire vient bien de ce site", "Un an"),
    (
        "appareil",
        "Que des essais ratés faits ailleurs ne vous empêchent pas de vous connecter",
        "Quatre-vingt-dix jours",
    ),
    ("messages", "Vous dire, à la page suivante, ce qui vient d’être fait", "La page suivante"),
)


@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    """The home page; someone signed in goes straight to work."""
    if not request.user.is_authenticated:
        return render(request, "accueil/accueil.html")
    return redirect(next(url for url in map(resolve_address, list_departs(request.user)) if url))


def list_departs(person: Compte) -> tuple[str, ...]:
    """The names of the addresses where this person may start, the best first; their account is always served."""
    if person.est_ans:
        return DEPART_ANS
    return DEPART_EDITEUR if appartenance_of(person) else DEPART_SANS_ROLE


@require_safe
@login_required
def compte(request: HttpRequest) -> HttpResponse:
    """Who I am here, and the way to change my password."""
    return render(request, "accueil/compte.html", {"lignes": list_identite(request.user)})


def list_identite(person: Compte) -> list[tuple[str, str]]:
    """Name, address, and what one is: of the ANS, or of a company."""
    lignes = [("Nom", f"{person.prenom} {person.nom}".strip()), ("Adresse électronique", person.courriel)]
    if person.est_ans:
        return [*lignes, ("Rôle", person.get_role_ans_display())]
    if place := appartenance_of(person):
        return [*lignes, ("Entreprise", place.editeur.raison_sociale), ("Rôle", place.get_role_display())]
    return lignes


@require_safe
def page(request: HttpRequest, nom: str) -> HttpResponse:
    """A page of plain text: mentions légales, données personnelles, accessibilité."""
    return render(request, f"accueil/{nom}.html")


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """What this site keeps in the browser."""
    return render(request, "accueil/cookies.html", {"entetes": COOKIES_ENTETES, "lignes": COOKIES})


@require_safe
def plan_du_site(request: HttpRequest) -> HttpResponse:
    """Every page of the site that this person may open from the menu, and the public ones."""
    return render(request, "accueil/plan_du_site.html")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines read the help, and nothing else: dossiers compete with each other."""
    plan = request.build_absolute_uri(reverse("aide:plan"))
    lignes = ("User-agent: *", "Allow: /aide/", "Allow: /static/", "Disallow: /aide/dossier/", "Disallow: /")
    return HttpResponse("\n".join((*lignes, f"Sitemap: {plan}", "")), content_type="text/plain; charset=utf-8")
