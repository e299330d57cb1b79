"""Draws the pictures with Chromium and writes the truth beside them, one JSON line a picture."""

import io
import json
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.essai.lot import Vue
from tests.essai.noms import statut_code
from tests.essai.page import fill_page, shown_fields
from tests.essai.paysage import draw_landscape
from tests.essai.prise import Cadre, Zones, take_picture
from tests.essai.scene import Coupe

# The window of each text, and what is left of a cut one, in CSS pixels.
MESURES = """() => Object.fromEntries([...document.querySelectorAll('[data-champ]')].map(element => {
  const etendue = document.createRange(); etendue.selectNodeContents(element);
  const r = etendue.getBoundingClientRect();
  return [element.dataset.champ, [r.left, r.top, r.right, r.bottom]];
}))"""
BORD = """([champ, debut, fin]) => {
  const texte = document.querySelector(`[data-champ="${champ}"]`).firstChild;
  const etendue = document.createRange();
  etendue.setStart(texte, debut); etendue.setEnd(texte, fin);
  const r = etendue.getBoundingClientRect();
  return [r.left, r.right];
}"""
PRINCIPAL = """() => {
  const r = document.querySelector('main').getBoundingClientRect();
  return [r.left, r.top, r.right, r.bottom];
}"""
CACHE = """champ => {
  const r = document.querySelector(`[data-champ="${champ}"]`).getBoundingClientRect();
  const cache = document.createElement('div');
  Object.assign(cache.style, {position: 'absolute', background: '#20262b', borderRadius: '4px',
    left: r.left - 8 + 'px', top: r.top - 4 + 'px', width: r.width + 16 + 'px', height: r.height + 8 + 'px'});
  document.body.append(cache);
}"""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--no-first-run"]


def draw_lot(vues: list[Vue], dossier: Path, chromium: Path) -> None:
    """Every picture, then `verite.jsonl`: as long as that is not there, the set is not."""
    lignes = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=ARGUMENTS)
        for vue in vues:
            octets, zones = draw_vue(browser, vue)
            (dossier / vue.fichier).write_bytes(octets)
            lignes.append(json.dumps(truth_of(vue, zones), ensure_ascii=False))
        browser.close()
    (dossier / "verite.jsonl").write_text("\n".join(lignes) + "\n", encoding="utf-8")


def draw_vue(browser: Browser, vue: Vue) -> tuple[bytes, Zones]:
    """The bytes of the picture, and the corners of each text of the target in it."""
    if vue.style.options.get("paysage"):
        return draw_landscape(vue.hasard, vue.style.format), {}
    style = vue.style
    viewport = {"width": style.largeur, "height": style.hauteur}
    page = browser.new_page(viewport=viewport, device_scale_factor=style.echelle)
    page.set_content(fill_page(vue.scene, style))
    page.evaluate("document.fonts.ready")
    if "cache" in vue.scene.decor:
        page.evaluate(CACHE, vue.scene.decor["cache"])
    cadre, zones = _frame(page, vue), page.evaluate(MESURES)
    image = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    page.close()
    return take_picture(image, zones, cadre, style, vue.hasard)


def _frame(page: Page, vue: Vue) -> Cadre:
    """What is kept of the page, in CSS pixels; None on a side that is kept whole."""
    if vue.style.options.get("rogne"):
        return tuple(page.evaluate(PRINCIPAL))
    coupe = vue.scene.coupe
    return (None,) * 4 if coupe is None else _cut(page, coupe, len(getattr(vue.scene.visee, coupe.champ)))


def _cut(page: Page, coupe: Coupe, longueur: int) -> Cadre:
    """Two pixels beyond the last character kept; before the whole text when none is."""
    if coupe.cote == "droite":
        gauche, droite = page.evaluate(BORD, [coupe.champ, 0, coupe.garde or longueur])
        return (None, None, droite + 1 if coupe.garde else gauche - 10, None)
    gauche, droite = page.evaluate(BORD, [coupe.champ, longueur - coupe.garde if coupe.garde else 0, longueur])
    return (gauche - 1 if coupe.garde else droite + 10, None, None, None)


def truth_of(vue: Vue, zones: Zones) -> dict[str, object]:
    """What a careful person says before the picture."""
    scene = vue.scene
    champs = shown_fields(scene, vue.style)
    perdus = {scene.coupe.champ} if scene.coupe else {scene.decor.get("cache")}
    lisibles = {cle: valeur for cle, valeur in champs.items() if cle not in perdus}
    return {
        "fichier": vue.fichier,
        "moitie": vue.moitie,
        "cas": vue.cas.nom,
        "libelle": vue.cas.libelle,
        "disposition": vue.disposition,
        "nette": vue.nette,
        "attendu": scene.attendu,
        "issue": scene.issue,
        "motif": scene.motif,
        "champs": lisibles,
        "statut": statut_code(lisibles.get("statut", "")),
        "zones": {cle: zones[cle] for cle in ("nil", "statut") if cle in zones and cle in lisibles},
    }
