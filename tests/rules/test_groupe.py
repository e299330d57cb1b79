"""A list grouped by status: the title over a row tells of it when it is over as many rows as it says."""

import pytest

from dossiers.rules.etiquette import Champ
from dossiers.rules.feuille import Feuille
from dossiers.rules.groupe import find_groups
from dossiers.rules.lecture import straighten
from dossiers.rules.piece import Motif
from tests.rules.pages import make_page, write
from tests.rules.test_piece import NIL, judge

AUTRE, TIERS = "0041-7703", "0052-1111"


def stand(*lignes, x=60, y=100, pas=40):
    """Titles alone on their lines, and rows: a name, a number, a type of request."""
    return tuple(
        cellule
        for rang, ligne in enumerate(lignes)
        for cellule in (
            [write(ligne, x, y + rang * pas)]
            if isinstance(ligne, str)
            else [write(texte, x + i * 300, y + rang * pas) for i, texte in enumerate(ligne)]
        )
    )


def row(nil, nom="ALPHA", type_demande="INSi"):
    return nom, f"NIL {nil}", type_demande


BONNE = ("Recette (1)", row(AUTRE), "Pré-examen (2)", row(NIL), row(TIERS))

CAS = {
    "under its title": (Motif.CONFORME, stand(*BONNE)),
    "second of its group": (Motif.CONFORME, stand("Recette (1)", row(AUTRE), "Pré-examen (2)", row(TIERS), row(NIL))),
    "alone": (Motif.CONFORME, stand("Examen (1)", row(NIL))),
    "below": (Motif.STATUT_INSUFFISANT, stand("Recette (1)", row(NIL), "Pré-examen (1)", row(AUTRE))),
    "unknown title": (Motif.STATUT_INCONNU, stand("Pré-examen terminé (1)", row(NIL), "Recette (1)", row(AUTRE))),
    "a title that is not read": (Motif.STATUT_ABSENT, stand("Pré-examen (1)", row(AUTRE), row(NIL))),
    "a row that is not read": (Motif.STATUT_ABSENT, stand("Recette (1)", "Pré-examen (2)", row(NIL), row(TIERS))),
    "a row over all titles": (Motif.STATUT_ABSENT, stand(row(AUTRE), "Pré-examen (1)", row(NIL))),
    "without a count": (Motif.STATUT_ABSENT, stand("Pré-examen", row(NIL), "Recette", row(AUTRE))),
    "chips of a filter": (
        Motif.STATUT_ABSENT,
        (*stand(("Recette (3)", "Pré-examen (1)", "Examen (2)")), *stand(row(NIL), y=160)),
    ),
    "something between the title and its row": (
        Motif.STATUT_ABSENT,
        stand("Pré-examen (1)", "Aucune demande", row(NIL)),
    ),
    "the end of a title on two lines": (
        Motif.STATUT_ABSENT,
        (write("Demandes non", 60, 78), *stand("Obtenu (1)", row(NIL))),
    ),
    "a title that begins elsewhere": (
        Motif.STATUT_ABSENT,
        (write("Pré-examen (1)", 160, 100), *stand(row(NIL), y=140)),
    ),
    "a row that speaks of another status": (
        Motif.STATUT_ABSENT,
        stand("Pré-examen (1)", row(NIL, type_demande="À remettre en recette")),
    ),
}


@pytest.mark.parametrize("nom", CAS)
def test_status_of_a_group(nom):
    motif, cellules = CAS[nom]
    assert judge(*cellules).motif is motif


def test_groups_of_a_page():
    feuille = Feuille(straighten(make_page(*stand(*BONNE))))
    nils = [numero for numero in feuille.numeros if numero.champ is Champ.NIL]
    groupes = find_groups(feuille, nils)
    assert [(groupe.libelle, [numero.texte for numero in groupe.numeros]) for groupe in groupes] == [
        ("Recette", [AUTRE]),
        ("Pré-examen", [NIL, TIERS]),
    ]
