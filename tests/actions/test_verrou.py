"""The lock of a dossier: taken, kept, let go of, over by itself, taken back; never in an éditeur's way."""

from datetime import timedelta

import pytest

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.etape import decide_etape
from dossiers.actions.examen import store_examens
from dossiers.actions.verrou import hold_verrou, release_verrou, seize_verrou, take_verrou
from dossiers.models import Evenement, Examen, Verrou
from dossiers.queries.verrou import prise_of
from dossiers.rules.refus import RIEN_DE_PERDU, Interdit, Perime, Tenu
from tests.factories import LUNDI, fresh, make_administrateur, make_instructeur, make_membre, make_submitted, verdicts

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
CONFORME = {"nie": verdicts()["nie"]}


@pytest.fixture
def ines():
    return make_instructeur(prenom="Inès", nom="Leroy")


@pytest.fixture
def thomas():
    return make_instructeur(prenom="Thomas", nom="Girard")


def told(prise) -> tuple:
    return prise.nom, prise.depuis, prise.jusqu_a


def test_free_it_is_taken_for_ten_minutes(ines):
    dossier = make_submitted()
    assert prise_of(dossier) is None
    prise = take_verrou(dossier=dossier, par=ines, le=LUNDI)
    assert told(prise) == told(prise_of(dossier)) == ("Inès Leroy", LUNDI, LUNDI + 10 * MINUTE)


def test_a_sign_of_life_makes_it_last_and_keeps_since_when(ines):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    prise = take_verrou(dossier=dossier, par=ines, le=LUNDI + 9 * MINUTE)
    assert told(prise) == ("Inès Leroy", LUNDI, LUNDI + 19 * MINUTE)


def test_somebody_else_sees_whose_it_is_and_changes_nothing(ines, thomas):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    prise = take_verrou(dossier=dossier, par=thomas, le=LUNDI + 9 * MINUTE)
    assert told(prise) == ("Inès Leroy", LUNDI, LUNDI + 10 * MINUTE)


@pytest.mark.parametrize(("minutes", "nom"), [(9, "Inès Leroy"), (10, "Thomas Girard"), (600, "Thomas Girard")])
def test_it_is_over_after_ten_minutes_of_silence(ines, thomas, minutes, nom):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    assert take_verrou(dossier=dossier, par=thomas, le=LUNDI + minutes * MINUTE).nom == nom
    assert Verrou.objects.count() == 1


def test_one_s_own_lock_that_is_over_is_taken_anew(ines):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    tard = LUNDI + 60 * MINUTE
    assert told(take_verrou(dossier=dossier, par=ines, le=tard)) == ("Inès Leroy", tard, tard + 10 * MINUTE)


def test_let_go_of_it_is_free_at_once(ines, thomas):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    release_verrou(dossier=dossier, par=thomas, le=LUNDI + MINUTE)
    assert take_verrou(dossier=dossier, par=thomas, le=LUNDI + MINUTE).nom == "Inès Leroy"
    release_verrou(dossier=dossier, par=ines, le=LUNDI + MINUTE)
    assert take_verrou(dossier=dossier, par=thomas, le=LUNDI + MINUTE).nom == "Thomas Girard"


def test_letting_go_of_nothing_does_nothing(ines):
    dossier = make_submitted()
    release_verrou(dossier=dossier, par=ines, le=LUNDI)
    assert prise_of(dossier) is None


def test_taken_back_it_says_from_whom(ines, thomas):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    prise = seize_verrou(dossier=dossier, par=thomas, le=LUNDI + MINUTE)
    assert (told(prise), prise.repris_a) == (("Thomas Girard", LUNDI + MINUTE, LUNDI + 11 * MINUTE), ines.pk)


@pytest.mark.parametrize("tenu_par", [None, "thomas"])
def test_taking_back_what_nobody_holds_is_taking_it(ines, thomas, tenu_par):
    dossier = make_submitted()
    if tenu_par:
        take_verrou(dossier=dossier, par=thomas, le=LUNDI)
    prise = seize_verrou(dossier=dossier, par=thomas, le=LUNDI)
    assert (prise.nom, prise.repris_a) == ("Thomas Girard", None)


def test_saving_takes_it_and_saving_again_makes_it_last(ines):
    dossier = make_submitted()
    store_examens(dossier=dossier, examens=CONFORME, version=dossier.version, par=ines, le=LUNDI)
    store_examens(dossier=dossier, examens={}, version=fresh(dossier).version, par=ines, le=LUNDI + 5 * MINUTE)
    assert told(prise_of(dossier)) == ("Inès Leroy", LUNDI, LUNDI + 15 * MINUTE)


def test_whoever_comes_second_cannot_save_and_is_told_who_is_on_it(ines, thomas):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    phrase = f"Inès Leroy examine ce dossier depuis 10\u00a0h. {RIEN_DE_PERDU}"
    with pytest.raises(Tenu) as refus:
        store_examens(dossier=dossier, examens=CONFORME, version=dossier.version, par=thomas, le=LUNDI + MINUTE)
    assert (str(refus.value), Examen.objects.count()) == (phrase, 0)
    with pytest.raises(Tenu) as refus:
        decide_etape(
            dossier=dossier, decision="valider", examens=verdicts(), version=dossier.version, par=thomas, le=LUNDI
        )
    assert (str(refus.value), fresh(dossier).etat) == (phrase, "soumise")


def test_whoever_it_was_taken_from_is_told_so_at_their_next_save(ines, thomas):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    seize_verrou(dossier=dossier, par=thomas, le=LUNDI + MINUTE)
    with pytest.raises(Tenu, match="Thomas Girard a repris la main sur ce dossier à 10\u00a0h\u00a001"):
        store_examens(dossier=dossier, examens=CONFORME, version=dossier.version, par=ines, le=LUNDI + 2 * MINUTE)


def test_one_s_own_lock_over_and_taken_by_nobody_stands_in_nobody_s_way(ines):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    tard = LUNDI + 60 * MINUTE
    store_examens(dossier=dossier, examens=CONFORME, version=dossier.version, par=ines, le=tard)
    assert told(prise_of(dossier)) == ("Inès Leroy", tard, tard + 10 * MINUTE)


def test_the_version_stands_behind_the_lock(ines, thomas):
    dossier = make_submitted()
    store_examens(dossier=dossier, examens=CONFORME, version=dossier.version, par=ines, le=LUNDI)
    with pytest.raises(Perime, match="Ce dossier a changé depuis que vous l’avez lu") as refus:
        store_examens(dossier=dossier, examens=CONFORME, version=dossier.version, par=thomas, le=LUNDI + 11 * MINUTE)
    assert type(refus.value) is Perime
    assert told(prise_of(dossier)) == ("Inès Leroy", LUNDI, LUNDI + 10 * MINUTE)


def test_deciding_lets_go_of_it(ines, thomas):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=dossier.version, par=ines, le=LUNDI)
    assert take_verrou(dossier=dossier, par=thomas, le=LUNDI).nom == "Thomas Girard"


def test_an_editeur_may_still_withdraw(ines):
    dossier = make_submitted()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    assert fresh(dossier).etat == "retiree"


def test_neither_taking_nor_seizing_is_an_event_or_a_new_version(ines, thomas):
    dossier = make_submitted()
    avant = Evenement.objects.count()
    take_verrou(dossier=dossier, par=ines, le=LUNDI)
    seize_verrou(dossier=dossier, par=thomas, le=LUNDI)
    assert (Evenement.objects.count(), fresh(dossier).version) == (avant, dossier.version)


@pytest.mark.parametrize("act", [take_verrou, seize_verrou, hold_verrou])
def test_only_the_ans_examines(act):
    dossier = make_submitted()
    for compte in (dossier.cree_par, make_membre()):
        with pytest.raises(Interdit, match="«\u00a0Examiner une exigence\u00a0» est réservé"):
            act(dossier=dossier, par=compte, le=LUNDI)
    assert not Verrou.objects.exists()


def test_an_administrator_may(ines):
    assert take_verrou(dossier=make_submitted(), par=make_administrateur(), le=LUNDI).nom != ""
