"""Answers in force: one, those of a scope, those that help with a requirement, those that differ elsewhere."""

import pytest

from dossiers.actions.fiche import withdraw_fiche
from dossiers.queries.fiche import (
    LISTE_MAX,
    SECOURS_MAX,
    codes_lisibles,
    effectifs,
    exigences_de,
    fiche_of,
    fiches_courantes,
    fiches_d_exigences,
    fiches_de_portees,
    fiches_par_exigence,
    secours_of,
    voisines_de,
)
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.portee import cas_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.queries.situation import situation_of
from dossiers.rules.portee import Portee, write_portee
from dossiers.rules.preparation import prepare_etape
from tests.aide.outils import publish
from tests.factories import LUNDI, make_administrateur, make_decided, make_dossier, make_referentiel

pytestmark = pytest.mark.django_db
PARTOUT, VILLE, HOPITAL = (Portee("parcours", ("segur",), couloirs) for couloirs in ((), ("mdv",), ("hop",)))


@pytest.fixture(scope="module", autouse=True)
def _fiches(base_du_module) -> None:
    """« ville », « hopital » and « partout » help with the NIL; « ancienne » was replaced, « retiree » withdrawn."""
    publish("ville", sujet="s", portee=VILLE, exigences=("nil", "nie"))
    publish("hopital", sujet="s", portee=HOPITAL, exigences=("nil",))
    publish("partout", portee=PARTOUT, exigences=("nil",))
    publish("ancienne", question="Avant ?", portee=VILLE, exigences=("nil",))
    publish("ancienne", question="Après ?", portee=PARTOUT)
    withdraw_fiche(fiche=publish("retiree", portee=VILLE, exigences=("nil",)), par=make_administrateur())


@pytest.fixture(scope="module")
def ville(base_du_module):
    return cas_of(dispositif_of(make_referentiel()))


def codes(fiches) -> list[str]:
    return [fiche.code for fiche in fiches]


def test_in_force():
    assert codes(fiches_courantes()) == ["ancienne", "hopital", "partout", "ville"]
    assert (fiche_of("ancienne").version, fiche_of("ancienne").question) == (2, "Après ?")
    for code in ("retiree", "absente"):
        with pytest.raises(Introuvable, match="Cette réponse n’existe pas"):
            fiche_of(code)


def test_withdrawn_it_is_no_link():
    assert codes_lisibles("ville", "retiree", "absente") == {"ville"}


def test_scopes_in_use_with_how_many_bear_each():
    assert effectifs() == {
        write_portee(HOPITAL): (HOPITAL, 1),
        write_portee(PARTOUT): (PARTOUT, 2),
        write_portee(VILLE): (VILLE, 1),
    }
    assert codes(fiches_de_portees([write_portee(PARTOUT)])) == ["ancienne", "partout"]
    assert fiches_de_portees([]) == []


def test_answers_that_help_with_a_requirement_in_one_case(ville):
    assert codes(fiches_d_exigences(["nil", "nie"])) == ["hopital", "partout", "ville"]
    assert codes(fiches_d_exigences(["nil"], ville)) == ["partout", "ville"]
    trouvees = fiches_par_exigence(["nil", "nie", "absente"], ville)
    assert {code: codes(fiches) for code, fiches in trouvees.items()} == {"nil": ["partout", "ville"], "nie": ["ville"]}


def test_no_more_than_a_list_holds():
    for rang in range(LISTE_MAX):
        publish(f"z{rang:02}", portee=PARTOUT, exigences=("nil",))
    assert len(fiches_de_portees([write_portee(PARTOUT)])) == len(fiches_d_exigences(["nil"])) == LISTE_MAX


def test_requirements_in_the_order_written():
    assert exigences_de(fiche_of("ville")) == ["nil", "nie"]


def test_same_question_in_other_scopes():
    assert codes(voisines_de([fiche_of("ville")])) == ["hopital"]
    assert voisines_de([fiche_of("ville"), fiche_of("hopital")]) == voisines_de([]) == []


def test_help_beside_what_is_contested(ville, django_assert_num_queries):
    for rang in range(SECOURS_MAX + 1):
        publish(f"preuve{rang}", portee=VILLE, exigences=("preuve_cnda",))
    dossier = make_decided("demander_complements")
    situation = situation_of(dossier, LUNDI)
    preparation = prepare_etape(situation)
    with django_assert_num_queries(1):
        secours = secours_of(preparation, situation.dispositif)
    assert {code: codes(fiches) for code, fiches in secours.items()} == {"preuve_cnda": ["preuve0", "preuve1"]}


def test_nothing_wrong_asks_nothing(django_assert_num_queries):
    situation = situation_of(make_dossier(etape=2), LUNDI)
    preparation = prepare_etape(situation)
    with django_assert_num_queries(0):
        assert secours_of(preparation, situation.dispositif) == {}
