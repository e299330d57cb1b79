"""How a page is dressed and taken: layout, letters, colours, words of the labels, zoom, file format, photograph."""

import base64
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

import dsfr

from tests.essai.noms import draw
from tests.essai.scene import Scene

MARIANNE, SPECTRAL = "Marianne", "Spectral"
POLICES = (MARIANNE, SPECTRAL, "DejaVu Sans", "DejaVu Sans Condensed", "DejaVu Serif", "DejaVu Sans")
FICHIERS = {
    MARIANNE: (("Marianne-Regular", 400), ("Marianne-Bold", 700)),
    SPECTRAL: (("Spectral-Regular", 400), ("Spectral-ExtraBold", 700)),
}
# layout → (width of the window, size of its letters, in CSS pixels)
DISPOSITIONS = {
    "tableau_large": (1280, 14),
    "tableau_compact": (1060, 12),
    "tableau_nu": (1000, 15),
    "tableau_majuscules": (1180, 14),
    "fiche": (1180, 15),
    "fiche_suivi": (1080, 15),
    "formulaire": (900, 15),
    "grille": (1180, 14),
    "liste": (900, 15),
    "mobile": (400, 15),
}
TABLEAUX = ("tableau_large", "tableau_compact", "tableau_majuscules")
FICHES = ("fiche", "fiche_suivi", "formulaire")
LIBELLES = {
    "numero": "N° de demande|Demande|Référence|N° dossier",
    "logiciel": "Logiciel|Produit|Nom du logiciel|Solution",
    "version": "Version|Vers.|Version majeure",
    "nil": "NIL|N° NIL|NIL du logiciel|Numéro NIL",
    "nie": "NIE|N° NIE|NIE éditeur",
    "type_demande": "Type de demande|Téléservice|Objet|Nature",
    "date": "Date|Mise à jour|Dernière mise à jour|Depuis le",
    "statut": "Statut|Statut|État|État de la demande|Avancement|Statut de la demande",
}
ACCENTS = ("#17494d", "#5b2a86", "#8a3324", "#1b4f9c", "#2f5d34", "#444b54", "#b0005b", "#0a6e8a")
CLAIR = {"fond": "#eef2f3", "carte": "#ffffff", "encre": "#22313a", "doux": "#5b6b73", "trait": "#d5dfe1"}
SOMBRE = {"fond": "#12181c", "carte": "#1c252b", "encre": "#e4ebee", "doux": "#a9b8bf", "trait": "#36444c"}
# The smallest letters that a person still reads at once, in pixels of the picture: sharp, or much compressed.
LISIBLE, LISIBLE_COMPRESSE = 7.5, 11
# The zoom at which nobody does.
ILLISIBLE = 30


@dataclass
class Style:
    disposition: str
    police: str
    accent: str
    theme: str
    pastille: str
    zoom: int
    hauteur: int
    nie: str
    numeros: bool
    libelles: dict[str, str]
    photo: bool = False
    couchee: bool = False
    format: str = "png"
    qualite: int = 90
    options: dict[str, object] = field(default_factory=dict)

    @property
    def largeur(self) -> int:
        return DISPOSITIONS[self.disposition][0]

    @property
    def taille(self) -> int:
        return DISPOSITIONS[self.disposition][1]

    @property
    def couleurs(self) -> dict[str, str]:
        return SOMBRE if self.theme == "sombre" else CLAIR

    @property
    def echelle(self) -> float:
        """Pixels of the screenshot per CSS pixel; a telephone has more of them, and so has what is photographed."""
        if self.photo:
            return 3.0 if self.disposition == "mobile" else 1.6
        return self.zoom / 100 * (1.5 if self.disposition == "mobile" else 1)


def draw_style(hasard: Random, scene: Scene, disposition: str, photo: bool) -> Style:
    """What the case asks for, and chance for the rest."""
    options = scene.style
    fichier = "jpg" if photo else hasard.choice(["png", "png", "jpg", "webp"])
    style = Style(
        disposition=disposition,
        police=hasard.choice(POLICES),
        accent=hasard.choice(ACCENTS),
        theme=options.get("theme") or hasard.choice(["clair"] * 7 + ["sombre"]),
        pastille=hasard.choice(["pastille", "pastille", "cadre", "nu"]),
        zoom=options.get("zoom") or hasard.choice([80, 100, 100, 100, 125, 150]),
        hauteur=hasard.choice([420, 640, 640, 820]),
        nie=_nie_place(hasard, scene),
        numeros=bool(scene.decor.get("numeros")) or hasard.random() < 0.5,
        libelles={cle: draw(hasard, mots) for cle, mots in LIBELLES.items()},
        photo=photo,
        couchee=photo and hasard.random() < 0.2,
        format="jpg" if "qualite" in options and fichier == "png" else fichier,
        qualite=options.get("qualite") or hasard.randint(60, 95),
        options=options,
    )
    return _keep_legible(style)


def _nie_place(hasard: Random, scene: Scene) -> str:
    """In the header, in a column or nowhere; never in a header that the picture leaves out."""
    if scene.style.get("nie"):
        return str(scene.style["nie"])
    if scene.decor.get("nie"):
        return hasard.choice(["entete", "colonne"])
    place = hasard.choice(["entete", "entete", "colonne", "", ""])
    return "" if place == "entete" and (scene.coupe or scene.style.get("rogne")) else place


def _keep_legible(style: Style) -> Style:
    """The zoom asked for, raised to the next step at which a person still reads."""
    if style.options.get("reduite"):
        style.zoom = ILLISIBLE
        return style
    compresse = style.format != "png" and style.qualite < 60
    minimum = LISIBLE_COMPRESSE if compresse else LISIBLE
    paliers = [zoom for zoom in (50, 67, 80, 100, 125, 150, 200) if zoom >= style.zoom]
    style.zoom = next((z for z in paliers if style.taille * z / 100 >= minimum), 200)
    return style


@cache
def font_faces(police: str) -> str:
    """The @font-face rules of a family that comes with the design system, the files within."""
    dossier = Path(dsfr.__file__).parent / "static/dsfr/dist/fonts"
    regles = []
    for nom, graisse in FICHIERS.get(police, ()):
        donnees = base64.b64encode((dossier / f"{nom}.woff2").read_bytes()).decode()
        source = f"src:url(data:font/woff2;base64,{donnees})"
        regles.append(f"@font-face{{font-family:{police};font-weight:{graisse};{source}}}")
    return "".join(regles)
