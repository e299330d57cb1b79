"""The guided questions: one page per question, all of it in the address; no script is needed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dossiers.aide.pages import fil
from dossiers.queries.fiche import LISTE_MAX, effectifs, fiches_de_portees, voisines_de
from dossiers.queries.portee import catalogue
from dossiers.rules.guide import PASSE, QUESTIONS, advance
from dossiers.rules.portee import Catalogue

NOMS = {
    "offre": "Offre",
    "couloir": "Couloir",
    "dispositif": "Dispositif",
    "produit": "Produit",
    "thematique": "Thématique",
}


@dataclass(frozen=True)
class Pas:
    """A question already answered, what was answered, and the address that asks it again."""

    nom: str
    libelle: str
    url: str


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The next question, or the answers; what holds elsewhere is said beside them."""
    cases, portees = catalogue(), effectifs()
    choisi = read_choix(request)
    etat = advance(choisi, portees, cases)
    fini = not etat.axe or "voir" in request.GET
    fiches = fiches_de_portees(etat.retenues) if fini else []
    contexte = {
        "etat": etat,
        "fini": fini,
        "choix": [(address({**choisi, etat.axe: c.code}), c) for c in etat.choix],
        "passer": address({**choisi, etat.axe: PASSE}) if etat.axe else "",
        "voir": address({**choisi, "voir": "oui"}),
        "pas": list_pas(choisi, cases),
        "fiches": fiches,
        "ailleurs": voisines_de(fiches) if fiches else [],
        "plus": etat.nombre > LISTE_MAX,
        "cases": cases,
        "liens": fil(),
    }
    return render(request, "aide/guide.html", contexte)


def read_choix(request: HttpRequest) -> dict[str, str]:
    """What the address says was chosen; what it cannot mean leads to no answer, and says so."""
    return {axe: request.GET[axe][:100] for axe in QUESTIONS if request.GET.get(axe)}


def list_pas(choisi: dict[str, str], cases: Catalogue) -> list[Pas]:
    """The questions answered; each link keeps the answers given before it."""
    faits: list[Pas] = []
    avant: dict[str, str] = {}
    for axe, code in choisi.items():
        libelle = "Toutes" if code == PASSE else cases.libelle(axe, code)
        faits.append(Pas(NOMS[axe], libelle, address(avant)))
        avant[axe] = code
    return faits


def address(choisi: dict[str, str]) -> str:
    """The address of a state of the questions."""
    suite = f"?{urlencode(choisi)}" if choisi else ""
    return f"{reverse('aide:guide')}{suite}"
