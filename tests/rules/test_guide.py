"""The guided questions: each asked while it separates answers, with how many each choice leads to."""

from dossiers.rules.guide import Choix, advance
from dossiers.rules.portee import Catalogue, Portee, write_portee
from tests.rules.portees import CAS, EAI, SANS

CATALOGUE = Catalogue(
    CAS,
    (
        ("offre", "segur", "Ségur"),
        ("couloir", "mdv", "Ville"),
        ("thematique", "nil", "NIL"),
        ("thematique", "eai", "EAI"),
    ),
)


def effectifs(*portees: Portee):
    return {write_portee(p): (p, 1) for p in portees}


def test_a_question_is_asked_only_while_it_separates():
    partout = effectifs(Portee("t"), Portee("t", ("segur",)))
    assert advance({}, partout, CATALOGUE).axe == "offre"
    assert advance({"offre": "segur"}, partout, CATALOGUE).axe == ""
    assert advance({"offre": "segur"}, effectifs(Portee("t", faits=EAI), Portee("t", faits=SANS)), CATALOGUE).axe == (
        "dispositif"
    )


def test_who_passes_a_question_is_asked_the_next():
    etat = advance({"offre": "segur", "dispositif": "tous"}, effectifs(Portee("t", faits=EAI), Portee("t")), CATALOGUE)
    assert (etat.axe, etat.nombre) == ("couloir", 2)


def test_choices_are_named_and_counted():
    compte = {"seg": (Portee("nil", ("segur",)), 3), "bio": (Portee("nil", couloirs=("bio",)), 2)}
    etat = advance({"offre": "segur"}, compte, CATALOGUE)
    assert (etat.axe, etat.question) == ("couloir", "Quel est le couloir de votre solution ?")
    assert etat.choix == (Choix("mdv", "Ville", 3), Choix("bio", "bio", 5), Choix("off", "off", 3))
    assert (etat.retenues, etat.nombre) == (("seg", "bio"), 5)


def test_thematique_is_asked_last_in_the_order_of_the_text():
    compte = {"e": (Portee("eai", ("segur",)), 1), "n": (Portee("nil", ("segur",)), 1)}
    etat = advance({"offre": "segur"}, compte, CATALOGUE)
    assert (etat.axe, [choix.libelle for choix in etat.choix]) == ("thematique", ["NIL", "EAI"])
    fin = advance({"offre": "segur", "thematique": "eai"}, compte, CATALOGUE)
    assert (fin.axe, fin.question, fin.retenues, fin.nombre) == ("", "", ("e",), 1)


def test_case_that_does_not_exist_keeps_nothing():
    etat = advance({"offre": "segur", "couloir": "absent"}, effectifs(Portee("t")), CATALOGUE)
    assert (etat.axe, etat.retenues, etat.nombre) == ("", (), 0)
