"""The words by which a page names its fields, and what is not one of them."""

import pytest

from dossiers.rules.etiquette import Champ, find_champ, join_champ, split_champs

ETIQUETTES = {
    Champ.NIL: "NIL|N° NIL|Réf. logiciel|Numéro NIL :|NIL du logiciel|Numéro d’identification logiciel (NIL)|N1L|NIL ▲",
    Champ.NIE: "NIE|N° NIE|NIE éditeur|Numéro d’identification éditeur",
    Champ.STATUT: "Statut|STATUT :|Statut d’avancement|Stade|"
    "Statut de la demande|État de la demande|Statut actuel|Avancement|Statut v",
    Champ.LOGICIEL: "Logiciel|Nom du logiciel|Libellé|Solution|Nom",
    Champ.VERSION: "Version|Version majeure|Vers.|N° de version",
    Champ.TYPE: "Type|Type de demande|Référentiel|Nature|Objet",
    Champ.DATE: "Date|Date de dépôt|Mise à jour|Dernière mise à jour|Depuis le|Déposée le",
    Champ.EDITEUR: "Éditeur|Raison sociale",
    Champ.DEMANDE: "Demande de conformité n°|N° de demande|Référence|N° dossier",
    Champ.AUTRE: "Prochain statut|Statut minimum attendu|Statut demandé|Étape suivante|Historique",
    None: "Pré-examen|Examen|Recette|Déposée|Transmise|ALPHA Cabinet|0041-7702|Votre demande est recevable|",
}


@pytest.mark.parametrize("champ", ETIQUETTES)
def test_labels(champ):
    assert {texte: find_champ(texte) for texte in ETIQUETTES[champ].split("|")} == dict.fromkeys(
        ETIQUETTES[champ].split("|"), champ
    )


@pytest.mark.parametrize(
    ("texte", "fragments"),
    [
        ("NIE : 00417 NIL : 0041-7702", [("00417", Champ.NIE), ("0041-7702", Champ.NIL)]),
        ("Statut : Pré-examen Version : 5", [("Pré-examen", Champ.STATUT), ("5", Champ.VERSION)]),
        ("Statut Pré-examen", [("Pré-examen", Champ.STATUT)]),
        ("Statut minimum attendu : Pré-examen", [("Pré-examen", Champ.AUTRE)]),
        ("Bidule : Pré-examen", [("Pré-examen", Champ.AUTRE)]),
        ("02/04/2026 14:30", [("02/04/2026 14:30", None)]),
        ("Pré-examen", [("Pré-examen", None)]),
    ],
)
def test_values_with_their_labels(texte, fragments):
    assert [(texte[f.debut : f.fin].strip(), f.champ) for f in split_champs(texte)] == fragments


@pytest.mark.parametrize(
    ("lignes", "champ"),
    [
        (("N° d’identification", "logiciel"), Champ.NIL),
        (("Numéro", "d’identification", "logiciel"), Champ.NIL),
        (("Statut de la", "demande"), Champ.STATUT),
        (("Étape en", "cours"), Champ.STATUT),
        (("Statut", "précédent"), Champ.AUTRE),
        (("Prochaine", "étape"), Champ.AUTRE),
        (("NIL", "Logiciel"), None),
        (("Statut", "Version"), None),
        (("Statut", "Pré-examen"), None),
        (("État", "PRÉ-EXAMEN", "Demande"), None),
        (("N° 2", "logiciel"), None),
    ],
)
def test_lines_of_one_label(lignes, champ):
    assert join_champ(lignes) is champ
