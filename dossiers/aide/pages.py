"""The way in, and lists of answers: by thématique, by requirement."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dossiers.queries.aide import aide_of
from dossiers.queries.fiche import effectifs, fiches_d_exigences, fiches_de_portees
from dossiers.queries.portee import catalogue

# The assistants: name of the address, title, what it does. An answer names one by its code.
OUTILS = {
    "ecps": ("aide:ecps", "L’assistant e-CPS", "Pourquoi l’application refuse votre identifiant, cause par cause."),
    "criteres": (
        "aide:criteres",
        "Les neuf critères du SMT",
        "Ceux que votre terminologie remplit.",
    ),
    "terminologies": ("aide:terminologies", "Le catalogue des terminologies", "Couche, usage et organisme de chacune."),
    "contact": ("aide:contact", "Nous joindre", "Le bon interlocuteur, et un message qui dit déjà l’essentiel."),
}


def outil_of(code: str) -> tuple[str, str, str] | None:
    """(address, title, what it does) of an assistant; None for no such code."""
    if code not in OUTILS:
        return None
    nom, titre, objet = OUTILS[code]
    return reverse(nom), titre, objet


def fil(*liens: tuple[str, str]) -> list[tuple[str, str]]:
    """The breadcrumb under « Aide »."""
    return [("Aide", reverse("aide:accueil")), *liens]


@require_safe
def accueil(request: HttpRequest) -> HttpResponse:
    """Search, guided questions, assistants, thématiques by offre."""
    contexte = {"outils": [outil_of(code) for code in OUTILS], "rubriques": list_rubriques()}
    return render(request, "aide/accueil.html", contexte)


def list_rubriques() -> list[tuple[str, list[tuple[str, str, int]]]]:
    """(offre, its thématiques as (code, label, how many answers)), in the order of the text."""
    comptes: dict[tuple[str, str], int] = {}
    for portee, nombre in effectifs().values():
        for offre in portee.offres or ("",):
            comptes[offre, portee.thematique] = comptes.get((offre, portee.thematique), 0) + nombre
    aide = aide_of()
    offres = [(o.code, o.libelle) for o in aide.offres] + [("", "Toutes les offres")]
    lignes = [
        (nom, t, comptes[code, t.code]) for code, nom in offres for t in aide.thematiques if (code, t.code) in comptes
    ]
    return [(nom, [(t.code, t.libelle, n) for _, t, n in g]) for nom, g in groupby(lignes, key=lambda ligne: ligne[0])]


@require_safe
def thematique(request: HttpRequest, thematique: str) -> HttpResponse:
    """The answers of a thématique, whatever their scope."""
    connues = {t.code: t for t in aide_of().thematiques}
    if thematique not in connues:
        raise Http404("Cette thématique n’existe pas.")
    portees = [texte for texte, (portee, _) in effectifs().items() if portee.thematique == thematique]
    contexte = {
        "titre": connues[thematique].libelle,
        "fiches": fiches_de_portees(portees),
        "cases": catalogue(),
        "liens": fil(),
    }
    return render(request, "aide/liste.html", contexte)


@require_safe
def exigence(request: HttpRequest, exigence: str) -> HttpResponse:
    """The answers that help with a requirement, in every scope."""
    fiches = fiches_d_exigences([exigence])
    if not fiches:
        raise Http404("Aucune réponse ne porte sur cette exigence.")
    cases = catalogue()
    contexte = {"titre": cases.libelle("exigence", exigence), "fiches": fiches, "cases": cases, "liens": fil()}
    return render(request, "aide/liste.html", contexte)
