"""The contact at a third party: what is awaited of it, over all that named it, and its link."""

from datetime import timedelta

import pytest

from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Tiers
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.tiers import attentes_of, contact_of, empreinte_of, is_stopped, jeton_tiers, read_tiers
from tests.factories import LUNDI, fresh, make_dossier, make_submitted

pytestmark = pytest.mark.django_db
LEA = "lea@tiers.fr"
MONTAGE = {"montage": "oui", "moteur": "non", "nie": "00123", "solution_tiers": "Beta", "versions_obsoletes": "néant"}


def name(dossier: Dossier, courriel: str = LEA, **champs) -> Tiers:
    return Tiers.objects.create(dossier=dossier, courriel=courriel, par=dossier.cree_par, le=LUNDI, **champs)


@pytest.fixture(scope="module")
def montage(base_du_module) -> Dossier:
    """A dossier that awaits the third party, Léa named for it."""
    dossier = make_dossier(etape=2)
    save_reponses(dossier=dossier, valeurs=MONTAGE, par=dossier.cree_par, le=LUNDI)
    name(dossier)
    return fresh(dossier)


def awaited(tiers: Tiers) -> list[Dossier]:
    return [attente.dossier for attente in attentes_of(tiers, LUNDI)]


def test_points_that_only_a_third_party_can_settle(montage):
    (attente,) = attentes_of(Tiers.objects.get(), LUNDI)
    assert (attente.dossier, attente.dispositif) == (montage, montage.referentiel.libelle)
    assert attente.points == ("NIL de la solution tierce",)


def test_over_all_the_dossiers_that_named_that_address(montage):
    tiers = Tiers.objects.get()
    autre = make_dossier(etape=2)
    save_reponses(dossier=autre, valeurs=MONTAGE, par=autre.cree_par, le=LUNDI)
    name(autre)
    name(make_submitted())
    assert set(awaited(tiers)) == {montage, autre}
    Tiers.objects.filter(dossier=autre).update(arrete_le=LUNDI)
    assert awaited(tiers) == [montage]


def test_nothing_while_its_reminders_are_suspended(montage):
    Dossier.objects.update(suspendues_jusqu_a=LUNDI + timedelta(seconds=1))
    assert awaited(Tiers.objects.get()) == []
    Dossier.objects.update(suspendues_jusqu_a=LUNDI)
    assert awaited(Tiers.objects.get()) == [montage]


def test_contact_is_who_may_be_written_to_before_who_stopped(montage):
    lea = Tiers.objects.get()
    assert contact_of(montage) == lea
    Tiers.objects.update(arrete_le=LUNDI)
    assert contact_of(montage) == lea
    paul = name(montage, "paul@tiers.fr")
    assert contact_of(montage) == paul
    assert contact_of(make_dossier()) is None


def test_who_stopped_is_stopped_whoever_named_them(montage):
    assert is_stopped(LEA) is False
    Tiers.objects.update(arrete_le=LUNDI)
    name(make_dossier())
    assert (is_stopped(LEA), is_stopped("paul@tiers.fr")) == (True, False)


def test_link_leads_to_its_person(montage):
    lea = Tiers.objects.get()
    jeton = jeton_tiers(lea)
    assert read_tiers(jeton) == lea
    with pytest.raises(Introuvable, match="Ce lien n’est pas de nous"):
        read_tiers(f"{jeton}x")
    lea.delete()
    with pytest.raises(Introuvable, match="Cette adresse n’est plus connue"):
        read_tiers(jeton)


def test_address_is_not_read_in_its_print():
    assert (len(empreinte_of(LEA)), "lea" in empreinte_of(LEA)) == (32, False)
    assert empreinte_of(LEA) != empreinte_of("paul@tiers.fr")
