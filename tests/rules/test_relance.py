"""What is due, when and why: each item its ladder, working days, never at night, never two rungs at once."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossiers.referentiel.commun import Fermeture
from dossiers.referentiel.relance import Depuis, Pour
from dossiers.rules.calendrier import Calendrier
from dossiers.rules.jour import PARIS
from dossiers.rules.parcours import Etat
from dossiers.rules.relance import (
    DECISION,
    DESACCORD,
    ECHELLE,
    ENVOI,
    SECONDE_LECTURE,
    Fait,
    Passe,
    Rappel,
    Sorte,
    awaited_items,
    awaits_editeur,
    echelle_of,
    is_pressing,
    known_echelons,
    limit_of,
    manual_echelon,
    next_decent,
    next_dues,
    refuse_manual,
    remains_due,
)
from dossiers.rules.relecture import Lectures, Lu
from dossiers.rules.situation import Depot, Situation
from tests.rules.textes import dispositif

HEURE, CALENDRIER = 9, Calendrier()
COMPLET = {"montage": "non", "apcv": "non", "nie": "1", "nil": "2", "nil_tiers": "", "statut_cnda": "Pré-examen"}
# The limit of étape 2 of the DRIMbox, a Wednesday at noon.
LIMITE = datetime(2025, 9, 10, 12, tzinfo=PARIS)


def paris(mois: int, jour: int, heure: int = 9, minute: int = 0, annee: int = 2026) -> datetime:
    return datetime(annee, mois, jour, heure, minute, tzinfo=PARIS)


LUNDI = paris(3, 2, 10)


def situation(etat: Etat = Etat.OUVERTE, etape: int = 2, tour: int = 0, le: datetime = LUNDI, **reponses) -> Situation:
    """LGC without financing at an étape, answered in full but for its proof."""
    depot = Depot(tour, LUNDI, {}, {}) if tour else None
    return Situation(
        dispositif("DSR-MDV-LGC-Va1"), le, etape, etat, {"financement": False, "proxy": False},
        {**COMPLET, **reponses}, depot=depot,
    )  # fmt: skip


def drimbox(le: datetime, depot: Depot | None = None, etat: Etat = Etat.OUVERTE) -> Situation:
    """A DRIMbox at étape 2 of which only the montage is not answered."""
    reponses = {"nie": "1", "versions_obsoletes": "néant"}
    propres = {"financement": True, "proxy": False}
    return Situation(dispositif("DSR-IMG-DB-Va2"), le, 2, etat, propres, reponses, depot=depot)


MARDI = paris(3, 3, 15)
ATTENDUE = Lectures(Lu("refuser", 1), depuis=LUNDI)
OPPOSEES = Lectures(Lu("refuser", 1), Lu("valider", 2), depuis=MARDI)
DISPENSEES = Lectures(Lu("refuser", 1), dispensee=True, depuis=LUNDI)


def being_read(lectures: Lectures) -> Situation:
    """Sent, and read by someone."""
    return replace(situation(Etat.SOUMISE, tour=1), lectures=lectures)


def dues(quand: Situation, depuis: datetime = LUNDI, *faits: Fait, calendrier=CALENDRIER, jusqu_a=None) -> list[tuple]:
    """Item, rung and moment of each next rung."""
    passe = Passe(depuis, faits, jusqu_a)
    return [(due.code, due.echelon, due.le) for due in next_dues(quand, passe, calendrier, HEURE)]


def done(*echelons: tuple[str, datetime], code: str = "preuve_cnda") -> list[Fait]:
    return [Fait(code, echelon, le) for echelon, le in echelons]


@pytest.mark.parametrize(
    ("faits", "attendu"),
    [
        ([], ("premiere", paris(3, 5))),
        ([("premiere", paris(3, 5))], ("deuxieme", paris(3, 12))),
        ([("premiere", paris(3, 5)), ("deuxieme", paris(3, 12))], ("mandataire", paris(3, 23))),
        ([("mandataire", paris(3, 23))], ("ans", paris(3, 24))),
        ([("ans", paris(3, 24))], None),
        # Late: the server was off. Five working days, as on the ladder, over Easter Monday.
        ([("premiere", paris(4, 1, 11))], ("deuxieme", paris(4, 9))),
    ],
)
def test_ladder_of_working_days(faits, attendu):
    assert dues(situation(), LUNDI, *done(*faits)) == ([("preuve_cnda", *attendu)] if attendu else [])


@pytest.mark.parametrize(
    ("depuis", "attendu"),
    [
        (paris(3, 2, 23, 59), paris(3, 5)),
        (paris(3, 6), paris(3, 11)),
        (paris(3, 7), paris(3, 11)),  # a Saturday
        (paris(3, 26), paris(3, 31)),  # over the change to summer time
        (paris(4, 30), paris(5, 6)),  # over the 1st of May
        (paris(2, 25, annee=2028), paris(3, 1, annee=2028)),  # over the 29th of February
    ],
)
def test_first_rung_is_three_working_days_later_at_nine_in_paris(depuis, attendu):
    assert dues(situation(le=depuis), depuis) == [("preuve_cnda", "premiere", attendu)]


def test_closure_of_the_ans_is_not_counted():
    ferme = Calendrier(fermetures=(Fermeture(paris(3, 3).date(), paris(3, 4).date(), "Fermeture"),))
    assert dues(situation(), calendrier=ferme) == [("preuve_cnda", "premiere", paris(3, 9))]


def test_each_item_has_its_own_ladder():
    quand = situation(nie="")
    assert dues(quand, LUNDI, *done(("premiere", paris(3, 5)), code="nie")) == [
        ("preuve_cnda", "premiere", paris(3, 5)),
        ("nie", "deuxieme", paris(3, 12)),
    ]


@pytest.mark.parametrize(("jusqu_a", "attendu"), [(paris(3, 4), paris(3, 5)), (paris(3, 14), paris(3, 16))])
def test_quiet_pushes_back_and_forgets_nothing(jusqu_a, attendu):
    assert dues(situation(), jusqu_a=jusqu_a) == [("preuve_cnda", "premiere", attendu)]


@pytest.mark.parametrize(
    ("quand", "attendu"),
    [
        (situation(), ("preuve_cnda",)),
        (situation(etape=1), (ENVOI,)),
        (situation(Etat.SOUMISE, tour=1), (DECISION,)),
        (situation(Etat.REFUSEE), ()),
        (situation(etape=3), ()),
    ],
)
def test_what_is_awaited(quand, attendu):
    assert awaited_items(quand) == attendu


def test_while_the_ans_has_it_its_own_ladder_runs():
    quand = situation(Etat.SOUMISE, tour=1)
    assert dues(quand) == [(DECISION, "instruction_10", paris(3, 16))]
    apres = done(("instruction_10", paris(3, 16)), code=DECISION)
    assert dues(quand, LUNDI, *apres) == [(DECISION, "instruction_20", paris(3, 30))]


@pytest.mark.parametrize(
    ("lectures", "code", "premiere", "derniere"),
    [
        (ATTENDUE, SECONDE_LECTURE, paris(3, 3), paris(3, 9)),
        (OPPOSEES, DESACCORD, paris(3, 4), paris(3, 10)),
    ],
)
def test_a_reader_is_awaited_beside_the_decision_since_it_waits_for_one(lectures, code, premiere, derniere):
    quand = being_read(lectures)
    assert awaited_items(quand) == (DECISION, code)
    decision = (DECISION, "instruction_10", paris(3, 16))
    assert dues(quand) == [(code, "relecture_1", premiere), decision]
    # The éditeur has nothing to do with it, nor has a quiet they asked for.
    assert dues(quand, LUNDI, jusqu_a=paris(4, 1))[0] == (code, "relecture_1", premiere)
    apres = done(("relecture_1", premiere), code=code)
    assert dues(quand, LUNDI, *apres) == [(code, "relecture_5", derniere), decision]
    tout = done(("relecture_1", premiere), ("relecture_5", derniere), code=code)
    assert dues(quand, LUNDI, *tout) == [decision]


def test_what_was_read_goes_with_the_rung_and_nobody_is_awaited_once_waived():
    [due, _] = next_dues(being_read(ATTENDUE), Passe(LUNDI), CALENDRIER, HEURE)
    assert (due.lectures, due.sorte) == (ATTENDUE, Sorte.RELECTURE)
    assert awaited_items(being_read(DISPENSEES)) == (DECISION,)


# ---------------------------------------------------------------- before a limit


def before(depuis: datetime, *faits: str) -> tuple | None:
    """The next rung before the limit, for someone who has been silent since then: rung, moment, urgent."""
    passe = Passe(depuis, tuple(Fait("montage", f"{rung}@202509101200", depuis) for rung in faits))
    trouvees = next_dues(drimbox(depuis), passe, CALENDRIER, HEURE)
    return next(((d.relance.code, d.le, d.urgente) for d in trouvees if d.sorte is Sorte.ECHEANCE), None)


@pytest.mark.parametrize(
    ("depuis", "faits", "attendu"),
    [
        (LIMITE - timedelta(days=60), (), ("limite_10", paris(8, 27, annee=2025), False)),
        (LIMITE - timedelta(days=60), ("limite_10",), ("limite_3", paris(9, 5, annee=2025), False)),
        (LIMITE - timedelta(days=60), ("limite_10", "limite_3"), ("limite_1", paris(9, 9, annee=2025), True)),
        (LIMITE - timedelta(days=60), ("limite_10", "limite_3", "limite_1"), None),
        # Opened late: of the rungs that are past only the last is worth a mail, and not on the very day.
        (LIMITE - timedelta(days=4), (), ("limite_3", paris(9, 8, annee=2025), False)),
        (LIMITE - timedelta(days=2), (), ("limite_1", paris(9, 9, annee=2025), True)),
        (LIMITE - timedelta(hours=3), (), None),
        (LIMITE + timedelta(days=1), (), None),
    ],
)
def test_rungs_before_a_limit(depuis, faits, attendu):
    assert before(depuis, *faits) == attendu


def test_what_was_sent_in_time_is_not_reminded_of_its_limit():
    depot = Depot(1, LIMITE - timedelta(days=20), {}, {})
    quand = drimbox(LIMITE - timedelta(days=15), depot, Etat.COMPLEMENTS)
    assert {due.sorte for due in next_dues(quand, Passe(quand.le), CALENDRIER, HEURE)} == {Sorte.MANQUE}


# ---------------------------------------------------------------- texts


def test_published_text_brings_its_own_ladder():
    silence = echelle_of(situation(), Depuis.SILENCE)
    assert [(r.code, r.jours, r.pour) for r in silence] == [
        ("premiere", 3, Pour.PORTEUR), ("deuxieme", 8, Pour.PORTEUR), ("mandataire", 15, Pour.MANDATAIRE),
        ("ans", 16, Pour.ANS),
    ]  # fmt: skip
    assert [r.jours for r in echelle_of(situation(), Depuis.LIMITE)] == [10, 3, 1]


def test_text_without_rungs_follows_the_default_ladder():
    quand = situation()
    ancien = replace(quand.dispositif, commun=replace(quand.dispositif.commun, relances=()))
    avant = replace(quand, dispositif=ancien)
    assert echelle_of(avant, Depuis.SILENCE) + echelle_of(avant, Depuis.RELECTURE) == ECHELLE
    assert echelle_of(avant, Depuis.INSTRUCTION) == ()


def test_a_text_that_says_nothing_of_a_reading_follows_ours_and_no_other():
    commun = situation().dispositif.commun
    assert known_echelons(commun) == commun.relances
    muet = replace(commun, relances=tuple(r for r in commun.relances if r.depuis is not Depuis.RELECTURE))
    lecture = tuple(r for r in ECHELLE if r.depuis is Depuis.RELECTURE)
    assert known_echelons(muet) == (*muet.relances, *lecture)


def test_the_first_rung_of_the_default_ladder():
    quand = situation()
    ancien = replace(quand.dispositif, commun=replace(quand.dispositif.commun, relances=()))
    assert dues(replace(quand, dispositif=ancien)) == [("preuve_cnda", "premiere", paris(3, 5))]


# ---------------------------------------------------------------- a decent hour


@pytest.mark.parametrize(
    ("le", "attendu"),
    [
        (paris(3, 2, 9), paris(3, 2, 9)),
        (paris(3, 2, 18, 59), paris(3, 2, 18, 59)),
        (paris(3, 2, 19), paris(3, 3)),
        (paris(3, 2, 8, 59), paris(3, 2)),
        (paris(3, 6, 20), paris(3, 9)),  # Friday evening
        (paris(3, 8, 11), paris(3, 9)),
        (paris(5, 1, 11), paris(5, 4)),
        (paris(12, 24, 20), paris(12, 28)),
    ],
)
def test_decent_moment(le, attendu):
    assert next_decent(le, HEURE, CALENDRIER) == attendu


moments = st.datetimes(datetime(2024, 1, 1), datetime(2028, 12, 31)).map(lambda le: le.replace(tzinfo=PARIS))


@given(le=moments, heure=st.integers(6, 18))
def test_decent_moment_is_decent_and_stays(le, heure):
    decent = next_decent(le, heure, CALENDRIER)
    ici = decent.astimezone(PARIS)
    assert (decent >= le, CALENDRIER.is_ouvre(ici.date()), heure <= ici.hour < 19) == (True, True, True)
    assert next_decent(decent, heure, CALENDRIER) == decent


@given(
    depuis=moments, retards=st.lists(st.integers(0, 24 * 40), min_size=4, max_size=4), actes=st.sets(st.integers(1, 3))
)
def test_ladder_climbed_at_any_pace(depuis, retards, actes):
    """Each rung some hours late, acts of the éditeur in between: rungs in order, on working days, none close by."""
    faits: list[Fait] = []
    for rang, retard in enumerate(retards):
        if rang in actes:
            depuis = faits[-1].le + timedelta(hours=1)
        [due] = next_dues(situation(le=depuis), Passe(depuis, tuple(faits)), CALENDRIER, HEURE)
        assert (due.relance, CALENDRIER.is_ouvre(due.le.date())) == (
            echelle_of(situation(), Depuis.SILENCE)[rang],
            True,
        )
        le = next_decent(due.le + timedelta(hours=retard), HEURE, CALENDRIER)
        faits.append(Fait(due.code, due.echelon, le))
    ecarts = [CALENDRIER.count_ouvres(avant.le.date(), apres.le.date()) for avant, apres in pairwise(faits)]
    assert [ecart >= voulu for ecart, voulu in zip(ecarts, (5, 7, 1), strict=True)] == [True] * 3


# ---------------------------------------------------------------- when it would leave


def rappel(code: str = "preuve_cnda", sorte: Sorte = Sorte.MANQUE, tour: int = 0, **champs) -> Rappel:
    return Rappel(
        **{"etape": 2, "tour": tour, "code": code, "echelon": "premiere", "sorte": sorte, "ecrit_le": LUNDI,
           "agi_le": LUNDI, **champs}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("etape", "etat", "attendu"),
    [
        (1, Etat.OUVERTE, True),
        (2, Etat.OUVERTE, True),
        (2, Etat.COMPLEMENTS, True),
        (2, Etat.SOUMISE, False),
        (2, Etat.REFUSEE, False),
        (3, Etat.OUVERTE, False),  # nothing can be done there yet
    ],
)
def test_who_is_awaited(etape, etat, attendu):
    assert awaits_editeur(situation(etat, etape)) is attendu


@pytest.mark.parametrize(
    ("actuelle", "ecrit", "attendu"),
    [
        (situation(), rappel(), True),
        (situation(nie=""), rappel(), True),  # something else is missing too
        (situation(), rappel("nie"), False),
        (situation(Etat.SOUMISE), rappel(), False),
        (situation(Etat.COMPLEMENTS, tour=1), rappel(), False),  # another round
        (situation(etape=1), rappel(), False),
        (situation(), rappel(agi_le=LUNDI + timedelta(seconds=1)), False),
        (situation(), rappel(suspendu_jusqu_a=LUNDI + timedelta(days=1)), False),
        (situation(), rappel(suspendu_jusqu_a=LUNDI), True),
        (situation(Etat.SOUMISE, tour=1), rappel(DECISION, Sorte.INSTRUCTION, 1), True),
        (situation(Etat.REFUSEE, tour=1), rappel(DECISION, Sorte.INSTRUCTION, 1), False),
        (being_read(ATTENDUE), rappel(SECONDE_LECTURE, Sorte.RELECTURE, 1, a=2), True),
        (being_read(ATTENDUE), rappel(SECONDE_LECTURE, Sorte.RELECTURE, 1, a=1), False),
        (being_read(OPPOSEES), rappel(SECONDE_LECTURE, Sorte.RELECTURE, 1, a=2), False),  # it was given
        (being_read(OPPOSEES), rappel(DESACCORD, Sorte.RELECTURE, 1, a=1), True),
        (being_read(DISPENSEES), rappel(SECONDE_LECTURE, Sorte.RELECTURE, 1, a=2), False),
        (situation(Etat.VALIDEE, tour=1), rappel(SECONDE_LECTURE, Sorte.RELECTURE, 1, a=2), False),
        (situation(Etat.SOUMISE), rappel("depot", Sorte.CALENDRIER), True),
        (situation(Etat.RETIREE), rappel("depot", Sorte.CALENDRIER), False),
    ],
)
def test_remains_due(actuelle, ecrit, attendu):
    assert remains_due(actuelle, ecrit) is attendu


@pytest.mark.parametrize(
    ("echelon", "le", "attendu"),
    [
        ("limite_1@202509101200", LIMITE - timedelta(hours=3), True),
        ("limite_1@202509101200", LIMITE, False),  # too late to be of use
        ("limite_1@202508011200", LIMITE - timedelta(hours=3), False),  # the limit has moved since
    ],
)
def test_reminder_of_a_limit_is_of_that_limit_and_before_it(echelon, le, attendu):
    """An act of the éditeur does not void it: the limit is as near as before."""
    ecrit = rappel("montage", Sorte.ECHEANCE, echelon=echelon, ecrit_le=le, agi_le=le + timedelta(hours=1))
    assert remains_due(drimbox(le), ecrit) is attendu


@pytest.mark.parametrize(
    ("echelon", "attendue"),
    [
        ("limite_1@202509101200", datetime(2025, 9, 10, 12, tzinfo=PARIS)),
        ("premiere", None),
        ("manuelle@20260302", None),
        ("calendrier@v2", None),
    ],
)
def test_limit_that_a_rung_is_named_with(echelon, attendue):
    assert limit_of(echelon) == attendue


# 48 hours that go, or do not go, over a change of clocks: Sunday 29 March 2026, Sunday 25 October 2026.
@pytest.mark.parametrize(
    ("limite", "depuis", "attendu"),
    [
        (datetime(2026, 3, 30, 12), datetime(2026, 3, 28, 11, 0), True),
        (datetime(2026, 3, 30, 12), datetime(2026, 3, 28, 10, 59), False),
        (datetime(2026, 10, 26, 12), datetime(2026, 10, 24, 13, 0), True),
        (datetime(2026, 10, 26, 12), datetime(2026, 10, 24, 12, 59), False),
        (datetime(2026, 6, 15, 12), datetime(2026, 6, 13, 12, 0), True),
        (datetime(2026, 6, 15, 12), datetime(2026, 6, 15, 12, 1), False),
    ],
)
def test_pressing_is_48_hours_that_elapse(limite, depuis, attendu):
    assert is_pressing(f"limite_1@{limite:%Y%m%d%H%M}", depuis.replace(tzinfo=PARIS)) is attendu


def test_other_rungs_press_nobody():
    assert [is_pressing(echelon, LUNDI) for echelon in ("premiere", "manuelle@20260302")] == [False, False]


# ---------------------------------------------------------------- by hand


@pytest.mark.parametrize(
    ("champs", "debut"),
    [
        ({}, ""),
        ({"suspendu_jusqu_a": LUNDI, "suspension": "Congés."}, ""),  # it ends at that very moment
        ({"suspendu_jusqu_a": paris(3, 20), "suspension": "Congés."}, "Les relances de ce dossier sont suspendues"),
        ({"personnes": 0}, "Personne dans cette entreprise ne souhaite recevoir de relances"),
        ({"deja": True}, "Une relance de ce dossier a déjà été demandée aujourd’hui."),
        ({"formation": True, "personnes": 0, "deja": True}, "Ce dossier est un dossier de formation"),
    ],
)
def test_a_reminder_by_hand_is_refused_with_a_sentence(champs, debut):
    calme = {"suspendu_jusqu_a": None, "suspension": "", "personnes": 1, "deja": False, "formation": False}
    dit = refuse_manual(**{**calme, **champs}, le=LUNDI)
    assert (bool(dit), dit.startswith(debut)) == (bool(debut), True)


def test_a_reminder_by_hand_bears_its_day_in_paris():
    assert manual_echelon(paris(3, 2, 23, 59)) == "manuelle@20260302"
