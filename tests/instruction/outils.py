"""What the tests of the reviewer's page share: what a browser would post, what the page answered."""

import re

from django.test import Client
from django.urls import reverse

from dossiers.actions.etape import submit_etape
from dossiers.actions.reponse import save_reponses
from dossiers.models import Compte, Dossier
from tests.factories import REPONSES, fresh, make_dossier, make_piece, picture

CODES = ("nie", "nil", "preuve_cnda", "versions_obsoletes")
CONFORMES = {f"verdict_{code}": "conforme" for code in CODES}
COUPEE = {"verdict_preuve_cnda": "a_corriger", "motif_preuve_cnda": "La copie d’écran est coupée."}


def address(dossier: Dossier) -> str:
    return reverse("instruction:dossier", args=[dossier.uuid])


def post(client: Client, dossier: Dossier, geste: str, champs: dict | None = None, **autres):
    """Posts the page as it was when `dossier` was read: its version and its round are those of that moment."""
    tour = dossier.soumissions.count()
    donnees = {"geste": geste, "version": dossier.version, "tour": tour, **(champs or {}), **autres}
    return client.post(address(dossier), donnees)


def text(reponse) -> str:
    """The words of a page, its markup and doubled spaces removed, its special spaces plain."""
    page = re.sub(r"<(script|style).*?</\1>", "", reponse.content.decode(), flags=re.DOTALL)
    return re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"<[^>]+>", "", page))


def errors(reponse) -> dict[str, list[str]]:
    return {champ: list(phrases) for champ, phrases in reponse.context["form"].errors.items()}


def typed(reponse) -> dict[str, str]:
    """What the form of the page holds, field by field, where something is chosen or typed."""
    form = reponse.context["form"]
    valeurs = {nom: form[nom].value() for nom in form.fields}
    return {nom: valeur for nom, valeur in valeurs.items() if valeur}


def make_clean(par: Compte | None = None, couleur: str = "red", **champs) -> Dossier:
    """A dossier sent with nothing to look at twice: no other has its NIL, nor its picture as long as colours differ."""
    dossier = make_dossier(par, etape=2, **champs)
    save_reponses(dossier=dossier, valeurs={**REPONSES, "nil": f"{dossier.pk}-N"}, par=dossier.cree_par)
    make_piece(dossier, contenu=picture(couleur=couleur))
    submit_etape(dossier=dossier, par=dossier.cree_par)
    return fresh(dossier)
