"""The lock raced for, on real connections: one holder each time, one decision each time, and nobody's save is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from dossiers.actions.etape import decide_etape
from dossiers.actions.examen import store_examens
from dossiers.actions.partage import share_dossiers
from dossiers.actions.verrou import release_verrou, seize_verrou, take_verrou
from dossiers.models import Evenement, Examen, Soumission, Verrou
from dossiers.queries.verrou import prise_of
from dossiers.rules.refus import Perime, Tenu
from tests.courses import run_together
from tests.factories import fresh, make_administrateur, make_instructeur, make_submitted, verdicts

pytestmark = pytest.mark.django_db(transaction=True)
TOURS = 5


@pytest.mark.parametrize("essai", range(TOURS))
@pytest.mark.parametrize("neuf", [True, False])
def test_of_four_who_open_it_at_once_one_has_it_and_all_are_told_who(essai, neuf):
    dossier, comptes = make_submitted(), [make_instructeur() for _ in range(4)]
    if not neuf:
        take_verrou(dossier=dossier, par=make_instructeur(), le=timezone.now() - timedelta(hours=1))
    prises = run_together(*(lambda c=compte: take_verrou(dossier=dossier, par=c) for compte in comptes))
    assert {prise.par for prise in prises} == {prise_of(dossier).par}
    assert prise_of(dossier).par in {compte.pk for compte in comptes}
    assert Verrou.objects.count() == 1


@pytest.mark.parametrize("essai", range(TOURS))
def test_saving_while_it_is_taken_back_has_one_outcome(essai):
    """Whoever holds it at the end, what was saved was saved by its holder."""
    dossier, ines, thomas = make_submitted(), make_instructeur(), make_instructeur()
    take_verrou(dossier=dossier, par=ines)
    version = fresh(dossier).version
    sauve, prise = run_together(
        lambda: store_examens(dossier=dossier, examens=verdicts(), version=version, par=ines),
        lambda: seize_verrou(dossier=dossier, par=thomas),
    )
    assert (prise.par, prise_of(dossier).par) == (thomas.pk, thomas.pk)
    if isinstance(sauve, tuple):
        assert Examen.objects.filter(par=ines).count() == len(sauve) == 4
    else:
        assert (type(sauve), Examen.objects.count()) == (Tenu, 0)


@pytest.mark.parametrize("essai", range(TOURS))
def test_deciding_while_it_is_taken_back_decides_once(essai):
    dossier, ines, thomas = make_submitted(), make_instructeur(), make_instructeur()
    take_verrou(dossier=dossier, par=ines)
    version = fresh(dossier).version

    def seize_and_decide():
        seize_verrou(dossier=dossier, par=thomas)
        return decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=version, par=thomas)

    resultats = run_together(
        lambda: decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=version, par=ines),
        seize_and_decide,
    )
    gagnes = [resultat for resultat in resultats if isinstance(resultat, Soumission)]
    perdus = [resultat for resultat in resultats if isinstance(resultat, Perime)]
    assert (len(gagnes), len(perdus)) == (1, 1)
    assert Evenement.objects.filter(dossier=dossier, geste="valider").count() == 1
    assert Soumission.objects.get(dossier=dossier).decidee_par == gagnes[0].decidee_par


@pytest.mark.parametrize("essai", range(TOURS))
def test_letting_go_while_another_takes_leaves_it_to_one_of_them(essai):
    dossier, ines, thomas = make_submitted(), make_instructeur(), make_instructeur()
    take_verrou(dossier=dossier, par=ines)
    _, prise = run_together(
        lambda: release_verrou(dossier=dossier, par=ines), lambda: take_verrou(dossier=dossier, par=thomas)
    )
    le = timezone.now()
    tenu = prise_of(dossier)
    assert prise.par in {ines.pk, thomas.pk}
    assert (tenu.par == thomas.pk) is (prise.par == thomas.pk)
    assert tenu.par == thomas.pk or tenu.jusqu_a <= le


@pytest.mark.parametrize("essai", range(TOURS))
def test_two_shares_at_once_give_each_dossier_once(essai):
    dossiers = [make_submitted() for _ in range(4)]
    make_instructeur(), make_instructeur()
    admins = [make_administrateur(), make_administrateur()]
    resultats = run_together(*(lambda a=admin: share_dossiers(par=a) for admin in admins))
    assert sum(donnes for donnes, _ in resultats) == 4
    assert Evenement.objects.filter(geste="confier").count() == 4
    assert all(fresh(dossier).referent for dossier in dossiers)
