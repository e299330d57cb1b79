"""A scene in a layout: the HTML that the browser draws, and what it shows of the row the truth speaks of."""

from pathlib import Path

from django.template import Context, Engine

from tests.essai.scene import CHAMPS, Ligne, Scene
from tests.essai.style import FICHES, TABLEAUX, Style, font_faces

DISPOSITIONS = Path(__file__).resolve().parent / "dispositions"
MOTEUR = Engine(dirs=[str(DISPOSITIONS)])
ORDRES = {
    "tableau_large": ("numero", "logiciel", "version", "nil", "nie", "type_demande", "date", "autre", "statut"),
    "tableau_compact": ("statut", "logiciel", "nil", "version", "date", "autre", "nie", "numero", "type_demande"),
    "tableau_nu": ("date", "logiciel", "version", "type_demande", "nie", "autre", "statut", "nil", "numero"),
    "tableau_majuscules": ("nil", "nie", "statut", "autre", "date", "logiciel", "version", "type_demande", "numero"),
}
ORDRE = ("numero", "nil", "nie", "version", "type_demande", "date", "autre", "statut")
TONS = {
    "Pré": "bleu",
    "En ": "bleu",
    "Exa": "bleu",
    "Hom": "vert",
    "Agr": "vert",
    "Obt": "vert",
    "Ref": "rouge",
    "Non": "rouge",
}


def fill_page(scene: Scene, style: Style) -> str:
    """The whole document; each text of the target bears `data-champ`."""
    document = style.options.get("document")
    nom = f"{document or style.disposition}.html"
    return MOTEUR.get_template(nom).render(Context(_context(scene, style), use_l10n=False))


def shown_fields(scene: Scene, style: Style) -> dict[str, str]:
    """The fields of the target that the page shows, as it shows them; none when no row is the target."""
    if scene.cible is None or any(style.options.get(sorte) for sorte in ("document", "paysage", "flou", "reduite")):
        return {}
    montres = set(_columns(scene, style)) | {"logiciel"} | ({"nie"} if style.nie == "entete" else set())
    champs = {cle: getattr(scene.visee, cle) for cle in CHAMPS if cle in montres and cle not in scene.sans}
    return {cle: valeur for cle, valeur in champs.items() if any(lettre.isalnum() for lettre in valeur)}


def _columns(scene: Scene, style: Style) -> list[str]:
    """The order of the layout, less what this page does not show; a field to be cut stands at the edge."""
    absents = set(scene.sans)
    absents |= set() if style.nie == "colonne" else {"nie"}
    absents |= set() if style.numeros else {"numero"}
    absents |= set() if "colonne" in scene.decor else {"autre"}
    absents |= {"statut"} if scene.decor.get("groupes") else set()
    ordre = [cle for cle in ORDRES.get(style.disposition, ORDRE) if cle not in absents]
    if scene.coupe and style.disposition in TABLEAUX:
        ordre.remove(scene.coupe.champ)
        ordre.insert(0 if scene.coupe.cote == "gauche" else len(ordre), scene.coupe.champ)
    return ordre


def _context(scene: Scene, style: Style) -> dict[str, object]:
    colonnes = _columns(scene, style)
    libelles = style.libelles | {"autre": scene.decor.get("colonne", ("",))[0]}
    lignes = [_row(scene, style, rang, colonnes, libelles) for rang in range(len(scene.lignes))]
    return {
        "s": style,
        "polices": font_faces(style.police),
        "scene": scene,
        "decor": scene.decor,
        "colonnes": [libelles[cle] for cle in colonnes],
        "lignes": lignes,
        "groupes": _groups(scene, lignes),
        "fiche": lignes[scene.cible or 0],
        "autres": [ligne for rang, ligne in enumerate(lignes) if rang != (scene.cible or 0)],
        "hautes": bool(style.options.get("hautes")),
        "etroit": bool(style.options.get("etroit")),
        "une_fiche": style.disposition in FICHES,
    }


def _row(scene: Scene, style: Style, rang: int, colonnes: list[str], libelles: dict[str, str]) -> dict:
    ligne, est_cible = scene.lignes[rang], rang == scene.cible
    cles = dict.fromkeys([*colonnes, "logiciel", "statut"])
    champs = {cle: _cell(scene, ligne, rang, cle, libelles[cle], est_cible) for cle in cles if cle not in scene.sans}
    return {
        "cellules": [champs[cle] for cle in colonnes],
        "details": [champs[cle] for cle in colonnes if cle not in ("logiciel", "statut")],
        "statut": None if scene.decor.get("groupes") else champs.get("statut"),
        "groupe": champs.get("statut"),
        "logiciel": champs["logiciel"],
    }


def _cell(scene: Scene, ligne: Ligne, rang: int, cle: str, libelle: str, est_cible: bool) -> dict:
    if cle == "autre":
        valeurs = scene.decor["colonne"][1]
        valeur = valeurs[rang % len(valeurs)]
    else:
        valeur = getattr(ligne, cle)
    ton = TONS.get(valeur[:3], "gris") if cle == "statut" else ""
    return {"cle": cle, "libelle": libelle, "valeur": valeur, "ton": ton, "cible": est_cible}


def _groups(scene: Scene, lignes: list[dict]) -> list[dict]:
    """The rows under the title of their status when the page is so made; else all of them under no title."""
    if not scene.decor.get("groupes"):
        return [{"titre": None, "lignes": lignes}]
    titres = list(dict.fromkeys(ligne["groupe"]["valeur"] for ligne in lignes))
    groupes = [[ligne for ligne in lignes if ligne["groupe"]["valeur"] == titre] for titre in titres]
    return [{"titre": groupe[0]["groupe"], "lignes": groupe} for groupe in groupes]
