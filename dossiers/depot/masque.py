"""Masks what a proof should not show, before it is sent: zones proposed from what was read, or drawn, or typed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dossiers.actions.masque import mask_piece
from dossiers.depot.contexte import Vue, read_vue
from dossiers.models import Piece
from dossiers.queries.perimetre import piece_of
from dossiers.rules.cadre import Rectangle, share_of
from dossiers.rules.champ import open_fields
from dossiers.rules.personnel import find_personnels
from dossiers.rules.refus import Refus
from segur.acces import pour_editeur

COTES = ("gauche", "haut", "largeur", "hauteur")
PLUS_MASQUABLE = "Cette pièce ne peut plus être masquée : elle est envoyée ou remplacée."
ZONE_INVALIDE = "Une zone n’est pas valide : donnez quatre nombres, en pourcentage de l’image, de 0 à 100."


@dataclass(frozen=True)
class ZoneProposee:
    """What was seen there, and its box in hundredths; `valeur` is what the form posts when `cochee`."""

    libelle: str
    boite: Rectangle
    retenues: frozenset[str] | None = None

    @property
    def cochee(self) -> bool:
        """Ticked at first; then as the person left it (`retenues`, what they posted)."""
        return self.retenues is None or self.valeur in self.retenues

    @property
    def valeur(self) -> str:
        boite = self.boite
        return ";".join(f"{cote:.2f}" for cote in (boite.x, boite.y, boite.largeur, boite.hauteur))


@require_http_methods(["GET", "HEAD", "POST"])
@pour_editeur
def masque(request: HttpRequest, uuid: UUID, piece: UUID) -> HttpResponse:
    """GET shows the proof and the zones proposed; POST deposits the masked copy."""
    deposee, vue = piece_of(request.user, uuid, piece), read_vue(request.user, uuid)
    if request.method == "POST":
        return _mask(request, deposee, vue)
    if not _is_open(deposee, vue):
        messages.warning(request, PLUS_MASQUABLE)
        return redirect(vue.page_etape)
    return _show(request, deposee, vue)


def _mask(request: HttpRequest, piece: Piece, vue: Vue) -> HttpResponse:
    try:
        if not _is_open(piece, vue):
            raise Refus(PLUS_MASQUABLE)
        mask_piece(piece=piece, zones=read_zones(request), par=request.user)
    except Refus as refus:
        return _show(request, piece, vue, refus.phrase)
    messages.success(request, "La pièce est masquée. La copie masquée remplace l’original.")
    return redirect(f"{reverse('depot:etape', args=[vue.dossier.uuid, vue.situation.etape])}#item-{piece.exigence}")


def read_zones(request: HttpRequest) -> list[Rectangle]:
    """The zones ticked and the zones drawn or typed. Raises `Refus`."""
    postees = [texte.split(";") for texte in request.POST.getlist("zone")]
    return [_zone(textes) for textes in (*postees, *_typed(request))]


def _typed(request: HttpRequest) -> list[tuple[str, ...]]:
    """The lines of numbers that were drawn or typed, as they were."""
    colonnes = [request.POST.getlist(f"zone_{cote}") for cote in COTES]
    return [ligne for ligne in zip(*colonnes, strict=False) if any(texte.strip() for texte in ligne)]


def _zone(textes: Sequence[str]) -> Rectangle:
    try:
        x, y, largeur, hauteur = (float(texte.replace(",", ".")) for texte in textes)
    except ValueError:
        raise Refus(ZONE_INVALIDE) from None
    cotes = (x, y, largeur, hauteur)
    if not all(math.isfinite(cote) and 0 <= cote <= 100 for cote in cotes) or not largeur or not hauteur:
        raise Refus(ZONE_INVALIDE)
    return Rectangle(*cotes)


def _is_open(piece: Piece, vue: Vue) -> bool:
    return piece.remplacee_le is None and piece.exigence in open_fields(vue.situation)


def _show(request: HttpRequest, piece: Piece, vue: Vue, refus: str = "") -> HttpResponse:
    fichiers = vue.situation.files_of(piece.exigence) if _is_open(piece, vue) else ()
    pages = next((fichier.pages for fichier in fichiers if fichier.uuid == str(piece.uuid)), None)
    retenues = frozenset(request.POST.getlist("zone")) if refus else None
    proposees = [
        ZoneProposee(f"{vu.genre.libelle} « {vu.texte} »", share_of(vu.zone, vu.page, pages), retenues)
        for vu in find_personnels(pages or (), tuple(vue.situation.reponses.values()))
    ]
    lignes = [tuple(zip(COTES, ligne, strict=True)) for ligne in _typed(request) or [("",) * len(COTES)]]
    contexte = {"vue": vue, "piece": piece, "proposees": proposees, "refus": refus, "lignes": lignes}
    return render(request, "depot/masquer.html", contexte, status=409 if refus else 200)
