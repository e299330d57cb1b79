"""« Et si une date changeait ? », for the ANS: the open dossiers of a dispositif, bounded, with counts."""

from datetime import datetime

import pytest
import time_machine

from dossiers.actions.dossier import withdraw_dossier
from dossiers.models import Dossier
from dossiers.pilotage import calendrier
from tests.factories import PARIS, make_dossier, make_instructeur

pytestmark = pytest.mark.django_db
PAGE = "/pilotage/calendrier/"
DRIMBOX = "DSR-IMG-DB-Va2"
LE = datetime(2025, 6, 2, 10, tzinfo=PARIS)
BOUGE = {"dispositif": DRIMBOX, "quoi": f"limite:{DRIMBOX}/dossier_administratif", "jour": "2025-06-10"}


@pytest.fixture(autouse=True)
def _juin():
    with time_machine.travel(LE, tick=False):
        yield


@pytest.fixture
def ans(client):
    client.force_login(make_instructeur())
    return client


def text_of(reponse) -> str:
    return " ".join(reponse.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def test_nothing_is_open(ans):
    assert "Aucun dossier n’est en cours" in text_of(ans.get(PAGE))


def test_dispositifs_that_have_open_dossiers(ans):
    make_dossier(code=DRIMBOX, le=LE)
    parti = make_dossier(le=LE)
    withdraw_dossier(dossier=parti, par=parti.cree_par, le=LE)
    reponse = ans.get(PAGE)
    assert [(code, nombre) for code, _, nombre in reponse.context["dispositifs"]] == [(DRIMBOX, 1)]
    assert (reponse.context["form"], f"{PAGE}?dispositif={DRIMBOX}" in text_of(reponse)) == (None, True)


def test_all_the_companies_before_and_after(ans):
    dossiers = [make_dossier(code=DRIMBOX, le=LE) for _ in range(2)]
    make_dossier(le=LE)
    reponse = ans.get(PAGE, BOUGE)
    effets = reponse.context["supposition"].effets
    assert {plan.dossier.pk for plan in effets} == {dossier.pk for dossier in dossiers}
    assert all(f"/instruction/{dossier.uuid}/" in text_of(reponse) for dossier in dossiers)
    assert f'<input type="hidden" name="dispositif" value="{DRIMBOX}"' in text_of(reponse)


def test_more_than_can_be_shown_are_counted(ans, monkeypatch):
    monkeypatch.setattr(calendrier, "PLAFOND", 2)
    for _ in range(3):
        make_dossier(code=DRIMBOX, le=LE)
    reponse = ans.get(PAGE, BOUGE)
    assert (reponse.context["supposition"].lus, reponse.context["supposition"].total) == (2, 3)
    assert "2 dossiers en cours sur 3 sont calculés" in text_of(reponse)


@pytest.mark.parametrize("code", ["", "rien", "DSR-MDV-LGC-Va2"])
def test_dispositif_without_an_open_dossier_has_no_form(ans, code):
    make_dossier(code=DRIMBOX, le=LE)
    reponse = ans.get(PAGE, {**BOUGE, "dispositif": code})
    assert (reponse.status_code, reponse.context["form"], reponse.context["supposition"]) == (200, None, None)


def test_training_dossiers_are_not_counted(ans):
    make_dossier(code=DRIMBOX, le=LE)
    Dossier.objects.update(formation=True, prochaine_relance=None)
    assert ans.get(PAGE).context["dispositifs"] == []


@pytest.mark.parametrize("nombre", [1, 3])
def test_more_dossiers_cost_no_more(ans, nombre, django_assert_num_queries):
    for _ in range(nombre):
        make_dossier(code=DRIMBOX, le=LE)
    ans.get(PAGE)
    with django_assert_num_queries(12):
        ans.get(PAGE, BOUGE)
