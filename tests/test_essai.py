"""The jeu d’essai: the same at each making, fair in both halves, its truth agreed with by the référentiel’s ladder."""

import io
from collections import Counter

import pytest
from PIL import Image, ImageOps

from dossiers.actions.referentiel import FIXTURES
from dossiers.referentiel.texte import NOM_COMMUN, read_commun
from dossiers.rules.statut import Seuil, compare_statut, find_statut
from tests.essai import __main__ as fabrique
from tests.essai.lot import CAS, COURTE, plan_lot
from tests.essai.noms import CODES, INCONNUS
from tests.essai.page import fill_page
from tests.essai.rendre import draw_vue, truth_of
from tests.essai.scene import AUTRE_EDITEUR, AUTRE_NIL, CONCORDANT, DISCORDANT, STATUT_INSUFFISANT
from tests.essai.style import DISPOSITIONS

VUES = plan_lot()
ECHELLE = read_commun((FIXTURES / NOM_COMMUN).read_text(encoding="utf-8")).echelle


def chosen(nom: str):
    return next(vue for vue in VUES if vue.nom == nom)


def test_big_enough_and_a_third_is_not_concordant():
    issues = Counter(vue.scene.issue for vue in VUES)
    assert len(VUES) >= 240
    assert issues[CONCORDANT] <= 2 * len(VUES) / 3
    assert len({vue.fichier for vue in VUES}) == len(VUES)


def test_both_halves_hold_as_much_of_each_case():
    comptes = Counter((vue.cas.nom, vue.moitie) for vue in VUES)
    ecarts = {cas.nom: abs(comptes[cas.nom, "reglage"] - comptes[cas.nom, "mesure"]) for cas in CAS}
    assert {nom: ecart for nom, ecart in ecarts.items() if ecart > 1} == {}


def test_each_layout_and_photographs_of_each_outcome_are_in_both_halves():
    attendues = {(nom, moitie) for nom in DISPOSITIONS for moitie in ("reglage", "mesure")}
    assert attendues <= {(vue.disposition, vue.moitie) for vue in VUES}
    assert len({(vue.scene.issue, vue.moitie) for vue in VUES if vue.style.photo}) == 6


def test_same_plan_same_pages_each_time():
    autres = plan_lot()
    assert [truth_of(vue, {}) for vue in autres] == [truth_of(vue, {}) for vue in VUES]
    assert [fill_page(vue.scene, vue.style) for vue in autres[:20]] == [
        fill_page(vue.scene, vue.style) for vue in VUES[:20]
    ]


def test_short_set_is_a_part_of_the_whole_with_every_outcome():
    courte = plan_lot(courte=True)
    assert len(courte) == COURTE
    assert {vue.nom for vue in courte} <= {vue.nom for vue in VUES}
    assert len({vue.scene.issue for vue in courte}) == 3


@pytest.mark.parametrize("code", CODES)
def test_ladder_knows_the_labels_shown(code):
    connus = {libelle: find_statut(libelle, ECHELLE) for libelle in CODES[code].split("|")}
    assert {libelle: statut and statut.code for libelle, statut in connus.items()} == dict.fromkeys(connus, code)


def test_ladder_knows_none_of_the_unknown_labels():
    assert [libelle for libelle in INCONNUS.split("|") if find_statut(libelle, ECHELLE)] == []


def test_truth_follows_from_what_is_shown():
    assert [vue.nom for vue in VUES if not _holds(vue.scene)] == []


def _holds(scene) -> bool:
    declares = [ligne for ligne in scene.lignes if ligne.nil == scene.attendu["nil"]]
    if scene.issue == DISCORDANT:
        return scene.motif == _why(scene, declares)
    if scene.issue == CONCORDANT:
        atteint = compare_statut(scene.visee.statut, scene.attendu["seuil"], ECHELLE) is Seuil.ATTEINT
        return atteint and declares == [scene.visee] and scene.attendu["nie"] in ("", scene.visee.nie)
    return scene.motif == ""


def _why(scene, declares) -> str:
    if not declares:
        return AUTRE_NIL
    if scene.attendu["nie"] not in ("", scene.visee.nie):
        return AUTRE_EDITEUR
    insuffisant = compare_statut(scene.visee.statut, scene.attendu["seuil"], ECHELLE) is Seuil.INSUFFISANT
    return STATUT_INSUFFISANT if insuffisant and declares == [scene.visee] else ""


def test_pages_say_that_they_are_invented():
    muettes = [vue.nom for vue in VUES if "xemple inventé" not in fill_page(vue.scene, vue.style)]
    assert muettes == []


@pytest.mark.parametrize("nom", ["une_ligne-00", "une_ligne-12", "sombre-09", "rognee-00"])
def test_picture_and_its_zones_are_the_same_each_time(browser, nom):
    vue, autre = chosen(nom), next(v for v in plan_lot() if v.nom == nom)
    octets, zones = draw_vue(browser, vue)
    assert (octets, zones) == draw_vue(browser, autre)
    image = ImageOps.exif_transpose(Image.open(io.BytesIO(octets)))
    assert {"nil", "statut"} <= set(truth_of(vue, zones)["zones"])
    for zone in zones.values():
        assert all(0 <= x <= image.width and 0 <= y <= image.height for x, y in zone)


def test_says_that_chromium_is_missing(monkeypatch, tmp_path):
    monkeypatch.setattr(fabrique, "CHROMIUM", tmp_path / "chromium")
    with pytest.raises(SystemExit, match="demande Chromium, introuvable ici"):
        fabrique.main([str(tmp_path / "jeu")])


def test_made_once(monkeypatch, tmp_path, capsys):
    dessins = []
    monkeypatch.setattr(fabrique, "CHROMIUM", tmp_path)
    monkeypatch.setattr(fabrique, "draw_lot", lambda vues, dossier, chromium: dessins.append(len(vues)))
    jeu = str(tmp_path / "jeu")
    for arguments in ([jeu, "--courte"], [jeu, "--courte"], [jeu]):
        fabrique.main(arguments)
    assert dessins == [COURTE, len(VUES)]
    assert "déjà prêt" in capsys.readouterr().out
