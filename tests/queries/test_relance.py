"""What was done of the reminders of a dossier, what is due, and to whom."""

from datetime import timedelta

import pytest

from dossiers.actions.dossier import take_dossier
from dossiers.models import Compte, Dossier, Relance, Retenue
from dossiers.queries.relance import (
    administrateurs,
    all_dues,
    due_at,
    due_dossiers,
    dues_of,
    passes_of,
    pending_relances,
    referents_of,
    waiting_since,
    wave_open,
)
from dossiers.queries.situation import situation_of, situations_of
from tests.factories import (
    LGC_VA1,
    LUNDI,
    fresh,
    make_administrateur,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_submitted,
)

pytestmark = pytest.mark.django_db
JOUR = timedelta(days=1)
JEUDI = LUNDI + 3 * JOUR


def note(dossier: Dossier, echelon: str = "premiere", code: str = "nie", **champs) -> Relance:
    lieu = {"etape": 2, "tour": 0, "sorte": "manque", "le": LUNDI, "destinataire": dossier.cree_par}
    return Relance.objects.create(dossier=dossier, code=code, echelon=echelon, **{**lieu, **champs})


def test_next_rungs_the_nearest_first():
    dossier = make_dossier(etape=2)
    dues = dues_of(dossier, situation_of(dossier, LUNDI))
    assert [due.le for due in dues] == sorted(due.le for due in dues) != []
    assert {due.le for due in due_at(dues, JEUDI + JOUR)} == {dues[0].le}
    assert due_at(dues, LUNDI) == []


def test_nobody_is_reminded_of_an_exercise(django_assert_num_queries):
    Dossier.objects.filter(pk=make_dossier(etape=2).pk).update(formation=True, prochaine_relance=None)
    exercice = Dossier.objects.select_related("referentiel", "calendrier").get()
    situation = situation_of(exercice, LUNDI)
    with django_assert_num_queries(0):
        assert dues_of(exercice, situation) == ()


def test_nobody_is_awaited_nobody_is_reminded(django_assert_num_queries):
    refuse = make_decided("refuser")
    situation = situation_of(refuse, LUNDI)
    with django_assert_num_queries(0):
        assert dues_of(refuse, situation) == ()


@pytest.mark.parametrize("nombre", [1, 3])
def test_one_query_for_all(nombre, django_assert_num_queries):
    par = make_membre()
    dossiers = [make_dossier(par, etape=2) for _ in range(nombre)]
    situations = situations_of(dossiers, LUNDI)
    all_dues(dossiers, situations)
    with django_assert_num_queries(1):
        assert all(all_dues(dossiers, situations).values())


def test_what_was_done_in_this_round_alone():
    dossier, autre = make_dossier(etape=2), make_dossier(etape=2)
    note(dossier)
    note(dossier, le=JEUDI, destinataire=make_membre(dossier.editeur))
    note(dossier, "autre_tour", tour=1)
    note(dossier, "autre_etape", etape=1)
    note(autre, "ailleurs")
    passe = passes_of([dossier], {dossier.pk: situation_of(dossier, JEUDI)})[dossier.pk]
    assert [(fait.code, fait.echelon, fait.le) for fait in passe.faits] == [("nie", "premiere", JEUDI)]
    assert passe.depuis == LUNDI


def test_since_when_whoever_must_act_is_awaited():
    """The last act of an éditeur; the sending, for the ANS, whatever the éditeur does afterwards."""
    for dossier, attendu in ((make_dossier(etape=2), JEUDI), (make_submitted(), LUNDI)):
        Dossier.objects.filter(pk=dossier.pk).update(activite_le=JEUDI)
        lu = fresh(dossier)
        assert waiting_since(lu, situation_of(lu, JEUDI)) == attendu


def test_referent_else_every_administrator():
    dossier, ines, admin = make_submitted(), make_instructeur(), make_administrateur()
    autre = make_administrateur()
    ferme = make_administrateur(is_active=False)
    assert referents_of(dossier) == administrateurs() == [admin, autre]
    take_dossier(dossier=dossier, par=ines, le=LUNDI)
    assert referents_of(fresh(dossier)) == [ines]
    Compte.objects.filter(pk=ines.pk).update(is_active=False)
    assert (referents_of(fresh(dossier)), ferme.is_active) == ([admin, autre], False)
    Compte.objects.filter(pk=ines.pk).update(is_active=True, role_ans="")
    assert referents_of(fresh(dossier)) == [admin, autre]


def test_what_waits_to_be_put_in_a_digest():
    dossier = make_dossier(etape=2)
    attend = note(dossier)
    note(dossier, "b", envoyee_le=LUNDI)
    note(dossier, "c", abandonnee=True)
    note(dossier, "d", destinataire=None)
    assert list(pending_relances()) == [attend]


def test_wave_that_nobody_has_decided():
    assert wave_open() is False
    retenue = Retenue.objects.create(le=LUNDI, prevues=3, habituel=1, seuil=2)
    assert wave_open() is True
    Retenue.objects.filter(pk=retenue.pk).update(etat="liberee", decidee_le=LUNDI, decidee_par=make_administrateur())
    assert wave_open() is False


def test_due_dossiers_in_the_order_of_their_index():
    par = make_membre()
    un, deux, trois, plus_tard = (make_dossier(par) for _ in range(4))
    lva1 = make_dossier(par, code=LGC_VA1)
    dates = {un: JEUDI, deux: LUNDI, trois: LUNDI, plus_tard: JEUDI + timedelta(seconds=1), lva1: JEUDI}
    Dossier.objects.update(prochaine_relance=None)
    for dossier, date in dates.items():
        Dossier.objects.filter(pk=dossier.pk).update(prochaine_relance=date)
    assert [pk for _, pk in due_dossiers(JEUDI)] == [deux.pk, trois.pk, un.pk, lva1.pk]
    assert [pk for _, pk in due_dossiers(JEUDI, (LUNDI, deux.pk))] == [trois.pk, un.pk, lva1.pk]
    assert [pk for _, pk in due_dossiers(JEUDI, textes=[lva1.referentiel_id])] == [lva1.pk]
