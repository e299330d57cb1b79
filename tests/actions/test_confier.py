"""A dossier handed to a colleague, and let go of: who is told, what is written, who may."""

from datetime import timedelta

import pytest

from dossiers.actions.confie import MOT_MAX
from dossiers.actions.dossier import hand_dossier, release_dossier, take_dossier
from dossiers.actions.envoi import send_envoi
from dossiers.models import Envoi
from dossiers.queries.historique import historique_of
from dossiers.rules.refus import Interdit, Perime, Refus
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_compte,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_submitted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ines():
    return make_instructeur(prenom="Inès", nom="Leroy")


@pytest.fixture
def thomas():
    return make_instructeur(prenom="Thomas", nom="Girard")


def sentences(dossier) -> list[tuple[str, object]]:
    return [(ligne.gabarit, ligne.confie_a) for ligne in historique_of(fresh(dossier))[:1]]


@pytest.mark.parametrize("fabrique", [make_dossier, make_submitted])
def test_the_colleague_becomes_the_referent_and_is_told_once(fabrique, ines, thomas, mailoutbox):
    dossier = fabrique(nom="Alpha")
    hand_dossier(dossier=dossier, a=thomas, par=ines, mot=" Tu connais ce moteur. ", le=LUNDI)
    assert fresh(dossier).referent == thomas
    envoi = Envoi.objects.get(genre="confie")
    assert (envoi.destinataire, send_envoi(envoi_id=envoi.pk, le=LUNDI)) == (thomas, "envoye")
    [courriel] = [message for message in mailoutbox if message.to == [thomas.courriel]]
    assert courriel.subject == f"Un dossier vous est confié : Alpha 1 ({dossier.editeur})"
    assert "Inès Leroy vous confie un dossier" in courriel.body
    assert "«\u00a0Tu connais ce moteur.\u00a0»" in courriel.body
    assert f"/instruction/{dossier.uuid}/" in courriel.body
    assert sentences(dossier) == [("evenements/confier.html", thomas)]
    assert fresh(dossier).evenements.order_by("-rang").first().donnees == {"de": None, "a": thomas.pk}


def test_what_has_left_them_meanwhile_is_not_told(ines, thomas):
    dossier = make_submitted()
    hand_dossier(dossier=dossier, a=thomas, par=ines, le=LUNDI)
    take_dossier(dossier=dossier, par=ines, le=LUNDI)
    assert send_envoi(envoi_id=Envoi.objects.get(genre="confie").pk, le=LUNDI) == "sans_objet"


def test_taking_it_oneself_writes_to_nobody(ines):
    dossier = make_submitted()
    hand_dossier(dossier=dossier, a=ines, par=ines, le=LUNDI)
    assert (fresh(dossier).referent, Envoi.objects.filter(genre="confie").count()) == (ines, 0)


def test_taken_meanwhile_it_is_said_by_whom_and_since_when_and_taken_over_knowingly(ines, thomas):
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=thomas, vu="", le=LUNDI)
    with pytest.raises(Perime) as refus:
        take_dossier(dossier=dossier, par=ines, vu="", le=LUNDI + timedelta(minutes=5))
    assert refus.value.phrase == (
        "Thomas Girard suit ce dossier depuis le 2 mars 2026 à 10\u00a0h\u00a0: rien n’a été enregistré. "
        "Prenez-le en charge à sa place si c’est ce que vous voulez."
    )
    assert fresh(dossier).referent == thomas
    take_dossier(dossier=dossier, par=ines, vu=str(thomas.pk), le=LUNDI + timedelta(minutes=6))
    assert fresh(dossier).referent == ines
    assert fresh(dossier).evenements.order_by("-rang").first().donnees == {"de": thomas.pk, "a": ines.pk}


def test_pressed_twice_or_let_go_of_meanwhile_it_is_simply_taken(ines, thomas):
    dossier = make_submitted()
    for vu in ("", "", str(thomas.pk)):
        take_dossier(dossier=dossier, par=ines, vu=vu, le=LUNDI)
    assert (fresh(dossier).referent, fresh(dossier).evenements.filter(geste="prendre").count()) == (ines, 1)
    release_dossier(dossier=dossier, par=ines, le=LUNDI)
    take_dossier(dossier=dossier, par=thomas, vu=str(ines.pk), le=LUNDI)
    assert fresh(dossier).referent == thomas


def test_who_follows_it_for_having_decided_is_named_without_a_date(ines):
    dossier = make_decided("demander_complements", par=make_instructeur(prenom="Thomas", nom="Girard"))
    with pytest.raises(Perime, match=r"^Thomas Girard suit ce dossier maintenant"):
        take_dossier(dossier=dossier, par=ines, vu="", le=LUNDI)


@pytest.mark.parametrize("role", ["membre", "compte", "closed"])
def test_only_to_someone_of_the_ans(ines, role):
    autres = {"membre": make_membre, "compte": make_compte, "closed": lambda: make_instructeur(is_active=False)}
    dossier = make_submitted()
    with pytest.raises(Refus) as refus:
        hand_dossier(dossier=dossier, a=autres[role](), par=ines, le=LUNDI)
    assert refus.value.champs == {"a": "Choisissez une personne de l’ANS dont le compte est ouvert."}
    assert fresh(dossier).referent is None


def test_not_to_whoever_follows_it_already(ines, thomas):
    dossier = make_submitted()
    hand_dossier(dossier=dossier, a=thomas, par=ines, le=LUNDI)
    with pytest.raises(Refus, match="Thomas Girard suit déjà ce dossier") as refus:
        hand_dossier(dossier=dossier, a=thomas, par=ines, le=LUNDI)
    assert list(refus.value.champs) == ["a"]
    assert Envoi.objects.filter(genre="confie").count() == 1


@pytest.mark.parametrize(("longueur", "passe"), [(MOT_MAX, True), (MOT_MAX + 1, False)])
def test_a_word_not_a_letter(ines, thomas, longueur, passe):
    dossier = make_submitted()
    if passe:
        hand_dossier(dossier=dossier, a=thomas, par=ines, mot="a" * longueur, le=LUNDI)
        return
    with pytest.raises(Refus) as refus:
        hand_dossier(dossier=dossier, a=thomas, par=ines, mot="a" * longueur, le=LUNDI)
    assert list(refus.value.champs) == ["mot"]


def test_a_closed_dossier_is_handed_to_nobody(ines, thomas):
    with pytest.raises(Refus, match="«\u00a0Confier à un collègue\u00a0» n’est pas possible maintenant"):
        hand_dossier(dossier=make_decided("refuser"), a=thomas, par=ines, le=LUNDI)


def test_an_editeur_hands_nothing(thomas):
    dossier = make_submitted()
    for act in (
        lambda par: hand_dossier(dossier=dossier, a=thomas, par=par),
        lambda p: release_dossier(dossier=dossier, par=p),
    ):
        with pytest.raises(Interdit):
            act(dossier.cree_par)


def test_let_go_of_nobody_follows_it(ines):
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=ines, le=LUNDI)
    release_dossier(dossier=dossier, par=ines, le=LUNDI + timedelta(minutes=1))
    assert (fresh(dossier).referent, sentences(dossier)) == (None, [("evenements/rendre.html", None)])


def test_only_one_s_own_unless_an_administrator(ines, thomas):
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=ines, le=LUNDI)
    with pytest.raises(Refus, match="Vous n’êtes pas le référent de ce dossier"):
        release_dossier(dossier=dossier, par=thomas, le=LUNDI)
    release_dossier(dossier=dossier, par=make_administrateur(), le=LUNDI)
    assert fresh(dossier).referent is None


def test_letting_go_of_what_nobody_follows_writes_nothing():
    dossier = make_submitted()
    avant = fresh(dossier).version
    release_dossier(dossier=dossier, par=make_administrateur(), le=LUNDI)
    assert fresh(dossier).version == avant
