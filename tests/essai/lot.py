"""The plan of the jeu d’essai: which pictures, in which layout, in which half. Nothing is drawn here."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.essai import concordant, discordant, illisible
from tests.essai.scene import Scene
from tests.essai.style import DISPOSITIONS, FICHES, TABLEAUX, Style, draw_style

GRAINE = 2026
MOITIES = ("reglage", "mesure")
COURTE = 24


@dataclass(frozen=True)
class Cas:
    """`photos` of the `combien` pictures are photographs of a screen, the others screenshots."""

    nom: str
    libelle: str
    construire: Callable[[Random], Scene]
    combien: int
    photos: int


@dataclass(frozen=True)
class Vue:
    """One picture to draw."""

    nom: str
    cas: Cas
    moitie: str
    scene: Scene
    style: Style
    hasard: Random

    @property
    def fichier(self) -> str:
        return f"{self.nom}.{self.style.format}"

    @property
    def disposition(self) -> str:
        return (
            "paysage"
            if self.style.options.get("paysage")
            else str(self.style.options.get("document") or self.style.disposition)
        )

    @property
    def nette(self) -> bool:
        return not (self.style.photo or self.style.options.get("flou") or self.style.options.get("reduite"))


CAS = (
    Cas("une_ligne", "Une seule demande", concordant.simple, 20, 8),
    Cas("plusieurs_lignes", "Plusieurs demandes", concordant.several, 16, 7),
    Cas("voisins", "Voisins à un chiffre près", concordant.neighbours, 14, 5),
    Cas("seuil_obtenu", "Homologation obtenue", concordant.threshold_obtained, 8, 2),
    Cas("legende", "Légende de tous les statuts", concordant.legend, 8, 3),
    Cas("phrase", "Phrase qui cite un statut", concordant.sentence, 8, 3),
    Cas("filtre", "Filtre sur le statut", concordant.filter_bar, 8, 3),
    Cas("etapes", "Étapes dessinées", concordant.stepper, 8, 3),
    Cas("historique", "Historique des statuts", concordant.history, 8, 3),
    Cas("sombre", "Thème sombre", concordant.dark, 10, 4),
    Cas("nil_repete", "NIL répété dans une phrase", concordant.repeated, 8, 3),
    Cas("zoom", "Zoom de 50 à 200 %", concordant.zoomed, 18, 0),
    Cas("compression", "Image très compressée", concordant.compressed, 10, 0),
    Cas("rognee", "Image rognée de près", concordant.trimmed, 8, 2),
    Cas("autre_colonne", "Colonne d’un autre état", concordant.two_states, 8, 3),
    Cas("dessous", "Statut sous le seuil", discordant.below, 12, 4),
    Cas("etat_lateral", "Anomalies ou refus", discordant.side_state, 6, 2),
    Cas("non_accorde", "« Non accordé » et semblables", discordant.refusal, 8, 3),
    Cas("dessous_voisins", "Sous le seuil, voisins au-dessus", discordant.below_among_reached, 10, 4),
    Cas("dessous_legende", "Sous le seuil, avec légende", discordant.below_legend, 6, 2),
    Cas("dessous_phrase", "Sous le seuil, phrase trompeuse", discordant.below_sentence, 6, 2),
    Cas("dessous_filtre", "Sous le seuil, filtre trompeur", discordant.below_filter, 4, 2),
    Cas("dessous_etapes", "Sous le seuil, étapes dessinées", discordant.below_stepper, 4, 2),
    Cas("dessous_historique", "Sous le seuil, historique plus avancé", discordant.below_history, 4, 1),
    Cas("colonne_trompeuse", "Sous le seuil, colonne trompeuse", discordant.wrong_column, 6, 2),
    Cas("groupes", "Demandes groupées par statut", discordant.grouped, 4, 0),
    Cas("seuil_manque", "Homologation pas encore obtenue", discordant.threshold_missed, 4, 2),
    Cas("autre_logiciel", "Autre logiciel", discordant.other_software, 10, 4),
    Cas("un_chiffre", "NIL à un chiffre près", discordant.one_digit_away, 10, 4),
    Cas("sosies", "Caractères qui se ressemblent", discordant.look_alike, 6, 0),
    Cas("nil_plus_long", "NIL déclaré incomplet", discordant.longer, 6, 2),
    Cas("numero_de_demande", "NIL pris pour un numéro de demande", discordant.other_number, 6, 2),
    Cas("autre_editeur", "Autre entreprise", discordant.other_company, 8, 3),
    Cas("libelle_inconnu", "Statut inconnu", illisible.unknown_label, 10, 3),
    Cas("libelle_sur_deux_lignes", "Statut inconnu, sur deux lignes", illisible.unknown_on_two_lines, 6, 2),
    Cas("nil_en_double", "Même NIL, deux statuts", illisible.two_rows, 6, 2),
    Cas("sans_nil", "NIL absent", illisible.no_nil, 4, 1),
    Cas("sans_statut", "Statut absent", illisible.no_statut, 6, 1),
    Cas("statut_coupe_a_gauche", "Statut coupé à gauche", illisible.status_cut, 8, 2),
    Cas("statut_coupe_a_droite", "Statut coupé à droite", illisible.status_cut_right, 6, 2),
    Cas("nil_coupe", "NIL coupé", illisible.nil_cut, 8, 2),
    Cas("nil_perdu", "NIL hors de l’image", illisible.nil_lost, 4, 0),
    Cas("cache", "NIL ou statut caché", illisible.hidden, 4, 1),
    Cas("nil_ailleurs", "NIL seulement dans une phrase", illisible.elsewhere, 4, 1),
    Cas("etapes_seules", "Étapes sans repère", illisible.stepper_alone, 2, 0),
    Cas("flou", "Photographie illisible", illisible.blurred, 4, 4),
    Cas("paysage", "Photographie de vacances", illisible.landscape, 6, 0),
    Cas("autre_document", "Autre document", illisible.document, 6, 2),
    Cas("lignes_hautes", "Lignes hautes", concordant.tall_rows, 6, 2),
    Cas("dessous_lignes_hautes", "Sous le seuil, lignes hautes", discordant.tall_rows, 8, 2),
    Cas("nom_trompeur", "Sous le seuil, nom trompeur", discordant.misleading_name, 6, 2),
    Cas("bouton", "Sous le seuil, bouton trompeur", discordant.button, 6, 2),
    Cas("annee", "NIL pris pour une année", discordant.year, 4, 1),
    Cas("nie_de_la_ligne", "Autre entreprise sur la ligne", discordant.company_of_the_row, 4, 1),
    Cas("libelle_trompeur", "Statut inconnu, trompeur", illisible.misleading_label, 10, 3),
    Cas("statut_vide", "Statut vide", illisible.empty_status, 8, 2),
    Cas("nil_vide", "NIL vide", illisible.empty_nil, 4, 1),
    Cas("trop_petite", "Image trop petite", illisible.too_small, 4, 0),
)


def plan_lot(courte: bool = False) -> list[Vue]:
    """Every picture, or a few spread over the cases; each case is cut in two halves, one picture in two."""
    vues = [_plan_vue(cas, rang_cas, rang) for rang_cas, cas in enumerate(CAS) for rang in range(cas.combien)]
    return vues[:: len(vues) // COURTE][:COURTE] if courte else vues


def _plan_vue(cas: Cas, rang_cas: int, rang: int) -> Vue:
    nom = f"{cas.nom}-{rang:02}"
    hasard = Random(f"{GRAINE}/{nom}")
    scene = cas.construire(hasard)
    photo = rang >= cas.combien - cas.photos
    permises = allowed_layouts(scene, photo)
    disposition = permises[(rang_cas + rang // 2 + rang % 2 * 3) % len(permises)]
    style = draw_style(hasard, scene, disposition, photo)
    return Vue(nom, cas, MOITIES[(rang_cas + rang) % 2], scene, style, hasard)


def allowed_layouts(scene: Scene, photo: bool) -> tuple[str, ...]:
    """The layouts that can show the scene: a card has one request, a telephone few, a cut needs columns."""
    if scene.coupe or scene.style.get("hautes"):
        return TABLEAUX
    if scene.decor.get("groupes"):
        return ("tableau_large", "tableau_compact", "liste")
    if len(scene.lignes) == 1:
        return (*FICHES, "mobile", "tableau_nu", *FICHES, "grille", "liste", "tableau_large")
    ecartees = {*FICHES, "mobile"} if len(scene.lignes) > (2 if photo else 3) else set(FICHES)
    return tuple(nom for nom in DISPOSITIONS if nom not in ecartees)
