"""The doubts of a dossier as the queue keeps them: those of the reviewer's page, those that other dossiers tell."""

from datetime import timedelta

import pytest

from dossiers.actions.lecture import refresh_read_dossiers
from dossiers.actions.projection import project, save_projection
from dossiers.actions.reglage import set_lecture
from dossiers.models import Dossier
from dossiers.queries.doute import doutes_of
from dossiers.queries.examen import instruction_of
from dossiers.queries.situation import situation_of
from dossiers.rules.doute import Doute, read_doutes
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_decided,
    make_dispense,
    make_dossier,
    make_membre,
    make_net,
    make_ready,
)
from tests.fiches import fiche
from tests.lectures import read_as

pytestmark = pytest.mark.django_db


def kept(dossier: Dossier) -> set[Doute]:
    """What the row says, which is what the facts say."""
    lu = fresh(dossier)
    assert (lu.douteux, lu.doutes) == (bool(lu.doutes), project(lu, LUNDI + timedelta(days=90))["doutes"])
    return set(read_doutes(lu.doutes))


@pytest.fixture
def par():
    """Someone whose company has sent one dossier already."""
    membre = make_membre()
    make_net(membre, "white")
    return membre


def test_the_first_of_a_company_and_no_other():
    membre = make_membre()
    ouvert = make_ready(make_dossier(membre, etape=2))
    premier = make_net(membre, "blue")
    assert (kept(ouvert), kept(premier), kept(make_net(membre))) == (set(), {Doute.PREMIER}, set())


def test_a_picture_sent_before_in_another_dossier_is_told_and_the_first_stays_clean(par):
    premier, second = make_net(par, "green"), make_net(par, "green")
    assert (kept(premier), kept(second)) == (set(), {Doute.REJEU})
    ailleurs = make_net(make_membre(), "green")
    assert kept(ailleurs) == {Doute.REJEU, Doute.PREMIER}


def test_a_picture_still_in_a_draft_elsewhere_is_not_told(par):
    brouillon = make_dossier(par, etape=2)
    make_ready(brouillon)
    assert kept(make_net(par, "gray")) == set()


def test_a_reading_that_ends_after_the_sending_moves_the_row(par):
    dossier = make_net(par, nil="456-A")
    read_as(dossier.pieces.get(), fiche("789-B"))
    assert kept(dossier) == {Doute.DISCORDANT}


def test_what_is_waived_since_is_no_more_to_look_at(par):
    dossier = make_net(par, nil="456-A")
    read_as(dossier.pieces.get(), fiche("789-B"))
    make_dispense(dossier, "preuve_cnda", jours=None)
    assert save_projection(fresh(dossier), LUNDI) == ["doutes", "douteux"]
    lu = fresh(dossier)
    attentions = instruction_of(lu, situation_of(lu, LUNDI)).attentions
    assert (kept(dossier), attentions) == (set(), ())


def test_exercises_share_their_pictures_and_are_not_told(par):
    premier, second = make_net(par, "green"), make_net(par, "green")
    Dossier.objects.filter(pk__in=[premier.pk, second.pk]).update(formation=True, prochaine_relance=None)
    assert doutes_of(fresh(second), situation_of(fresh(second), LUNDI)) == set()
    Dossier.objects.filter(pk=second.pk).update(formation=False)
    assert doutes_of(fresh(second), situation_of(fresh(second), LUNDI)) == set()


def test_a_reading_that_agrees_leaves_it_clean(par):
    dossier = make_net(par, nil="456-A")
    read_as(dossier.pieces.get(), fiche())
    assert kept(dossier) == set()


def test_the_switch_of_the_readings_moves_what_the_ans_has(par, django_capture_on_commit_callbacks):
    dossier = make_net(par, nil="456-A")
    read_as(dossier.pieces.get(), fiche("789-B"))
    with django_capture_on_commit_callbacks(execute=True):
        set_lecture(active=False, par=make_administrateur())
    refresh_read_dossiers(LUNDI)
    assert kept(dossier) == set()


@pytest.mark.parametrize("decision", ["valider", "demander_complements", "refuser"])
def test_decided_it_is_no_more_to_look_at(decision):
    assert kept(make_decided(decision)) == set()


@pytest.mark.parametrize("lecture", [None, fiche(), fiche("789-B"), fiche(statut="Recette")])
def test_the_page_and_the_queue_see_the_same(par, lecture):
    dossier = make_net(par, nil="456-A")
    if lecture:
        read_as(dossier.pieces.get(), lecture)
    dossier = fresh(dossier)
    attentions = instruction_of(dossier, situation_of(dossier, LUNDI)).attentions
    assert bool(attentions) is bool(kept(dossier))


@pytest.mark.parametrize(("couleur", "nombre"), [("pink", 2), ("white", 3)])
def test_costs_two_queries_and_one_more_for_a_known_picture(par, couleur, nombre, django_assert_num_queries):
    dossier = make_net(par, couleur)
    situation = situation_of(dossier, LUNDI)
    with django_assert_num_queries(nombre):
        doutes_of(dossier, situation)


def test_a_spoilt_row_is_mended(par):
    dossier = make_net(par)
    Dossier.objects.filter(pk=dossier.pk).update(doutes="premier", douteux=True)
    assert save_projection(fresh(dossier), LUNDI) == ["doutes", "douteux"]
    assert kept(dossier) == set()
