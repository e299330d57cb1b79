"""Who wrote a message, on whose behalf, and what people quote of it."""

from uuid import UUID

import pytest

from dossiers.models import Compte, Message


def test_what_people_quote():
    message = Message(uuid=UUID("0123abcd-0000-0000-0000-000000000000"), objet="Mon NIL")
    assert (message.reference, str(message)) == ("M-0123-ABCD", "M-0123-ABCD : Mon NIL")


@pytest.mark.parametrize(
    ("champs", "auteur"),
    [
        ({"par": Compte(pk=1, courriel="a@b.fr", prenom="Camille", nom="Durand"), "nom": "x"}, "Camille Durand"),
        ({"nom": "Zoé", "courriel": "zoe@exemple.fr"}, "Zoé"),
        ({"courriel": "zoe@exemple.fr"}, "zoe@exemple.fr"),
    ],
)
def test_who_wrote_it(champs, auteur):
    assert Message(**champs).auteur == auteur


def test_on_whose_behalf():
    assert (Message(cote="ans").de_l_ans, Message(cote="editeur").de_l_ans, Message().de_l_ans) == (True, False, False)
