"""The team's page: loads, absences, the share that is read before it is done, and its switch."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from dossiers.actions.absence import declare_absence
from dossiers.actions.dossier import take_dossier
from dossiers.models import Absence, Reglage
from tests.factories import fresh, make_administrateur, make_instructeur, make_membre, make_net, make_submitted
from tests.instruction.outils import errors, text

pytestmark = pytest.mark.django_db
EQUIPE, PARTAGE = reverse("instruction:equipe"), reverse("instruction:partage")
REGLAGE = reverse("instruction:partage_reglage")


@pytest.fixture
def admin(client):
    compte = make_administrateur(prenom="Ada", nom="Zeller")
    client.force_login(compte)
    return compte


def jour(apres: int):
    return timezone.localdate() + timedelta(days=apres)


def test_who_has_what_on_their_hands(client, ans):
    par = make_membre()
    for dossier in (make_submitted(par), make_net(par, le=timezone.now())):
        take_dossier(dossier=dossier, par=ans)
    thomas = make_instructeur(prenom="Thomas", nom="Girard")
    declare_absence(compte=thomas, du=jour(0), au=jour(3), par=thomas)
    membres = client.get(EQUIPE).context["membres"]
    assert [(str(m.compte), m.charge, m.en_retard, m.douteux, m.absent) for m in membres] == [
        ("Thomas Girard", 0, 0, 0, True),
        ("Inès Leroy", 2, 1, 1, False),
    ]


def test_an_absence_is_declared_and_taken_back(client, ans):
    reponse = client.post(EQUIPE, {"du": jour(1), "au": jour(2)}, follow=True)
    assert "L’absence est déclarée" in text(reponse)
    absence = Absence.objects.get()
    assert (absence.compte, absence.du, absence.au) == (ans, jour(1), jour(2))
    reponse = client.post(reverse("instruction:absence_annuler", args=[absence.pk]), follow=True)
    assert ("L’absence est annulée" in text(reponse), Absence.objects.exists()) == (True, False)


@pytest.mark.parametrize(
    ("saisie", "champs"),
    [
        ({}, ["du", "au"]),
        ({"du": "hier", "au": "2026-13-45"}, ["du", "au"]),
        ({"du": "2030-01-05", "au": "2030-01-01"}, ["au"]),
        ({"du": "2020-01-05", "au": "2020-01-06"}, ["au"]),
        ({"du": "0001-01-01", "au": "9999-12-31"}, ["au"]),
    ],
)
def test_days_that_make_no_sense_are_told_at_their_field(client, ans, saisie, champs):
    reponse = client.post(EQUIPE, saisie)
    assert (reponse.status_code, list(errors(reponse)), Absence.objects.count()) == (200, champs, 0)
    for valeur in saisie.values():
        assert f'value="{valeur}"' in reponse.content.decode()


def test_an_administrator_says_whose_and_a_reviewer_cannot(client, ans):
    thomas, admin = make_instructeur(), make_administrateur()
    client.post(EQUIPE, {"compte": thomas.pk, "du": jour(1), "au": jour(1)})
    assert Absence.objects.get().compte == ans
    client.force_login(admin)
    client.post(EQUIPE, {"compte": thomas.pk, "du": jour(1), "au": jour(1)})
    assert Absence.objects.get(declaree_par=admin).compte == thomas
    assert list(errors(client.post(EQUIPE, {"compte": "0", "du": jour(1), "au": jour(1)}))) == ["compte"]


def test_the_share_is_read_then_done(client, admin):
    thomas, dossier = make_instructeur(prenom="Thomas", nom="Girard"), make_submitted()
    page = client.get(PARTAGE)
    assert "Thomas Girard : 1 dossier de plus, 1 en tout" in text(page)
    assert fresh(dossier).referent is None
    reponse = client.post(PARTAGE, {"empreinte": page.context["partage"].empreinte}, follow=True)
    assert "1 dossier réparti." in text(reponse)
    assert fresh(dossier).referent == thomas


@pytest.mark.parametrize("empreinte", ["", "x", "a" * 64])
def test_another_share_than_the_one_read_is_shown_again(client, admin, empreinte):
    make_instructeur()
    dossier = make_submitted()
    reponse = client.post(PARTAGE, {"empreinte": empreinte})
    assert (reponse.status_code, fresh(dossier).referent) == (409, None)
    assert "La répartition a changé depuis que vous l’avez lue" in text(reponse)


def test_nothing_to_share_and_nobody_to_receive(client, admin):
    thomas = make_instructeur()
    assert "Rien à répartir" in text(client.get(PARTAGE))
    make_submitted()
    declare_absence(compte=thomas, du=jour(0), au=jour(0), par=admin)
    assert "Personne n’est là pour recevoir ces dossiers" in text(client.get(PARTAGE))


def test_the_switch(client, admin):
    assert "n’a jamais été mise en marche" in text(client.get(EQUIPE))
    client.post(REGLAGE, {"partage": "n’importe quoi"})
    assert not Reglage.objects.exists()
    client.post(REGLAGE, {"partage": "active"})
    assert "est en marche depuis" in text(client.get(EQUIPE))
    client.post(REGLAGE, {"partage": "arretee"})
    assert "est arrêtée depuis" in text(client.get(EQUIPE))


def test_a_reviewer_sees_who_may(client, ans):
    assert "Seul un administrateur peut répartir les dossiers" in text(client.get(EQUIPE))
    assert [client.get(PARTAGE).status_code, client.post(REGLAGE, {"partage": "active"}).status_code] == [403, 403]


@pytest.mark.parametrize("nombre", [1, 3])
def test_costs_the_same_for_one_and_for_three(client, ans, nombre, django_assert_num_queries):
    for _ in range(nombre):
        thomas = make_instructeur()
        take_dossier(dossier=make_submitted(), par=thomas)
        declare_absence(compte=thomas, du=jour(0), au=jour(3), par=thomas)
    client.get(EQUIPE)
    # session, account, reviewers, loads, absences, switch
    with django_assert_num_queries(6):
        client.get(EQUIPE)
