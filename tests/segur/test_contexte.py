"""The menu: by role, only what is served, the current entry marked."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.urls import include, path

from dossiers.models import Appartenance, Compte
from segur.contexte import Entree, build_menu

EDITEUR = Compte(courriel="e@alpha.example")
EDITEUR._appartenance = Appartenance(role="salarie")
SANS_ENTREPRISE = Compte(courriel="s@ailleurs.example")
SANS_ENTREPRISE._appartenance = None
INSTRUCTEUR = Compte(courriel="i@ans.example", role_ans="instructeur")
ADMINISTRATEUR = Compte(courriel="a@ans.example", role_ans="administrateur")


def _page(request, **kwargs):
    return HttpResponse()


urlpatterns = [
    path("", _page, name="accueil"),
    path("courriels/", _page, name="courriels"),
    path(
        "depot/",
        include(([path("", _page, name="portefeuille"), path("entreprise/", _page, name="entreprise")], "depot")),
    ),
    path("instruction/", include(([path("", _page, name="file")], "instruction"))),
    path("pilotage/", include(([path("", _page, name="tableau")], "pilotage"))),
    path("administration/", include(([path("", _page, name="index")], "admin"))),
]
SANS_PORTES = tuple(urlpatterns[:2])


def menu(rf, user, chemin="/ailleurs/") -> list[Entree]:
    request = rf.get(chemin)
    request.user = user
    return build_menu(request)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("user", "libelles"),
    [
        (AnonymousUser(), ["Accueil"]),
        (EDITEUR, ["Mes dossiers", "Mon entreprise"]),
        (SANS_ENTREPRISE, []),
        (INSTRUCTEUR, ["File d’instruction", "Pilotage"]),
        (ADMINISTRATEUR, ["File d’instruction", "Pilotage", "Administration"]),
    ],
)
@pytest.mark.parametrize("demonstration", [False, True])
def test_each_role_has_its_menu(rf, settings, user, libelles, demonstration):
    settings.DEMONSTRATION = demonstration
    assert [entree.libelle for entree in menu(rf, user)] == libelles + ["Courriels"] * demonstration


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("chemin", "courante"),
    [
        ("/depot/", ["Mes dossiers"]),
        ("/depot/dossiers/1/", ["Mes dossiers"]),
        ("/depot/entreprise/", ["Mon entreprise"]),
        ("/compte/", []),
    ],
)
def test_the_longest_address_above_the_page_is_current(rf, settings, chemin, courante):
    settings.DEMONSTRATION = False
    assert [entree.libelle for entree in menu(rf, EDITEUR, chemin) if entree.courante] == courante


@pytest.mark.urls(SANS_PORTES)
def test_what_no_door_serves_is_left_out(rf, settings):
    settings.DEMONSTRATION = False
    assert menu(rf, ADMINISTRATEUR) == []


def test_a_request_without_user_is_anonymous(rf, settings):
    settings.DEMONSTRATION = False
    assert build_menu(rf.get("/")) == [Entree("Accueil", "/", courante=True), Entree("Aide", "/aide/")]
