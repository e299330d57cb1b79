"""What each reviewer has on their hands, and the share that would follow: real dossiers alone, few queries."""

from datetime import timedelta

import pytest

from dossiers.actions.absence import declare_absence
from dossiers.actions.dossier import take_dossier
from dossiers.actions.verrou import take_verrou
from dossiers.models import Dossier
from dossiers.queries import equipe
from dossiers.queries.equipe import membres_of, partage_of, reviewers
from tests.factories import (
    LUNDI,
    make_administrateur,
    make_compte,
    make_decided,
    make_instructeur,
    make_membre,
    make_submitted,
)

pytestmark = pytest.mark.django_db
JOUR = LUNDI.date()


def make_exercise(**champs) -> Dossier:
    """A submitted dossier of training, as far as lists can tell."""
    dossier = make_submitted(**champs)
    Dossier.objects.filter(pk=dossier.pk).update(formation=True, prochaine_relance=None)
    return dossier


def loads() -> list[tuple[str, int, int, int]]:
    return [(m.compte.nom, m.charge, m.douteux, m.en_retard) for m in membres_of(LUNDI + timedelta(days=30))]


def test_reviewers_are_open_accounts_of_the_ans_by_name():
    ines, ada = make_instructeur(nom="Leroy"), make_administrateur(nom="Ada")
    make_compte(), make_membre(), make_instructeur(is_active=False)
    assert reviewers() == [ada, ines]


def test_a_load_is_what_waits_for_the_ans_of_the_real_ones():
    ines = make_instructeur(nom="Leroy")
    for dossier in (make_submitted(), make_exercise()):
        take_dossier(dossier=dossier, par=ines, le=LUNDI)
    make_decided("demander_complements", par=ines)
    autres = [ligne for ligne in loads() if ligne[0] != "Leroy"]
    assert [ligne for ligne in loads() if ligne[0] == "Leroy"] == [("Leroy", 1, 1, 1)]
    assert {ligne[1:] for ligne in autres} <= {(0, 0, 0)}


@pytest.mark.parametrize(
    ("du", "au", "absent", "dite"),
    [(0, 0, True, True), (-3, 2, True, True), (1, 2, False, True), (-3, -1, False, False)],
)
def test_absences_are_told_from_today_on(du, au, absent, dite):
    ines = make_instructeur()
    jours = {"du": JOUR + timedelta(days=du), "au": JOUR + timedelta(days=au)}
    declare_absence(compte=ines, **jours, par=ines, le=LUNDI - timedelta(days=5))
    (membre,) = membres_of(LUNDI)
    assert (membre.absent, bool(membre.absences)) == (absent, dite)


def test_a_share_gives_the_first_due_first_and_says_what_is_left(monkeypatch):
    monkeypatch.setattr(equipe, "PARTAGE_MAX", 2)
    ines = make_instructeur()
    tard, tot, milieu = (make_submitted(le=LUNDI + timedelta(days=jours)) for jours in (9, 0, 5))
    make_exercise()
    partage = partage_of(LUNDI)
    assert partage.parts == ((tot, ines), (milieu, ines))
    assert (partage.total, partage.suite, partage.bilan) == (3, True, [(ines, 2, 2)])
    assert tard not in dict(partage.parts)


def test_what_someone_is_examining_is_not_given_to_another():
    ines, dossier = make_instructeur(), make_submitted()
    prise = take_verrou(dossier=dossier, par=ines, le=LUNDI)
    assert (partage_of(LUNDI).parts, partage_of(LUNDI).total) == ((), 0)
    assert partage_of(prise.jusqu_a).parts == ((dossier, ines),)


def test_the_same_share_has_the_same_name_and_another_another():
    make_instructeur()
    make_submitted()
    premier = partage_of(LUNDI).empreinte
    assert partage_of(LUNDI + timedelta(hours=1)).empreinte == premier
    make_submitted()
    assert partage_of(LUNDI).empreinte != premier


@pytest.mark.parametrize("nombre", [1, 3])
def test_costs_no_more_for_three(nombre, django_assert_num_queries):
    for _ in range(nombre):
        make_instructeur(), make_submitted()
    with django_assert_num_queries(3):
        membres_of(LUNDI)
    with django_assert_num_queries(5):
        partage_of(LUNDI)
