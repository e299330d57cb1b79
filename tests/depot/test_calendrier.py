"""The calendar of a dossier and of the company: when to begin, the slack, a what-if that keeps nothing, an .ics."""

from datetime import UTC, datetime

import pytest
import time_machine
import vobject

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.etape import submit_etape
from dossiers.models import Evenement
from tests.factories import LUNDI, PARIS, make_dossier, make_membre, make_ready

pytestmark = pytest.mark.django_db
DRIMBOX = "DSR-IMG-DB-Va2"
LE = datetime(2025, 6, 2, 10, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def _juin():
    with time_machine.travel(LE, tick=False):
        yield


@pytest.fixture
def dossier(client):
    dossier = make_dossier(code=DRIMBOX, le=LE, nom="Alpha")
    client.force_login(dossier.cree_par)
    return dossier


def text_of(reponse) -> str:
    return " ".join(reponse.content.decode().replace("\u202f", " ").replace("\u00a0", " ").split())


def page(dossier) -> str:
    return f"/dossiers/{dossier.uuid}/calendrier/"


def test_when_to_begin_and_the_slack(client, dossier):
    texte = text_of(client.get(page(dossier)))
    debut = "« Demande au CNDA, jusqu’au pré-examen » avant le mardi 5 août 2025"
    assert (debut in texte, "Marge : 44 jours ouvrés." in texte) == (True, True)
    assert ("estimation de travail" in texte, "0 chez vous, 0 à l’ANS" in texte) == (True, True)


def test_clock_that_stands_while_the_ans_has_the_dossier(client):
    dossier = make_ready(make_dossier(code=DRIMBOX, etape=2, le=LE), le=LE)
    submit_etape(dossier=dossier, par=dossier.cree_par, le=LE)
    with time_machine.travel(LE.replace(day=12), tick=False):
        client.force_login(dossier.cree_par)
        texte = text_of(client.get(page(dossier)))
    assert ("0 chez vous, 7 à l’ANS" in texte, "Votre horloge est arrêtée" in texte) == (True, True)


@pytest.mark.parametrize(
    ("quoi", "jour", "attendu"),
    [
        ("jalon:cnda_pre_examen", "2025-09-01", "Compléter et envoyer l’étape 2 : fin le 08/07/2025"),
        ("limite:dossier_administratif", "2025-06-10", "Aucun jalon ne finit plus tôt ni plus tard"),
    ],
)
def test_what_if_shows_what_moves_and_keeps_nothing(client, dossier, quoi, jour, attendu):
    avant = Evenement.objects.count()
    texte = text_of(client.get(page(dossier), {"quoi": quoi, "jour": jour}))
    assert ("Ceci est une supposition" in texte, attendu in texte) == (True, True)
    assert ("ne tiennent plus" in texte or "ne tient plus" in texte) is True
    assert Evenement.objects.count() == avant


def test_no_slack_at_all_is_singular(client, dossier):
    texte = text_of(client.get(page(dossier), {"quoi": "jalon:cnda_pre_examen", "jour": "2025-08-05"}))
    assert ("marge : 0 jour ouvré" in texte, "Marge : 0 jour ouvré." in texte) == (True, True)
    assert " 0 jours" not in texte


@pytest.mark.parametrize(
    "demande", [{"quoi": "", "jour": ""}, {"quoi": "jalon:charte", "jour": "demain"}, {"quoi": "x\x00", "jour": "1"}]
)
def test_bad_what_if_is_said_and_shows_the_real_calendar(client, dossier, demande):
    reponse = client.get(page(dossier), demande)
    assert reponse.status_code in (200, 400)
    if reponse.status_code == 200:
        assert ("Ceci est une supposition" in text_of(reponse), bool(reponse.context["form"].errors)) == (False, True)


@pytest.mark.parametrize("quoi", ["jalon:cnda_pre_examen", "limite:dossier_administratif"])
@pytest.mark.parametrize(
    ("jour", "admis"),
    [
        ("0001-01-01", False),
        ("2020-06-02", False),
        ("2020-06-03", True),
        ("2030-06-01", True),
        ("2030-06-02", False),
        ("9999-12-31", False),
    ],
)
def test_what_if_stays_within_five_years(client, dossier, quoi, jour, admis):
    reponse = client.get(page(dossier), {"quoi": quoi, "jour": jour})
    phrase = [] if admis else ["Choisissez un jour à moins de cinq ans d’aujourd’hui."]
    assert (reponse.context["suppose"], reponse.context["form"].errors.get("jour", [])) == (admis, phrase)


def test_dispositif_without_limits(client):
    dossier = make_dossier(le=LE)
    client.force_login(dossier.cree_par)
    texte = text_of(client.get(page(dossier)))
    assert ("Aucune date limite à venir n’est publiée" in texte, "aucune date limite connue" in texte) == (True, True)


def test_one_limit_as_a_file(client, dossier):
    reponse = client.get(f"/dossiers/{dossier.uuid}/echeance/dossier_administratif.ics")
    evenement = vobject.readOne(reponse.content.decode()).vevent
    assert evenement.dtend.value == datetime(2025, 9, 10, 10, tzinfo=UTC)
    assert reponse.headers["Content-Disposition"].startswith("attachment; filename=")
    assert client.get(f"/dossiers/{dossier.uuid}/echeance/autre.ics").status_code == 404


def test_all_of_them_the_tightest_first(client, dossier):
    large, parti = (
        make_dossier(dossier.cree_par, nom="Large"),
        make_dossier(dossier.cree_par, code=DRIMBOX, nom="Parti"),
    )
    withdraw_dossier(dossier=parti, par=dossier.cree_par, le=LE)
    make_dossier(nom="Étranger")
    plans = client.get("/calendrier/").context["retroplans"]
    assert [retroplan.dossier.pk for retroplan in plans] == [dossier.pk, large.pk]


def test_no_dossier_yet(client):
    client.force_login(make_membre())
    assert "Aucun dossier en cours" in text_of(client.get("/calendrier/"))


def test_it_was_later_than_the_first_limit(client, dossier):
    with time_machine.travel(LUNDI, tick=False):
        client.force_login(dossier.cree_par)
        texte = text_of(client.get(page(dossier)))
    assert ("(passée)" in texte, "Dépôt du dossier administratif à l’ANS" in texte) == (True, True)
