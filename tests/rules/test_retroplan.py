"""Back-planning on the DRIMbox’s calendar: when to begin, the slack, what slips, what is done, what does not apply."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.rules.calendrier import Calendrier
from dossiers.rules.echeance import limites
from dossiers.rules.jour import PARIS
from dossiers.rules.parcours import Etat
from dossiers.rules.retroplan import (
    Duree,
    Hypothese,
    changed,
    first_start,
    is_done,
    newly_late,
    plan,
    remains,
    slipped,
)
from dossiers.rules.situation import Depot, Situation
from tests.rules.textes import dispositif

CALENDRIER = Calendrier()
LE = datetime(2025, 6, 2, 10, tzinfo=PARIS)
ETATS = {1: Etat.OUVERTE, 2: Etat.FERMEE, 3: Etat.FERMEE, 4: Etat.FERMEE}


def situation(le: datetime = LE, etats=None, etape: int = 1, **reponses: str) -> Situation:
    etats = {**ETATS, **(etats or {})}
    propres = {"financement": True, "proxy": False}
    return Situation(dispositif("DSR-IMG-DB-Va2"), le, etape, etats[etape], propres, reponses, etats=etats)


def plan_of(quand: Situation, hypothese: Hypothese | None = None, **durees: int) -> dict:
    pas = plan(quand, {c: Duree(j) for c, j in durees.items()}, CALENDRIER, hypothese or Hypothese({}, {}))
    return {un.jalon.code: un for un in pas}


def test_when_to_begin_at_the_cnda_to_keep_the_limit():
    """Limit of étape 2: Wednesday 10 September 2025; five days to send, twenty at the CNDA before."""
    pas = plan_of(situation())
    envoi, cnda = pas["envoi_etape_2"], pas["cnda_pre_examen"]
    assert (envoi.fin_au_plus_tard, envoi.debut_au_plus_tard) == (date(2025, 9, 10), date(2025, 9, 3))
    assert (cnda.fin_au_plus_tard, cnda.debut_au_plus_tard) == (date(2025, 9, 3), date(2025, 8, 5))
    assert cnda.limite.echeance.code == "dossier_administratif"
    assert first_start(tuple(pas.values())).jalon.code == "cnda_pre_examen"


def test_forward_from_today_and_the_slack():
    pas = plan_of(situation())
    cnda = pas["cnda_pre_examen"]
    assert (cnda.debut, cnda.fin) == (date(2025, 6, 2), date(2025, 7, 1))  # over Whit Monday
    assert cnda.marge == CALENDRIER.count_ouvres(cnda.fin, cnda.fin_au_plus_tard) == 44
    assert (pas["envoi_etape_2"].debut, pas["envoi_etape_2"].marge) == (date(2025, 7, 1), 44)


def test_step_that_cannot_be_kept_any_more_is_said():
    pas = plan_of(situation(datetime(2025, 8, 29, 10, tzinfo=PARIS)))
    assert (pas["cnda_pre_examen"].manque, pas["cnda_pre_examen"].marge < 0) == (True, True)


def test_what_is_done_has_no_slack_and_holds_up_nothing():
    pas = plan_of(situation(etats={1: Etat.VALIDEE, 2: Etat.OUVERTE}, etape=2, statut_cnda="Examen"))
    assert (pas["charte"].fait, pas["cnda_pre_examen"].fait, pas["cnda_pre_examen"].marge) == (True, True, None)
    assert (pas["envoi_etape_2"].debut, pas["envoi_etape_2"].fait) == (date(2025, 6, 2), False)


@pytest.mark.parametrize(
    ("statut", "fait"), [("", False), ("Recette", False), ("Pré-examen", True), ("Inconnu", False)]
)
def test_status_of_the_cnda_reached_or_not(statut, fait):
    quand = situation(etats={1: Etat.VALIDEE, 2: Etat.OUVERTE}, etape=2, statut_cnda=statut)
    jalon = next(j for j in quand.dispositif.commun.jalons if j.code == "cnda_pre_examen")
    assert is_done(jalon, quand) is fait


def test_status_the_ans_took_for_enough_is_behind():
    """« En cours actif » is of no ladder: the ANS validated the étape all the same."""
    apres = situation(etats={1: Etat.VALIDEE, 2: Etat.VALIDEE, 3: Etat.OUVERTE}, etape=3, statut_cnda="En cours actif")
    assert [code for code, pas in plan_of(apres).items() if pas.fait] == [
        "charte", "cnda_pre_examen", "envoi_etape_2", "decision_etape_2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("etats", "etape", "envoye", "reste"),
    [
        ({}, 1, None, ["dossier_administratif", "dossier_preuves", "echanges"]),
        ({1: Etat.VALIDEE, 2: Etat.SOUMISE}, 2, LE, ["dossier_preuves", "echanges"]),
        ({1: Etat.VALIDEE, 2: Etat.SOUMISE}, 2, datetime(2025, 9, 11, 10, tzinfo=PARIS), None),
        ({1: Etat.VALIDEE, 2: Etat.VALIDEE, 3: Etat.OUVERTE}, 3, None, ["dossier_preuves", "echanges"]),
        (dict.fromkeys(ETATS, Etat.VALIDEE), 4, None, []),
    ],
    ids=["begun", "sent in time", "sent late", "behind", "over"],
)
def test_limits_that_something_still_depends_on(etats, etape, envoye, reste):
    quand = situation(etats=etats, etape=etape)
    quand = replace(quand, depot=Depot(1, envoye, {}, {})) if envoye else quand
    attendu = ["dossier_administratif", "dossier_preuves", "echanges"] if reste is None else reste
    assert [li.echeance.code for li in limites(quand) if remains(li, quand)] == attendu


def test_montage_without_moteur_has_no_step_at_the_cnda():
    """What came before it comes before what follows it."""
    pas = plan_of(situation(montage="oui", moteur="non"))
    assert set(pas) == {
        "charte", "envoi_etape_2", "decision_etape_2", "envoi_etape_3", "decision_etape_3", "attribution",
    }  # fmt: skip
    assert pas["envoi_etape_2"].debut == pas["charte"].fin


def test_text_without_steps_has_no_plan():
    quand = situation()
    sans = replace(quand.dispositif, commun=replace(quand.dispositif.commun, jalons=()))
    assert plan(replace(quand, dispositif=sans), {}, CALENDRIER) == ()


def test_what_slips_if_this_step_slips():
    """The CNDA a month later: everything behind it moves, the charte does not."""
    avant, apres = plan_of(situation()), plan_of(situation(), Hypothese({"cnda_pre_examen": date(2025, 7, 2)}, {}))
    deplaces = [apres.jalon.code for _, apres in slipped(tuple(avant.values()), tuple(apres.values()))]
    assert deplaces == [code for code in avant if code != "charte"]
    assert apres["cnda_pre_examen"].debut == date(2025, 7, 2)


def test_limit_moved_moves_what_must_be_and_nothing_that_can():
    tard = datetime(2025, 10, 10, 12, tzinfo=PARIS)
    avant, apres = plan_of(situation()), plan_of(situation(), Hypothese({}, {"dossier_administratif": tard}))
    assert slipped(tuple(avant.values()), tuple(apres.values())) == []
    assert apres["envoi_etape_2"].fin_au_plus_tard == date(2025, 10, 10)
    assert apres["envoi_etape_2"].marge > avant["envoi_etape_2"].marge


def test_limit_that_is_past_commands_nothing():
    pas = plan_of(situation(datetime(2025, 9, 11, 10, tzinfo=PARIS)))
    assert pas["envoi_etape_2"].limite.echeance.code == "dossier_preuves"


@given(
    jours=st.integers(0, 900),
    durees=st.fixed_dictionaries({c: st.integers(0, 60) for c in ("charte", "cnda_pre_examen", "envoi_etape_3")}),
    glisse=st.integers(0, 60),
)
def test_plan_holds_together(jours, durees, glisse):
    """Steps follow each other, on working days; slipping one never brings another forward."""
    le = datetime.fromordinal(date(2025, 1, 2).toordinal() + jours).replace(hour=10, tzinfo=PARIS)
    avant = plan_of(situation(le), **durees)
    for pas in avant.values():
        assert (CALENDRIER.is_ouvre(pas.debut), pas.debut <= pas.fin) == (True, True)
        assert all(avant[code].fin <= pas.debut for code in pas.jalon.apres)
        if pas.marge is not None:
            assert pas.marge == CALENDRIER.count_ouvres(pas.fin, pas.fin_au_plus_tard)
    debut = CALENDRIER.add_ouvres(avant["cnda_pre_examen"].debut, glisse)
    apres = plan_of(situation(le), Hypothese({"cnda_pre_examen": debut}, {}), **durees)
    assert all(apres[code].fin >= pas.fin for code, pas in avant.items())


def both(hypothese: Hypothese) -> tuple[tuple, tuple]:
    return tuple(plan_of(situation()).values()), tuple(plan_of(situation(), hypothese).values())


def test_step_that_takes_longer_slips_all_that_follows():
    avant, apres = both(Hypothese({}, {}, {"cnda_pre_examen": 64}))
    assert {pas.jalon.code: pas.duree.jours for pas in apres}["cnda_pre_examen"] == 64
    assert [pas.marge for pas in apres if pas.jalon.code == "cnda_pre_examen"] == [0]
    assert newly_late(avant, apres) == []
    avant, apres = both(Hypothese({}, {}, {"cnda_pre_examen": 65}))
    assert [pas.jalon.code for pas in newly_late(avant, apres)] == ["cnda_pre_examen", "envoi_etape_2"]


def test_what_changes_is_an_end_a_latest_start_or_the_slack():
    tard = datetime(2025, 10, 10, 12, tzinfo=PARIS)
    avant, apres = both(Hypothese({}, {"dossier_administratif": tard}))
    assert [pas.jalon.code for _, pas in changed(avant, apres)] == ["charte", "cnda_pre_examen", "envoi_etape_2"]
    assert changed(*both(Hypothese({}, {}))) == []


def test_limit_brought_forward_makes_steps_late_once():
    tot = datetime(2025, 6, 10, 12, tzinfo=PARIS)
    avant, apres = both(Hypothese({}, {"dossier_administratif": tot}))
    assert [pas.jalon.code for pas in newly_late(avant, apres)] == ["charte", "cnda_pre_examen", "envoi_etape_2"]
    assert newly_late(apres, apres) == []
