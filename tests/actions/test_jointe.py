"""An attachment put aside and given back: who may, what is written, what no longer comes in."""

import pytest

from dossiers.actions.jointe import lift_jointe, quarantine_jointe
from dossiers.actions.piece import deposit_piece
from dossiers.models import Jointe
from dossiers.queries.trace import verify_chain
from dossiers.rules.refus import Interdit, Refus
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_dossier,
    make_instructeur,
    make_membre,
    make_message,
    picture,
    upload,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier():
    return make_dossier(etape=2)


@pytest.fixture
def ans():
    return make_instructeur()


def files(*couleurs: str) -> list:
    return [upload(f"{couleur}.png", picture(couleur=couleur)) for couleur in couleurs]


def test_what_a_reviewer_put_aside_does_not_come_back(dossier, ans):
    (jointe,) = make_message(dossier, fichiers=files("red")).jointes.all()
    quarantine_jointe(jointe=jointe, motif="Un nom se lit.", par=ans, le=LUNDI)
    with pytest.raises(Refus, match="mis en quarantaine"):
        make_message(dossier, fichiers=files("red"))
    with pytest.raises(Refus, match="mis en quarantaine"):
        deposit_piece(dossier=dossier, exigence="preuve_cnda", fichier=files("red")[0], par=dossier.cree_par)
    with pytest.raises(Refus, match="déjà en quarantaine"):
        quarantine_jointe(jointe=jointe, motif="Encore.", par=ans)
    with pytest.raises(Interdit):
        lift_jointe(jointe=jointe, par=ans)
    lift_jointe(jointe=jointe, par=make_administrateur(), le=LUNDI)
    assert [e.geste for e in dossier.evenements.order_by("rang")][-2:] == ["ecarter_jointe", "rendre_jointe"]
    assert make_message(dossier, fichiers=files("red")).jointes.count() == 1


def test_a_quarantine_has_its_reason_and_is_for_the_ans(dossier, ans):
    (jointe,) = make_message(dossier, fichiers=files("red")).jointes.all()
    with pytest.raises(Interdit):
        quarantine_jointe(jointe=jointe, motif="A", par=dossier.cree_par)
    with pytest.raises(Refus) as refus:
        quarantine_jointe(jointe=jointe, motif=" ", par=ans)
    assert list(refus.value.champs) == ["motif"]
    with pytest.raises(Refus, match="n’est pas en quarantaine"):
        lift_jointe(jointe=jointe, par=make_administrateur())


def test_the_row_and_the_history_say_who_and_why(dossier, ans):
    rouge, vert = make_message(dossier, fichiers=files("red", "green")).jointes.order_by("pk")
    quarantine_jointe(jointe=rouge, motif=" Un nom\nse lit. ", par=ans, le=LUNDI)
    lue = Jointe.objects.get(pk=rouge.pk)
    assert (lue.quarantaine_le, lue.quarantaine_par, lue.quarantaine_motif) == (LUNDI, ans, "Un nom se lit.")
    assert Jointe.objects.get(pk=vert.pk).quarantaine_le is None
    evenement = dossier.evenements.order_by("rang").last()
    assert (evenement.geste, evenement.par, evenement.donnees) == ("ecarter_jointe", ans, {"sha256": rouge.sha256})
    lift_jointe(jointe=rouge, par=make_administrateur(), le=LUNDI)
    rendue = Jointe.objects.get(pk=rouge.pk)
    assert (rendue.quarantaine_le, rendue.quarantaine_par, rendue.quarantaine_motif) == (None, None, "")
    assert verify_chain(fresh(dossier)) == ()


@pytest.mark.parametrize("fabrique", [make_membre, make_instructeur])
def test_only_an_administrator_gives_back(dossier, ans, fabrique):
    (jointe,) = make_message(dossier, fichiers=files("red")).jointes.all()
    quarantine_jointe(jointe=jointe, motif="A", par=ans, le=LUNDI)
    with pytest.raises(Interdit):
        lift_jointe(jointe=jointe, par=fabrique())
    assert Jointe.objects.get().quarantaine_le == LUNDI


def test_what_another_company_put_aside_is_none_of_this_one_s(dossier, ans):
    (jointe,) = make_message(dossier, fichiers=files("red")).jointes.all()
    quarantine_jointe(jointe=jointe, motif="A", par=ans, le=LUNDI)
    assert make_message(make_dossier(), fichiers=files("red")).jointes.count() == 1
