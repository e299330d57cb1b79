"""Mails of a past written after the fact: marked as sent on their day, those of today left alone."""

from datetime import timedelta

import pytest

from dossiers.actions.demonstration import settle_past_envois
from dossiers.models import Envoi, Relance
from tests.factories import LUNDI, make_compte, make_dossier

pytestmark = pytest.mark.django_db
AVANT = LUNDI - timedelta(days=1)


def mail(cle: str, le, **champs) -> Envoi:
    quand = {"cree_le": le, "a_partir_de": le + timedelta(minutes=5)}
    return Envoi.objects.create(cle=cle, genre="recepisse", destinataire=make_compte(), **quand, **champs)


def test_only_what_waits_since_before_is_sent():
    vieux, neuf, perdu = mail("a", AVANT), mail("b", LUNDI), mail("c", AVANT, etat="echec")
    assert settle_past_envois(avant=LUNDI) == 1
    assert list(Envoi.objects.order_by("cle").values_list("etat", "essais", "envoye_le")) == [
        ("envoye", 1, vieux.a_partir_de),
        ("attente", 0, None),
        ("echec", 0, None),
    ]
    assert (neuf.pk, perdu.pk) != (vieux.pk, vieux.pk)


def test_reminders_of_these_mails_left_on_their_own_day():
    dossier, vieux, neuf = make_dossier(), mail("a", AVANT), mail("b", LUNDI)
    lieu = {"dossier": dossier, "etape": 1, "tour": 1, "echelon": "premiere", "sorte": "manque"}
    for code, envoi in (("nie", vieux), ("nil", neuf)):
        Relance.objects.create(**lieu, code=code, destinataire=dossier.cree_par, le=AVANT, envoi=envoi)
    settle_past_envois(avant=LUNDI)
    assert list(Relance.objects.order_by("code").values_list("code", "envoyee_le")) == [("nie", AVANT), ("nil", None)]
