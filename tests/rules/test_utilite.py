"""The loop of the help: which answer becomes a task, of what weight, and the sentence that says why."""

import pytest

from dossiers.rules.utilite import Genre, Mesure, Recherche, Tache, taches_of


def taches(**champs: int) -> list[tuple[Genre, int, str]]:
    return [(t.genre, t.poids, t.phrase) for t in taches_of([Mesure("a", "Où ?", **champs)], [])]


@pytest.mark.parametrize(
    ("champs", "attendues"),
    [
        ({}, []),
        ({"oui": 9}, []),
        ({"non": 1}, [(Genre.REECRIRE, 2, "Avis « pas utile » : 1 sur 1.")]),
        ({"oui": 2, "non": 1}, []),
        ({"oui": 1, "non": 1}, [(Genre.REECRIRE, 2, "Avis « pas utile » : 1 sur 2.")]),
        ({"oui": 4, "non": 2}, []),
        ({"oui": 4, "non": 3}, [(Genre.REECRIRE, 6, "Avis « pas utile » : 3 sur 7.")]),
        ({"oui": 9, "refus": 1}, [(Genre.REECRIRE, 3, "1 refus de l’ANS après lecture.")]),
        (
            {"non": 1, "refus": 2},
            [(Genre.REECRIRE, 8, "Avis « pas utile » : 1 sur 1 ; 2 refus de l’ANS après lecture.")],
        ),
        ({"retard": 1}, [(Genre.RELIRE, 1, "La date de relecture est passée depuis 1 jour.")]),
        ({"retard": 29}, [(Genre.RELIRE, 1, "La date de relecture est passée depuis 29 jours.")]),
        ({"retard": 60}, [(Genre.RELIRE, 3, "La date de relecture est passée depuis 60 jours.")]),
    ],
)
def test_task_of_an_answer(champs, attendues):
    assert taches(**champs) == attendues


def test_empty_search_weighs_as_many_times_as_it_was_made():
    assert taches_of([], [Recherche(7, "tarte", 4)]) == [
        Tache(Genre.REPONDRE, "7", "tarte", "Cherchée 4 fois sans réponse.", 4)
    ]


def test_the_heaviest_first_then_by_title_and_kind():
    mesures = [Mesure("b", "B", non=1, retard=30), Mesure("a", "A", non=1), Mesure("c", "C", refus=1)]
    rendues = taches_of(mesures, [Recherche(1, "D", 1)])
    assert [(t.titre, t.genre.libelle, t.poids) for t in rendues] == [
        ("C", "À réécrire", 3),
        ("A", "À réécrire", 2),
        ("B", "À réécrire", 2),
        ("B", "À relire", 2),
        ("D", "À répondre", 1),
    ]
