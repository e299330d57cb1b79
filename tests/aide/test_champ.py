"""From an answer to the field it is about, in one's own dossiers."""

import pytest
from django.urls import reverse

from dossiers.aide.champ import DOSSIERS_MAX, field_of, fields_in_dossiers
from tests.factories import (
    fresh,
    make_compte,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_submitted,
)

pytestmark = pytest.mark.django_db


def test_field_of_a_requirement_of_a_question_and_of_nothing():
    dossier = make_dossier(etape=2)
    etape = reverse("depot:etape", args=[dossier.uuid, 2])
    nil, montage = field_of(dossier, "nil"), field_of(dossier, "montage")
    assert (nil.code, nil.libelle, nil.etape, nil.dossier) == (
        "nil",
        "Numéro d’identification logiciel (NIL)",
        2,
        dossier,
    )
    assert (nil.url, montage.url) == (f"{etape}#id_nil", f"{etape}#id_montage_0")
    assert field_of(dossier, "absente") is None


def test_field_as_the_ans_examines_it():
    dossier = make_submitted()
    assert field_of(dossier, "nil", ans=True).url == (
        f"{reverse('instruction:dossier', args=[dossier.uuid])}#exigence-nil"
    )


def test_fields_of_the_dossiers_that_wait_for_the_company():
    membre = make_membre()
    ouvert = make_dossier(membre, etape=2)
    make_dossier(membre)
    make_submitted(membre)
    make_dossier(etape=2)
    champs = fields_in_dossiers(membre, ["nil", "absente", "nie"])
    assert [(champ.dossier, champ.code) for champ in champs] == [(ouvert, "nil"), (ouvert, "nie")]
    conteste = fresh(make_decided("demander_complements", membre=membre))
    assert {champ.dossier for champ in fields_in_dossiers(membre, ["nil"])} == {ouvert, conteste}


def test_no_more_dossiers_than_that():
    membre = make_membre()
    for _ in range(DOSSIERS_MAX + 1):
        make_dossier(membre, etape=2)
    assert len(fields_in_dossiers(membre, ["nil"])) == DOSSIERS_MAX


@pytest.mark.parametrize("fabrique", [make_compte, make_instructeur])
def test_nothing_for_who_fills_in_none(fabrique):
    make_dossier(etape=2)
    assert fields_in_dossiers(fabrique(), ["nil"]) == []


def test_no_requirement_asks_nothing(django_assert_num_queries):
    membre = make_dossier(etape=2).cree_par
    with django_assert_num_queries(0):
        assert fields_in_dossiers(membre, []) == []
