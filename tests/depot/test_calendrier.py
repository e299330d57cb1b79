"""The calendar of a dossier and of the company: when to begin, the slack, a what-if that keeps nothing, an .ics."""

from datetime import UTC, datetime

import pytest
import time_machine
import vobject
from ical.calendar_stream import IcsCalendarStream

from dossiers.actions.charte import accept_charte
from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.etape import submit_etape
from dossiers.actions.reponse import save_reponses
from dossiers.models import Etape, Evenement
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
        ("jalon:cnda_pre_examen", "2025-09-01", "Compléter et envoyer l’étape 2 : fin le 8 juillet 2025"),
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
    phrase = "Aucune date limite à venir n’est publiée, à notre connaissance. Si rien ne tarde, le dernier s’achève le"
    assert (phrase in texte, "aucune date limite connue" in texte) == (True, False)


def test_limits_that_command_no_step(client):
    with time_machine.travel(datetime(2027, 6, 1, 10, tzinfo=PARIS), tick=False):
        dossier = make_dossier(code=DRIMBOX, le=LE)
        client.force_login(dossier.cree_par)
        texte = text_of(client.get(page(dossier)))
    assert ("Aucune date limite à venir ne pèse sur ces jalons. Si rien ne tarde" in texte) is True


def test_one_limit_as_a_file(client, dossier):
    reponse = client.get(f"/dossiers/{dossier.uuid}/echeance/dossier_administratif.ics")
    evenement = vobject.readOne(reponse.content.decode()).vevent
    [autre] = IcsCalendarStream.calendar_from_ics(reponse.content.decode()).events
    assert evenement.dtend.value == autre.dtend == datetime(2025, 9, 10, 10, tzinfo=UTC)
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


def test_duration_of_a_step_may_be_supposed(client, dossier):
    reponse = client.get(page(dossier), {"quoi": "duree:cnda_pre_examen", "jours": "60"})
    texte = text_of(reponse)
    assert ("Compléter et envoyer l’étape 2 : fin le 8 juillet 2025" in texte, "60 jours ouvrés" in texte) == (
        True,
        True,
    )


@pytest.mark.parametrize(
    ("demande", "refus"),
    [
        ({"quoi": "duree:cnda_pre_examen", "jour": "2025-09-01"}, {"jours": ["Indiquez un nombre de jours ouvrés."]}),
        ({"quoi": "jalon:cnda_pre_examen", "jours": "3"}, {"jour": ["Choisissez un jour."]}),
        ({"quoi": "limite:dossier_administratif"}, {"jour": ["Choisissez un jour."]}),
    ],
)
def test_what_if_lacks_its_value(client, dossier, demande, refus):
    assert client.get(page(dossier), demande).context["form"].errors == refus


@pytest.mark.parametrize("jours", ["-1", "501", "x"])
def test_duration_is_a_number_of_days_that_makes_sense(client, dossier, jours):
    reponse = client.get(page(dossier), {"quoi": "duree:charte", "jours": jours})
    assert (list(reponse.context["form"].errors), reponse.context["suppose"]) == (["jours"], False)


def offered(reponse) -> dict[str, list[str]]:
    """What may be supposed, by kind."""
    choix = reponse.context["form"].fields["quoi"].choices
    return {str(groupe): [valeur.partition(":")[2] for valeur, _ in dits] for groupe, dits in choix}


RESTE = ["envoi_etape_2", "decision_etape_2", "envoi_etape_3", "decision_etape_3", "cnda_obtenu", "attribution"]


def test_what_is_done_is_not_supposed_any_more(client, dossier):
    """The charte is accepted, the CNDA has reached its status: what remains is offered, on both pages."""
    accept_charte(dossier=dossier, acceptee=True, par=dossier.cree_par, le=LE)
    save_reponses(dossier=dossier, valeurs={"montage": "non", "statut_cnda": "Examen"}, par=dossier.cree_par, le=LE)
    for chemin in (page(dossier), "/calendrier/"):
        offre = offered(client.get(chemin))
        assert (offre["Le début d’un jalon"], offre["La durée d’un jalon"]) == (RESTE, RESTE)


def test_what_is_done_in_one_dossier_remains_in_another(client, dossier):
    accept_charte(dossier=dossier, acceptee=True, par=dossier.cree_par, le=LE)
    assert offered(client.get("/calendrier/"))["Le début d’un jalon"][0] == "cnda_pre_examen"
    make_dossier(dossier.cree_par, code=DRIMBOX, le=LE, nom="Frère")
    assert offered(client.get("/calendrier/"))["Le début d’un jalon"][0] == "charte"


def test_what_was_done_meanwhile_is_refused_and_the_real_calendar_shown(client, dossier):
    accept_charte(dossier=dossier, acceptee=True, par=dossier.cree_par, le=LE)
    reponse = client.get(page(dossier), {"quoi": "duree:charte", "jours": "3"})
    assert (list(reponse.context["form"].errors), reponse.context["suppose"]) == (["quoi"], False)


def test_nothing_is_left_to_suppose(client, dossier):
    Etape.objects.filter(dossier=dossier).update(etat="validee")
    texte = text_of(client.get(page(dossier)))
    assert ("Les dates limites" in texte, "Et si une date changeait" in texte) == (True, False)


LIMITE = f"limite:{DRIMBOX}/dossier_administratif"


def test_one_limit_moved_in_all_of_them(client, dossier):
    """The dossiers of that dispositif alone are touched, each says what slips; nothing is written."""
    frere = make_dossier(dossier.cree_par, code=DRIMBOX, etape=2, le=LE, nom="Frère")
    make_dossier(dossier.cree_par, nom="Autre dispositif")
    make_dossier(nom="Étranger", code=DRIMBOX)
    avant = Evenement.objects.count()
    reponse = client.get("/calendrier/", {"quoi": LIMITE, "jour": "2025-06-10"})
    supposition, texte = reponse.context["supposition"], text_of(reponse)
    assert {plan.dossier.pk for plan in supposition.effets} == {dossier.pk, frere.pk}
    assert (supposition.lus, supposition.total, supposition.rates) == (2, 2, 2)
    assert ("2 dossiers touchés, dont 2 où un jalon sort du délai" in texte, "le 10 septembre 2025 → " in texte) == (
        True,
        True,
    )
    assert f"/dossiers/{frere.uuid}/calendrier/?quoi=limite%3Adossier_administratif&amp;jour=2025-06-10" in texte
    assert Evenement.objects.count() == avant


def test_one_step_moved_in_all_of_them(client, dossier):
    make_dossier(dossier.cree_par, nom="Autre dispositif", le=LE)
    reponse = client.get("/calendrier/", {"quoi": "duree:cnda_pre_examen", "jours": "200"})
    effets = reponse.context["supposition"].effets
    assert [(plan.dossier.pk == dossier.pk, len(plan.rates)) for plan in effets] == [(True, 4), (False, 0)]
    assert "la durée de « Demande au CNDA, jusqu’au pré-examen » : 200 jours ouvrés" in text_of(reponse)


def test_what_touches_nobody_says_so(client, dossier):
    reponse = client.get("/calendrier/", {"quoi": LIMITE, "jour": "2025-09-10"})
    assert "Aucun dossier n’est touché" in text_of(reponse)


def test_bad_what_if_over_all_shows_the_real_calendars(client, dossier):
    reponse = client.get("/calendrier/", {"quoi": LIMITE, "jour": ""})
    assert (list(reponse.context["form"].errors), reponse.context["supposition"]) == (["jour"], None)
    assert [plan.dossier.pk for plan in reponse.context["retroplans"]] == [dossier.pk]


@pytest.mark.parametrize("nombre", [1, 3])
@pytest.mark.parametrize(("demande", "requetes"), [({}, 0), ({"quoi": LIMITE, "jour": "2025-06-10"}, 1)])
def test_more_dossiers_cost_no_more(client, dossier, nombre, demande, requetes, django_assert_num_queries):
    for _ in range(nombre - 1):
        make_dossier(dossier.cree_par, code=DRIMBOX, le=LE)
    client.get("/calendrier/")
    with django_assert_num_queries(12 + requetes):
        client.get("/calendrier/", demande)
