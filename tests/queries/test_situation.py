"""Rows → Situation: the answers of the right place, what was sent, what was contested, where a value comes from."""

from datetime import timedelta

import pytest

from dossiers.actions.etape import submit_etape
from dossiers.actions.reponse import save_reponses
from dossiers.models import Piece, Reponse
from dossiers.queries.situation import (
    last_soumission,
    last_soumissions,
    own_facts,
    reponses_of,
    situation_of,
    situations_of,
)
from dossiers.rules.parcours import Etat
from tests.factories import (
    LGC_VA1,
    LUNDI,
    REPONSES,
    fresh,
    make_decided,
    make_dossier,
    make_membre,
    make_piece,
    make_pieces,
    make_ready,
    make_submitted,
)

pytestmark = pytest.mark.django_db


def _at(dossier, jours: int = 0, **champs):
    return situation_of(fresh(dossier), LUNDI + timedelta(days=jours), **champs)


def test_new_dossier():
    vue = _at(make_dossier())
    assert (vue.etape, vue.etat, vue.reponses, vue.pieces, vue.depot, vue.tour) == (1, Etat.OUVERTE, {}, {}, None, 0)
    assert vue.etats == {1: Etat.OUVERTE, 2: Etat.FERMEE, 3: Etat.FERMEE, 4: Etat.FERMEE}
    assert vue.jour.isoformat() == "2026-03-02"


@pytest.mark.parametrize("nombre", [1, 3])
def test_situations_of_many_cost_no_more_than_one(nombre, django_assert_num_queries):
    par = make_membre()
    dossiers = [fresh(make_submitted(par)) for _ in range(nombre)]
    seules = {dossier.pk: situation_of(dossier, LUNDI) for dossier in dossiers}
    with django_assert_num_queries(6):
        ensemble = situations_of(dossiers, LUNDI)
    assert ensemble == seules


def test_each_has_its_own_of_the_same_company_and_of_others():
    """What belongs to the company is shared; a solution, a dossier, a round, an étape are not mixed up."""
    par = make_membre()
    dossiers = [
        make_ready(make_dossier(par, etape=2)),
        make_dossier(par, etape=2),
        make_dossier(par),
        make_decided("demander_complements", membre=par),
        make_decided("valider"),
        make_dossier(code=LGC_VA1),
    ]
    make_pieces(dossiers[1])
    dossiers = [fresh(dossier) for dossier in dossiers]
    ensemble = situations_of(dossiers, LUNDI)
    assert ensemble == {dossier.pk: situation_of(dossier, LUNDI) for dossier in dossiers}
    assert len({repr(situation) for situation in ensemble.values()}) == 6


def test_of_none_there_is_none(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert situations_of([], LUNDI) == {}


def test_facts_that_the_dossier_itself_brings():
    assert own_facts(make_dossier(proxy="Proxy A", financement=False, profils=["medecin_traitant", "inconnu"])) == {
        "financement": False,
        "proxy": True,
        "profil_general": True,
        "profil_centres_de_sante": False,
        "profil_medecin_traitant": True,
    }


def test_ready_dossier():
    dossier = make_ready(make_dossier(etape=2))
    vue = _at(dossier)
    piece = Piece.objects.get()
    assert vue.reponses == REPONSES
    assert {c: (p.uuid, p.nom, p.sha256, p.deposee_le, p.illisible) for c, p in vue.pieces.items()} == {
        "preuve_cnda": (str(piece.uuid), "cnda.png", piece.sha256, LUNDI, False)
    }


def test_replaced_proof_is_put_aside():
    dossier = make_ready(make_dossier(etape=2))
    nouvelle = make_piece(dossier, le=LUNDI + timedelta(hours=1), nom="deux.png")
    assert _at(dossier).pieces["preuve_cnda"].uuid == str(nouvelle.uuid)


def test_proof_that_does_not_open_is_said():
    dossier = make_ready(make_dossier(etape=2))
    dossier.pieces.update(etat_apercu="illisible")
    assert _at(dossier).pieces["preuve_cnda"].illisible is True


# ------------------------------------------------------------------ shared answers


def test_company_s_and_solution_s_answers_reach_their_other_dossiers():
    premier = make_ready(make_dossier(etape=2, nom="Alpha"), moteur="non")
    meme_solution = make_dossier(premier.cree_par, etape=2, nom="Alpha", code=LGC_VA1)
    autre_solution = make_dossier(premier.cree_par, etape=2, nom="Bêta")
    assert _at(meme_solution).reponses == {"nie": "00123", "nil": "456-A", "moteur": "non"}
    assert _at(autre_solution).reponses == {"nie": "00123"}
    assert _at(make_dossier(etape=2, nom="Alpha")).reponses == {}


def test_where_a_shared_answer_comes_from():
    membre = make_membre(prenom="Camille", nom="Durand")
    premier = make_ready(make_dossier(membre, etape=2))
    second = make_dossier(membre, etape=2)
    assert _at(second).provenances == {"nie": "Saisi par Camille Durand le 2 mars 2026, dans le dossier n°\u00a01."}
    assert set(_at(premier).provenances.values()) == {""}


def test_answer_of_the_wrong_place_does_not_count():
    """A code may be the solution's in one dispositif and the dossier's in another: one row never hides the other."""
    dossier = make_ready(make_dossier(etape=2))
    champs = {"editeur": dossier.editeur, "par": dossier.cree_par, "le": LUNDI}
    Reponse.objects.create(code="nil", valeur="du dossier", dossier=dossier, **champs)
    Reponse.objects.create(code="montage", valeur="oui", solution=dossier.solution, **champs)
    Reponse.objects.create(code="inconnu", valeur="x", dossier=dossier, **champs)
    vue = _at(dossier)
    assert vue.reponses == REPONSES
    assert set(reponses_of(dossier)) == set(REPONSES)


# ------------------------------------------------------------------ what was sent


def test_submitted_dossier_holds_what_was_sent():
    premier = make_submitted()
    autre = make_dossier(premier.cree_par, etape=2, nom=premier.solution.nom, code=LGC_VA1)
    save_reponses(dossier=autre, valeurs={"nie": "99999", "nil": "88888"}, par=premier.cree_par, le=LUNDI)
    assert (_at(autre).reponses["nie"], _at(premier).reponses["nie"], _at(premier).reponses["nil"]) == (
        "99999",
        "00123",
        "456-A",
    )
    assert (fresh(autre).nie, fresh(premier).nie, fresh(premier).nil) == ("", "00123", "456-A")
    assert set(_at(premier).provenances) & {"nie", "nil"} == set()


def test_depot_is_the_last_submission():
    dossier = make_submitted()
    vue = _at(dossier, 1)
    piece = Piece.objects.get()
    assert (vue.tour, vue.depot.le, vue.depot.reponses) == (1, LUNDI, REPONSES)
    assert vue.depot.pieces == {"preuve_cnda": str(piece.uuid)}
    assert vue.depot.empreintes == {"preuve_cnda": piece.sha256}


def test_sent_again_it_remembers_when_it_was_sent_first():
    dossier = make_decided("demander_complements")
    make_pieces(dossier)
    submit_etape(dossier=fresh(dossier), par=dossier.cree_par, le=LUNDI + timedelta(days=2))
    depot = _at(dossier, 3).depot
    assert (depot.tour, depot.le, depot.premier_le) == (2, LUNDI + timedelta(days=2), LUNDI)


def test_contested_requirements_are_those_of_the_last_request():
    dossier = make_decided("demander_complements")
    vue = _at(dossier)
    assert vue.contestees == {"preuve_cnda"}
    assert vue.examens["preuve_cnda"].motif == "La copie d’écran est coupée."
    make_piece(dossier, contenu=None, nom="deux.png", le=LUNDI)
    save_reponses(dossier=dossier, valeurs={"statut_cnda": "Examen"}, par=dossier.cree_par, le=LUNDI)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    vue = _at(dossier)
    assert (vue.tour, vue.contestees, set(vue.examens)) == (2, set(), {"nie", "nil", "versions_obsoletes"})


def test_refusal_contests_nothing():
    assert _at(make_decided("refuser")).contestees == frozenset()


def test_validated_étape_is_held_at_the_next_ones():
    """What the ANS validated does not follow what is told elsewhere afterwards."""
    dossier = make_decided()
    autre = make_dossier(dossier.cree_par, etape=2, nom=dossier.solution.nom, code=LGC_VA1)
    save_reponses(dossier=autre, valeurs={"nie": "99999", "nil": "88888"}, par=dossier.cree_par, le=LUNDI)
    vue = _at(dossier)
    assert (vue.etape, vue.etat, vue.depot) == (3, Etat.OUVERTE, None)
    assert (vue.reponses["nie"], vue.reponses["nil"], vue.reponses["moteur"]) == ("00123", "456-A", "")
    assert (fresh(dossier).nie, fresh(dossier).nil, fresh(dossier).nil_convention) == ("00123", "456-A", "456-A")


def test_another_étape_can_be_looked_at():
    dossier = make_decided()
    vue = _at(dossier, etape=2)
    assert (vue.etape, vue.etat, vue.tour, vue.reponses["nie"]) == (2, Etat.VALIDEE, 1, "00123")


def test_last_submission_of_each_étape():
    dossier = make_submitted()
    soumission = dossier.soumissions.get()
    assert last_soumissions(dossier) == {2: soumission}
    assert (last_soumission(dossier, 2), last_soumission(dossier, 3)) == (soumission, None)


def test_query_count_is_the_same_whatever_the_dossier_holds(django_assert_num_queries):
    vide, pleine = make_dossier(), make_decided("demander_complements")
    for dossier, nombre in ((vide, 5), (pleine, 6)):
        lu = fresh(dossier)
        with django_assert_num_queries(nombre):
            situation_of(lu, LUNDI)
