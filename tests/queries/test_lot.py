"""Lots: the dossiers chosen, what each line would give, the report, and whose they are."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dossiers.actions.dossier import take_dossier
from dossiers.actions.lot import prepare_lot
from dossiers.models import Compte, Dossier, LigneLot, Lot
from dossiers.queries import lot as queries
from dossiers.queries.filtre import Filtre, Vue
from dossiers.queries.lot import (
    PERIME,
    Prevision,
    exigences_of,
    filtered_dossiers,
    lots_page,
    previsions_of,
    rapport_of,
    reasons_of,
    recipients_of,
    sample_of,
    selected_dossiers,
    valeurs_of,
)
from dossiers.rules.lot import LOT_MAX
from tests.factories import (
    LUNDI,
    fresh,
    make_dossier,
    make_instructeur,
    make_lot,
    make_membre,
    make_submitted,
)

pytestmark = pytest.mark.django_db
MARDI = LUNDI + timedelta(days=1)


@pytest.fixture(scope="module")
def ines(base_du_module) -> Compte:
    return make_instructeur(prenom="Inès", nom="Leroy")


@pytest.fixture(scope="module")
def trois(base_du_module) -> list[Dossier]:
    """Two sent, the later one first; one open."""
    tard, tot = make_submitted(le=MARDI), make_submitted()
    return [tard, tot, make_dossier(etape=2, le=LUNDI + timedelta(days=2))]


def foreseen(lot: Lot, le=MARDI) -> list[tuple[Dossier, str]]:
    return [(prevision.ligne.dossier, prevision.refus) for prevision in previsions_of(lot, le)]


def test_those_that_this_person_sees_the_oldest_waiting_first(trois, ines):
    uuids = [*(dossier.uuid for dossier in trois), uuid4()]
    assert selected_dossiers(ines, uuids) == [trois[1], trois[0], trois[2]]
    assert selected_dossiers(trois[0].cree_par, uuids) == [trois[0]]
    assert filtered_dossiers(ines, Filtre(vue=Vue.EQUIPE)) == [trois[1], trois[0]]


def test_one_too_many_is_enough_to_know(trois, ines):
    autres = [uuid4() for _ in range(LOT_MAX)]
    assert selected_dossiers(ines, [trois[0].uuid, *autres, trois[1].uuid]) == [trois[0]]


def test_pages_of_one_s_own_lots_the_latest_first(trois, ines, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    jours = (LUNDI, LUNDI, MARDI)
    lots = [prepare_lot(dossiers=trois, genre="relancer", par=ines, le=le) for le in jours]
    prepare_lot(dossiers=trois, genre="relancer", par=make_instructeur(), le=MARDI)
    assert lots_page(ines) == [lots[2], lots[1], lots[0]]
    assert lots_page(ines, lots[1].pk) == [lots[0]]
    assert lots_page(ines, 10**9) == lots_page(ines)


def test_report_by_pages_and_by_state(trois, ines, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(queries, "PAGE", 2)
    lot = make_lot("relancer", trois, ines)
    LigneLot.objects.filter(lot=lot, rang=2).update(etat="refusee", phrase="Non.")
    with django_assert_num_queries(2):
        rapport = rapport_of(lot)
    assert ([ligne.rang for ligne in rapport.lignes], rapport.suivante) == ([1, 2], 2)
    assert rapport.comptes == {"attente": 2, "refusee": 1}
    assert [ligne.rang for ligne in rapport_of(lot, apres=2).lignes] == [3]
    assert [ligne.rang for ligne in rapport_of(lot, "refusee").lignes] == [2]
    assert len(rapport_of(lot, "inconnu").lignes) == 2


def test_what_the_table_of_the_gestes_has_against_it(trois, ines):
    previsions = foreseen(make_lot("complement", trois, ines))
    assert [bool(refus) for dossier, refus in previsions if dossier == trois[2]] == [True]
    assert [refus for dossier, refus in previsions if dossier != trois[2]] == ["", ""]


def test_moved_since_it_was_chosen(trois, ines):
    lot = make_lot("complement", trois[:2], ines)
    take_dossier(dossier=trois[0], par=ines, le=MARDI)
    assert dict(foreseen(lot)) == {trois[1]: "", trois[0]: PERIME}


def test_colleague_who_follows_it_already(trois, ines):
    thomas = make_instructeur(prenom="Thomas", nom="Girard")
    take_dossier(dossier=trois[0], par=thomas, le=MARDI)
    lot = make_lot("confier", [fresh(dossier) for dossier in trois], ines, referent=str(thomas.pk))
    assert dict(foreseen(lot)) == {trois[0]: "Thomas Girard suit déjà ce dossier.", trois[1]: "", trois[2]: ""}


def test_reminders_suspended_or_wanted_by_nobody(trois, ines):
    ouvert = trois[2]
    demain, motif = MARDI + timedelta(days=1), "L’audit est en cours."
    Dossier.objects.filter(pk=ouvert.pk).update(suspendues_jusqu_a=demain, suspension_motif=motif)
    lot = make_lot("relancer", [ouvert], ines)
    assert foreseen(lot) == [(ouvert, f"Les relances de ce dossier sont suspendues jusqu’au 4 mars 2026 : {motif}")]
    Dossier.objects.filter(pk=ouvert.pk).update(suspendues_jusqu_a=MARDI)
    assert [(p.refus, p.personnes) for p in previsions_of(lot, MARDI)] == [("", 1)]
    ouvert.cree_par.appartenances.update(relances=False)
    assert [(p.refus, p.personnes) for p in previsions_of(lot, MARDI)] == [
        ("Personne dans cette entreprise ne souhaite recevoir de relances : écrivez-lui directement.", 0)
    ]


@pytest.mark.parametrize(("genre", "requetes"), [("relancer", 3), ("exporter", 1), ("confier", 1), ("complement", 5)])
def test_one_line_or_more_cost_the_same(trois, ines, genre, requetes, django_assert_num_queries):
    for dossiers in (trois[:1], trois[:2]):
        lot = make_lot(genre, dossiers, ines)
        with django_assert_num_queries(requetes):
            previsions_of(lot, MARDI)


def test_refusals_foreseen_the_most_frequent_first():
    refus = ("a", "", "b", "b", "")
    assert reasons_of([Prevision(LigneLot(), phrase) for phrase in refus]) == [("b", 2), ("a", 1)]


def test_message_as_one_dossier_would_get_it(trois, ines):
    dossier = fresh(trois[0])
    lot = make_lot("ecrire", trois[:1], ines)
    Lot.objects.filter(pk=lot.pk).update(parametres={"objet": " {solution} ", "texte": "À {entreprise}, {reference}"})
    lot.refresh_from_db()
    assert valeurs_of(dossier)["dispositif"] == dossier.referentiel.libelle
    assert sample_of(lot, dossier) == (str(dossier.solution), f"À {dossier.editeur}, {dossier.reference}")


def test_whom_a_message_is_sent_to(trois):
    dossier = trois[0]
    collegue = make_membre(dossier.editeur, nom="A")
    make_membre(dossier.editeur, is_active=False)
    make_membre()
    assert recipients_of(dossier) == [collegue, dossier.cree_par]


def test_requirements_of_what_was_sent(trois, ines):
    codes = [exigence.code for exigence in exigences_of(make_lot("complement", trois, ines))]
    assert ("preuve_cnda" in codes, len(codes) == len(set(codes))) == (True, True)
    assert exigences_of(make_lot("complement", trois[2:], ines)) == []
