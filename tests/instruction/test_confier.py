"""Handing over from the dossier's page: to whom, with what word, what a refusal keeps."""

import re

import pytest
from django.urls import reverse

from dossiers.actions.confie import MOT_MAX
from dossiers.actions.dossier import take_dossier
from dossiers.models import Envoi
from tests.factories import fresh, make_administrateur, make_decided, make_instructeur, make_membre, make_submitted
from tests.instruction.outils import address, errors, text

pytestmark = pytest.mark.django_db


def page_of(dossier, nom: str = "confier") -> str:
    return reverse(f"instruction:{nom}", args=[dossier.uuid])


def test_the_page_offers_colleagues_with_their_load(client, ans):
    thomas = make_instructeur(prenom="Thomas", nom="Girard")
    make_membre(), make_instructeur(is_active=False)
    dossier, autre = make_submitted(), make_submitted()
    take_dossier(dossier=autre, par=thomas)
    choix = client.get(page_of(dossier)).context["form"].fields["a"].choices
    assert list(choix) == [
        ("", "Choisissez un collègue"),
        (str(thomas.pk), "Thomas Girard – 1 dossier à traiter"),
        (str(ans.pk), "Inès Leroy – 0 dossier à traiter"),
    ]


def test_handed_over_with_a_word(client, ans):
    dossier, thomas = make_submitted(), make_instructeur(prenom="Thomas", nom="Girard")
    reponse = client.post(page_of(dossier) + "?file=vue%3Dtous", {"a": thomas.pk, "mot": "À toi."}, follow=True)
    assert reponse.redirect_chain == [(f"{address(dossier)}?file=vue%3Dtous", 302)]
    assert "Thomas Girard est maintenant le référent de ce dossier." in text(reponse)
    assert (fresh(dossier).referent, Envoi.objects.get(genre="confie").donnees["mot"]) == (thomas, "À toi.")


@pytest.mark.parametrize(
    ("saisie", "champ"),
    [({}, "a"), ({"a": "0"}, "a"), ({"a": "x"}, "a"), ({"a": "lui", "mot": "m" * (MOT_MAX + 1)}, "mot")],
)
def test_a_refusal_is_tied_to_its_field_and_keeps_what_was_typed(client, ans, saisie, champ):
    dossier, thomas = make_submitted(), make_instructeur()
    saisie = {**{"mot": "Pour toi."}, **saisie} | ({"a": thomas.pk} if saisie.get("a") == "lui" else {})
    reponse = client.post(page_of(dossier), saisie)
    assert (reponse.status_code, list(errors(reponse)), fresh(dossier).referent) == (200, [champ], None)
    assert saisie["mot"] in reponse.content.decode()


def test_a_dossier_that_is_closed_meanwhile_says_so(client, ans):
    dossier, thomas = make_decided("refuser"), make_instructeur()
    reponse = client.post(page_of(dossier), {"a": thomas.pk})
    assert list(errors(reponse)) == ["__all__"]


def test_two_colleagues_who_hand_over_at_once_do_not_undo_each_other(client, ans):
    dossier, thomas, lea = make_submitted(), make_instructeur(prenom="Thomas", nom="Girard"), make_instructeur()
    vu = hidden(client.get(page_of(dossier)))
    take_dossier(dossier=dossier, par=thomas)
    reponse = client.post(page_of(dossier), {"a": lea.pk, "mot": "À toi.", "vu": vu})
    assert (list(errors(reponse)), fresh(dossier).referent) == (["__all__"], thomas)
    assert "Thomas Girard suit ce dossier depuis le " in text(reponse)
    assert "rien n’a été enregistré. Confiez-le à nouveau si c’est toujours ce que vous voulez." in text(reponse)
    assert "À toi.</textarea>" in reponse.content.decode()
    client.post(page_of(dossier), {"a": lea.pk, "mot": "À toi.", "vu": hidden(reponse)})
    assert fresh(dossier).referent == lea


def hidden(reponse) -> str:
    """The référent that the page was read with, as its form carries it."""
    return re.search(r'name="vu" value="([^"]*)"', reponse.content.decode())[1]


def test_let_go_of(client, ans):
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=ans)
    assert "Rendre le dossier" in text(client.get(address(dossier)))
    reponse = client.post(page_of(dossier, "rendre"), follow=True)
    assert "Ce dossier n’a plus de référent" in text(reponse)
    assert "Rendre le dossier" not in text(client.get(address(dossier)))
    assert fresh(dossier).referent is None


def test_what_is_not_one_s_own_is_not_let_go_of(client, ans):
    dossier = make_submitted()
    take_dossier(dossier=dossier, par=make_administrateur())
    reponse = client.post(page_of(dossier, "rendre"), follow=True)
    assert "Vous n’êtes pas le référent de ce dossier" in text(reponse)
    assert fresh(dossier).referent is not None


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_page_costs_the_same_whatever_the_team(client, ans, nombre, django_assert_num_queries):
    dossier = make_submitted()
    for _ in range(nombre):
        make_instructeur()
    client.get(page_of(dossier))
    # session, account, dossier, reviewers, their loads, absences
    with django_assert_num_queries(6):
        client.get(page_of(dossier))
