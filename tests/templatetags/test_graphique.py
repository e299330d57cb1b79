"""Bars drawn by the server: their lengths, from plain rows."""

from dossiers.templatetags.graphique import barres


def test_bars_are_scaled_to_the_longest():
    rows = barres("Titre", [("Éditeur", 12), ("CNDA", 3), ("Tiers", 0)])["barres"]
    assert [largeur for _, _, largeur in rows] == ["100.00%", "25.00%", "0.00%"]


def test_columns_have_a_name_of_their_own():
    assert barres("T", [("a", 1)], "Étape", "Dossiers") == {
        "titre": "T",
        "barres": [("a", 1, "100.00%")],
        "colonne": "Étape",
        "unite": "Dossiers",
    }
    sans = barres("T", [])
    assert (sans["barres"], sans["colonne"], sans["unite"]) == ([], "Libellé", "Nombre")
