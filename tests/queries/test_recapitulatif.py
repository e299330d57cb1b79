"""What a digest says, judged when it leaves: what still holds, the most urgent first, once a day."""

from datetime import timedelta

import pytest
from django.db.models import Q

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.relance import sweep_relances
from dossiers.models import Compte, Envoi, Relance
from dossiers.queries.recapitulatif import (
    blocs_of,
    daily_counts,
    gone_today,
    left_today,
    rappel_of,
    read_relances,
    relances_of,
)
from dossiers.rules.relance import Sorte
from tests.factories import LUNDI, make_compte, make_dossier, make_membre

pytestmark = pytest.mark.django_db
JOUR = timedelta(days=1)
JEUDI = LUNDI + 3 * JOUR


def digest(qui: Compte, le=LUNDI, etat: str = "envoye", **champs) -> Envoi:
    champs = {"genre": "relance", "envoye_le": le if etat == "envoye" else None, **champs}
    cle = f"{Envoi.objects.count()}"
    return Envoi.objects.create(cle=cle, destinataire=qui, a_partir_de=le, cree_le=le, etat=etat, **champs)


@pytest.fixture(scope="module")
def camille(base_du_module) -> Compte:
    """A person with two dossiers of whom both are reminded in one digest."""
    par = make_membre()
    make_dossier(par, etape=2, nom="Premier")
    make_dossier(par, etape=2, nom="Second", le=LUNDI + timedelta(hours=1))
    sweep_relances(le=JEUDI + timedelta(hours=4))
    return par


def told(compte: Compte) -> list[tuple[str, int]]:
    envoi = Envoi.objects.get(genre="relance", destinataire=compte)
    return [(b.dossier.solution.nom, len(b.relances)) for b in blocs_of(compte, relances_of(envoi), JEUDI)]


def test_one_block_a_dossier_the_longest_silence_first(camille):
    assert told(camille) == [("Premier", 3), ("Second", 3)]


def test_what_no_longer_holds_is_not_said(camille):
    dossier = Relance.objects.order_by("pk").first().dossier
    withdraw_dossier(dossier=dossier, par=camille, le=JEUDI)
    assert told(camille) == [("Second", 3)]


def test_who_left_the_company_is_told_nothing(camille):
    camille.appartenances.all().delete()
    assert told(camille) == []


def test_block_says_its_highest_rung_and_what_it_is_about(camille):
    envoi = Envoi.objects.get(genre="relance", destinataire=camille)
    bloc = blocs_of(camille, relances_of(envoi), JEUDI)[0]
    assert (bloc.sortes, bloc.seulement_dates, bloc.limite) == ({"manque"}, False, None)
    assert bloc.echelon.code == bloc.relances[0].echelon
    assert [ligne.code for ligne in bloc.preparation.bloquantes][:1] == ["montage"]
    Relance.objects.update(sorte="calendrier", echelon="main")
    bloc.relances = read_relances_of(bloc)
    assert (bloc.seulement_dates, bloc.echelon) == (True, None)


def read_relances_of(bloc) -> list[Relance]:
    return list(Relance.objects.filter(dossier=bloc.dossier).order_by("pk"))


def test_row_as_the_rules_judge_it(camille, django_assert_num_queries):
    with django_assert_num_queries(1):
        rappel = rappel_of(read_relances(Q(code="nie"))[0])
    assert (rappel.etape, rappel.tour, rappel.code, rappel.sorte, rappel.agi_le, rappel.suspendu_jusqu_a) == (
        2,
        0,
        "nie",
        Sorte.MANQUE,
        LUNDI,
        None,
    )


@pytest.mark.parametrize(
    ("etat", "decalage", "parti"),
    [
        ("envoye", timedelta(0), True),
        ("envoye", timedelta(hours=-10), True),
        ("envoye", timedelta(hours=-10, seconds=-1), False),
        ("envoye", timedelta(hours=14), False),
        ("envoi", -5 * JOUR, True),
        ("attente", timedelta(0), False),
        ("echec", timedelta(0), False),
    ],
)
def test_one_that_left_that_day_of_paris_or_is_leaving(etat, decalage, parti):
    """LUNDI is at ten in the morning."""
    qui, autre = make_compte(), make_compte()
    envoi = digest(qui, LUNDI + decalage, etat)
    assert left_today(qui, LUNDI) is parti
    assert (left_today(qui, LUNDI, sauf=envoi.pk), left_today(autre, LUNDI)) == (False, False)
    assert gone_today([qui.pk, autre.pk], LUNDI) == ({qui.pk} if parti else set())


def test_other_mails_are_no_digest():
    qui = make_compte()
    digest(qui, genre="recepisse")
    assert left_today(qui, LUNDI) is False
    digest(qui, genre="relance_ans")
    assert left_today(qui, LUNDI) is True


def test_how_many_by_day_of_paris_before_that_one():
    qui = make_compte()
    for le in (LUNDI, LUNDI - JOUR, LUNDI - JOUR + timedelta(hours=13), LUNDI - 2 * JOUR, LUNDI - 3 * JOUR):
        digest(qui, le, "attente")
    assert daily_counts(LUNDI, 2) == {(LUNDI - 2 * JOUR).date(): 1, (LUNDI - JOUR).date(): 2}
