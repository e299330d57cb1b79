"""What nobody has taken, shared out: exactly what was read, one mail a person, and by itself only when asked to."""

from collections import Counter
from datetime import timedelta

import pytest

from dossiers.actions import partage as actions
from dossiers.actions.absence import declare_absence
from dossiers.actions.dossier import take_dossier
from dossiers.actions.partage import share_dossiers, sweep_partage
from dossiers.actions.reglage import set_partage
from dossiers.models import Compte, Dossier, Envoi, Reglage
from dossiers.queries.equipe import partage_of
from dossiers.rules.refus import Interdit, Perime
from tests.factories import LUNDI, fresh, make_administrateur, make_instructeur, make_membre, make_submitted

pytestmark = pytest.mark.django_db
JOUR = LUNDI.date()


@pytest.fixture
def admin():
    return make_administrateur()


@pytest.fixture
def equipe():
    return [make_instructeur() for _ in range(2)]


def queue(nombre: int) -> list[Dossier]:
    """The first is the first due."""
    return [make_submitted(le=LUNDI + timedelta(days=rang)) for rang in range(nombre)]


def referents(dossiers) -> list[Compte | None]:
    return [fresh(dossier).referent for dossier in dossiers]


def test_each_gets_as_many_the_first_due_first(admin, equipe):
    dossiers = queue(4)
    assert share_dossiers(par=admin, le=LUNDI) == (4, 0)
    assert referents(dossiers) == [equipe[0], equipe[1], equipe[0], equipe[1]]
    assert [d.evenements.order_by("-rang").first().par for d in dossiers] == [admin] * 4


def test_one_mail_a_person_names_all_theirs(admin, equipe):
    dossiers = queue(4)
    share_dossiers(par=admin, le=LUNDI)
    envois = {envoi.destinataire: envoi.donnees["dossiers"] for envoi in Envoi.objects.filter(genre="confie")}
    assert envois == {equipe[0]: [dossiers[0].pk, dossiers[2].pk], equipe[1]: [dossiers[1].pk, dossiers[3].pk]}


def test_the_least_busy_gets_more(admin, equipe):
    for dossier in queue(3):
        take_dossier(dossier=dossier, par=equipe[0], le=LUNDI)
    libres = queue(3)
    share_dossiers(par=admin, le=LUNDI)
    assert referents(libres) == [equipe[1]] * 3


def test_nobody_away_and_no_administrator_gets_any(admin, equipe):
    declare_absence(compte=equipe[0], du=JOUR, au=JOUR, par=equipe[0], le=LUNDI)
    dossiers = queue(2)
    share_dossiers(par=admin, le=LUNDI)
    assert referents(dossiers) == [equipe[1]] * 2


def test_without_any_reviewer_the_administrators_share(admin):
    dossiers = queue(1)
    share_dossiers(par=admin, le=LUNDI)
    assert (referents(dossiers), Envoi.objects.filter(genre="confie").count()) == ([admin], 0)


def test_when_everyone_is_away_nothing_is_shared(admin, equipe):
    for compte in equipe:
        declare_absence(compte=compte, du=JOUR, au=JOUR, par=compte, le=LUNDI)
    dossiers = queue(1)
    assert (share_dossiers(par=admin, le=LUNDI), referents(dossiers)) == ((0, 0), [None])


def test_what_is_done_is_what_was_read_or_nothing(admin, equipe):
    dossiers = queue(2)
    lue = partage_of(LUNDI).empreinte
    take_dossier(dossier=dossiers[0], par=equipe[1], le=LUNDI)
    with pytest.raises(Perime, match="La répartition a changé depuis que vous l’avez lue"):
        share_dossiers(par=admin, empreinte=lue, le=LUNDI)
    assert referents(dossiers) == [equipe[1], None]
    assert share_dossiers(par=admin, empreinte=partage_of(LUNDI).empreinte, le=LUNDI) == (1, 0)


def test_one_taken_on_the_way_is_refused_on_its_own(admin, equipe, monkeypatch):
    dossiers = queue(2)
    vu = partage_of(LUNDI)
    take_dossier(dossier=dossiers[0], par=equipe[1], le=LUNDI)
    monkeypatch.setattr(actions, "partage_of", lambda le: vu)
    assert share_dossiers(par=admin, empreinte=vu.empreinte, le=LUNDI) == (1, 1)
    assert referents(dossiers) == [equipe[1], equipe[1]]
    assert Counter(Envoi.objects.filter(genre="confie").values_list("donnees__dossiers__0", flat=True)) == {
        dossiers[1].pk: 1
    }


def test_what_was_given_before_a_failure_is_told(admin, equipe, monkeypatch):
    dossiers, give = queue(2), actions._give

    def fail_at_the_second(dossier, *reste):
        if dossier == dossiers[1]:
            raise RuntimeError
        return give(dossier, *reste)

    monkeypatch.setattr(actions, "_give", fail_at_the_second)
    with pytest.raises(RuntimeError):
        share_dossiers(par=admin, le=LUNDI)
    assert referents(dossiers) == [equipe[0], None]
    assert [envoi.donnees["dossiers"] for envoi in Envoi.objects.filter(genre="confie")] == [[dossiers[0].pk]]


@pytest.mark.parametrize("fabrique", [make_instructeur, make_membre])
def test_administrators_only(fabrique):
    for act in (lambda par: share_dossiers(par=par), lambda par: set_partage(active=True, par=par)):
        with pytest.raises(Interdit, match="«\u00a0Répartir les dossiers\u00a0» est réservé"):
            act(fabrique())
    assert not Reglage.objects.exists()


def test_by_itself_only_while_the_switch_is_on(admin, equipe):
    dossiers = queue(2)
    assert sweep_partage(le=LUNDI) == 0
    set_partage(active=True, par=admin, le=LUNDI)
    assert (sweep_partage(le=LUNDI), sweep_partage(le=LUNDI)) == (2, 0)
    dernier = fresh(dossiers[0]).evenements.order_by("-rang").first()
    assert (dernier.par, dernier.donnees["automatique"]) == (admin, True)
    set_partage(active=False, par=admin, le=LUNDI)
    libre = queue(1)
    assert (sweep_partage(le=LUNDI), referents(libre)) == (0, [None])


@pytest.mark.parametrize("champs", [{"is_active": False}, {"role_ans": "instructeur"}])
def test_nothing_is_done_in_the_name_of_who_administers_no_more(admin, equipe, champs):
    set_partage(active=True, par=admin, le=LUNDI)
    Compte.objects.filter(pk=admin.pk).update(**champs)
    dossiers = queue(1)
    assert (sweep_partage(le=LUNDI), referents(dossiers)) == (0, [None])


def test_the_switch_is_off_until_turned_and_each_turn_is_kept(admin):
    assert set_partage(active=False, par=admin) is None
    set_partage(active=True, par=admin)
    assert set_partage(active=True, par=admin) is None
    set_partage(active=False, par=admin)
    tours = Reglage.objects.filter(code="partage").order_by("pk").values_list("valeur", flat=True)
    assert list(tours) == ["active", "arretee"]
