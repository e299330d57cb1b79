"""The figures of the reading: what counts as right, what is a false concordant, which goals are met."""

import json

import pytest

from dossiers.rules.constat import Issue
from dossiers.rules.mesure import CHAMPS, draw_bilan, is_false_concordant, judge_bilan, same_text, share
from tests.mesures import make_bilan, make_dit, make_verite

NETTE, PHOTO = make_verite(), make_verite(nette=False, fichier="photo.jpg")
AUTRE = make_verite("discordant", libelle="Autre logiciel", disposition="fiche", champs={"nil": "77"})


def tenus(bilan) -> list[bool]:
    return [objectif.tenu for objectif in judge_bilan(bilan)]


@pytest.mark.parametrize("vraie", list(Issue))
@pytest.mark.parametrize("dite", list(Issue))
def test_false_concordant_is_said_and_not_true(vraie, dite):
    attendu = dite == "concordant" and vraie != "concordant"
    assert is_false_concordant(make_verite(vraie), make_dit(dite)) is attendu


def test_bilan_counts_everything_once():
    bilan = make_bilan(
        (NETTE, make_dit(duree=1.0, nil="0012-7", statut="Recette")),
        (PHOTO, make_dit("illisible", duree=3.0)),
        (AUTRE, make_dit(duree=2.0, nil="NIL : 77")),
    )
    assert bilan == {
        "images": 3,
        "matrice": {
            "concordant": {"concordant": 1, "discordant": 0, "illisible": 1},
            "discordant": {"concordant": 1, "discordant": 0, "illisible": 0},
            "illisible": {"concordant": 0, "discordant": 0, "illisible": 0},
        },
        "faux_concordants": ["discordant.png"],
        "nettes": {"justes": 1, "total": 1},
        "photos": {"justes": 0, "total": 1},
        "champs": {
            "statut": {"justes": 0, "lus": 1, "total": 2},
            "nil": {"justes": 2, "lus": 2, "total": 3},
            "nie": {"justes": 0, "lus": 0, "total": 0},
            "logiciel": {"justes": 0, "lus": 0, "total": 2},
            "version": {"justes": 0, "lus": 0, "total": 2},
            "date": {"justes": 0, "lus": 0, "total": 2},
        },
        "cas": [
            {"nom": "Une seule demande", "attendue": "concordant", "images": 2, "justes": 1, "faux": 0},
            {"nom": "Autre logiciel", "attendue": "discordant", "images": 1, "justes": 0, "faux": 1},
        ],
        "dispositions": [
            {"nom": "Tableau large", "attendue": "concordant", "images": 2, "justes": 1, "faux": 0},
            {"nom": "Fiche", "attendue": "discordant", "images": 1, "justes": 0, "faux": 1},
        ],
        "secondes": {"mediane": 2.0, "p90": 3.0, "max": 3.0},
        "memoire_mo": 700,
    }
    assert json.loads(json.dumps(bilan)) == bilan


def test_bilan_of_nothing():
    bilan = draw_bilan([], 1)
    assert (bilan["images"], bilan["secondes"]) == (0, {"mediane": 0.0, "p90": 0.0, "max": 0.0})
    assert tenus(bilan) == [True] * 5


@pytest.mark.parametrize(
    ("paires", "memoire", "attendus"),
    [
        ([(NETTE, make_dit())], 799, [True, True, True, True, True]),
        ([(AUTRE, make_dit())], 799, [False, True, True, True, True]),
        ([(NETTE, make_dit())] * 18 + [(NETTE, make_dit("illisible"))], 799, [True, False, True, True, True]),
        ([(NETTE, make_dit())] * 19 + [(NETTE, make_dit("illisible"))], 799, [True, True, True, True, True]),
        ([(PHOTO, make_dit())] * 4 + [(PHOTO, make_dit("illisible"))], 799, [True, True, True, True, True]),
        ([(PHOTO, make_dit())] * 3 + [(PHOTO, make_dit("discordant"))], 799, [True, True, False, True, True]),
        ([(NETTE, make_dit(duree=2.0))], 799, [True, True, True, False, True]),
        ([(NETTE, make_dit())], 800, [True, True, True, True, False]),
    ],
)
def test_each_goal_on_its_edge(paires, memoire, attendus):
    assert tenus(make_bilan(*paires, memoire_mo=memoire)) == attendus


def test_goals_are_said_in_words():
    assert [(o.libelle, o.vise, o.obtenu) for o in judge_bilan(make_bilan())] == [
        ("Faux concordants", "aucun", "0"),
        ("Copies d’écran nettes concordantes reconnues", "au moins 95\u00a0%", "100,0\u00a0% (1 sur 1)"),
        ("Photographies concordantes reconnues", "au moins 80\u00a0%", "– (0 sur 0)"),
        ("Temps médian par image", "moins de 2\u00a0s", "1,00\u00a0s"),
        ("Mémoire de pointe", "moins de 800\u00a0Mo", "700\u00a0Mo"),
    ]


@pytest.mark.parametrize(
    ("champ", "vrai", "lu", "juste"),
    [
        ("nil", "0012-7", "0012-7", True),
        ("nil", "LGC12", "lgc12", True),
        ("nil", "0012-7", "N° NIL : 0012-7", True),
        ("nil", "0012-7", "00127", False),
        ("nil", "0012", "0012-7", False),
        ("nil", "0012", "00120", False),
        ("nil", "0012", "", False),
        ("statut", "Pré-examen", "PRE EXAMEN", True),
        ("statut", "Examen", "Pré-examen", True),
        ("statut", "Examen", "Réexamen", False),
        ("logiciel", "L’Agenda du soin", "L'Agenda du soin", True),
        ("version", "4.2", "42", False),
        ("date", "02/03/2026", "", False),
    ],
)
def test_what_is_read_right(champ, vrai, lu, juste):
    assert same_text(champ, vrai, lu) is juste


@pytest.mark.parametrize(
    ("part", "total", "texte"), [(1, 3, "33,3\u00a0%"), (0, 0, "–"), (0, 5, "0,0\u00a0%"), (5, 5, "100,0\u00a0%")]
)
def test_share(part, total, texte):
    assert share(part, total) == texte


def test_fields_are_those_of_a_reading():
    assert list(CHAMPS) == ["statut", "nil", "nie", "logiciel", "version", "date"]
