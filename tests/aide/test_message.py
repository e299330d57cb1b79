"""Who a message is told to, by the outbox, with what is known; and who writes too much."""

import pytest

from dossiers.actions.dossier import take_dossier
from dossiers.actions.envoi import send_envoi
from dossiers.actions.message import send_contact, write_message
from dossiers.models import Compte, Envoi, Message
from dossiers.rules.refus import Interdit, Refus
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_compte,
    make_dossier,
    make_editeur,
    make_instructeur,
    make_membre,
)

pytestmark = pytest.mark.django_db


def readers(genre: str) -> list[str]:
    return [e.destinataire.courriel for e in Envoi.objects.filter(genre=genre).select_related("destinataire")]


@pytest.fixture
def suivi():
    """A dossier at étape 2 with its référent."""
    dossier = make_dossier(etape=2)
    take_dossier(dossier=dossier, par=make_instructeur(courriel="referent@ans.example"), le=LUNDI)
    return fresh(dossier)


def write(dossier, par, **champs) -> Message:
    return write_message(
        dossier=dossier, **{"objet": "Mon NIL", "texte": "Où ?", "contexte": []} | champs, par=par, le=LUNDI
    )


def test_the_editeur_writes_to_its_referent(suivi):
    make_administrateur()
    write(suivi, suivi.cree_par)
    assert readers("message") == ["referent@ans.example"]


def test_without_a_referent_the_administrators_read_it():
    dossier = make_dossier(etape=2)
    make_administrateur(courriel="admin@ans.example")
    write(dossier, dossier.cree_par)
    assert readers("message") == ["admin@ans.example"]


def test_a_referent_who_left_the_ans_reads_it_no_more(suivi):
    make_administrateur(courriel="admin@ans.example")
    Compte.objects.filter(pk=suivi.referent_id).update(role_ans="")
    write(fresh(suivi), suivi.cree_par)
    assert readers("message") == ["admin@ans.example"]


def test_the_ans_answers_to_the_people_of_the_company(suivi):
    autre = make_membre(suivi.editeur, "salarie", courriel="salarie@alpha.example")
    make_membre(make_editeur("Autre"))
    write(suivi, suivi.referent)
    assert sorted(readers("message")) == sorted([suivi.cree_par.courriel, autre.courriel])


def test_a_stranger_may_not(suivi):
    with pytest.raises(Interdit):
        write(suivi, make_membre(make_editeur("Autre")))
    with pytest.raises(Interdit):
        write(suivi, make_compte())


@pytest.mark.parametrize(
    ("champs", "fautif"), [({"objet": " "}, "objet"), ({"texte": ""}, "texte"), ({"texte": "a" * 5001}, "texte")]
)
def test_what_cannot_be_sent_says_why(suivi, champs, fautif):
    with pytest.raises(Refus) as refus:
        write(suivi, suivi.cree_par, **champs)
    assert list(refus.value.champs) == [fautif]


def test_the_mail_carries_what_is_known(suivi, mailoutbox):
    write(suivi, suivi.cree_par, contexte=[("Solution", "Alpha 4")])
    send_envoi(envoi_id=Envoi.objects.get(genre="message").pk, le=LUNDI)
    [courriel] = mailoutbox
    assert courriel.subject.startswith("Message : Mon NIL")
    assert "- Solution\u00a0: Alpha 4" in courriel.body
    assert f"/aide/dossier/{suivi.uuid}/messages/#repondre" in courriel.body


def test_an_account_that_writes_too_much_is_slowed_but_not_the_ans(client, suivi):
    for _ in range(21):
        write(suivi, suivi.cree_par)
    for _ in range(22):
        write(suivi, suivi.referent)
    with pytest.raises(Refus, match="viennent de votre compte"):
        write(suivi, suivi.cree_par)
    champs = {"nom": "Zoé", "courriel": "", "objet": "A", "texte": "B", "contexte": [], "adresse": ""}
    with pytest.raises(Refus, match="viennent de votre compte"):
        send_contact(**champs, par=suivi.cree_par, le=LUNDI)
    assert Message.objects.count() == 43
