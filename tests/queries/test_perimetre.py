"""The one scope: a company sees its own, the ANS sees all, nobody sees without a company; a stranger's is unknown."""

from uuid import uuid4

import pytest

from dossiers.actions.etape import submit_etape
from dossiers.models import Compte, Dossier
from dossiers.queries import perimetre
from dossiers.queries.perimetre import (
    Introuvable,
    appartenance_of,
    dossier_of,
    dossiers_of,
    editeur_of,
    jointe_of,
    lot_of,
    lots_of,
    members_of,
    piece_of,
    role_of,
    solutions_of,
)
from dossiers.rules.parcours import Role
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_compte,
    make_dossier,
    make_instructeur,
    make_lot,
    make_membre,
    make_message,
    make_ready,
    upload,
)

pytestmark = pytest.mark.django_db
CANARI = "CANARI-8f3a"


@pytest.fixture
def ours() -> Dossier:
    return make_ready(make_dossier(etape=2, nom="Le nôtre"))


@pytest.fixture
def theirs() -> Dossier:
    """Another company's dossier, sent to the ANS, whose every word is a canary."""
    autre = make_membre(prenom=CANARI, nom=CANARI, courriel=f"{CANARI}@exemple.fr".lower())
    dossier = make_ready(make_dossier(autre, etape=2, nom=CANARI), nie=CANARI, nil=CANARI)
    submit_etape(dossier=dossier, par=autre, le=LUNDI)
    return fresh(dossier)


def test_company_sees_its_own(ours, theirs):
    assert list(dossiers_of(ours.cree_par)) == [ours]
    assert list(dossiers_of(theirs.cree_par)) == [theirs]
    assert list(solutions_of(ours.cree_par)) == [ours.solution]
    assert [a.compte for a in members_of(ours.cree_par)] == [ours.cree_par]
    assert editeur_of(ours.cree_par) == ours.editeur


def test_every_member_of_the_company_sees_the_same(ours):
    for role in ("mandataire", "representant", "salarie"):
        collegue = make_membre(ours.editeur, role)
        assert dossier_of(collegue, ours.uuid) == ours
        assert piece_of(collegue, ours.uuid, ours.pieces.get().uuid) == ours.pieces.get()


@pytest.mark.parametrize("fabrique", [make_instructeur, make_administrateur])
def test_ans_sees_every_dossier_and_owns_none(fabrique, ours, theirs):
    compte = fabrique()
    assert list(dossiers_of(compte).order_by("pk")) == [ours, theirs]
    assert piece_of(compte, theirs.uuid, theirs.pieces.get().uuid) == theirs.pieces.get()
    for lecture in (editeur_of, solutions_of, members_of):
        with pytest.raises(Introuvable):
            lecture(compte)


@pytest.mark.parametrize("lecture", [dossiers_of, solutions_of, members_of, editeur_of])
def test_nothing_is_read_without_a_company(lecture, ours):
    with pytest.raises(Introuvable) as refus:
        lecture(make_compte())
    assert str(refus.value) == "Ce compte n’appartient à aucune entreprise."


def test_stranger_s_dossier_and_unknown_one_are_the_same_answer(ours, theirs):
    reponses = set()
    for uuid in (theirs.uuid, uuid4()):
        with pytest.raises(Introuvable) as refus:
            dossier_of(ours.cree_par, uuid)
        reponses.add(str(refus.value))
    assert reponses == {"Cet objet n’existe pas pour cette personne."}


def test_stranger_s_proof_is_out_of_reach_by_every_way(ours, theirs):
    notre, leur = ours.pieces.get(), theirs.pieces.get()
    for dossier, piece in ((theirs, leur), (ours, leur), (theirs, notre)):
        with pytest.raises(Introuvable):
            piece_of(ours.cree_par, dossier.uuid, piece.uuid)
    assert piece_of(ours.cree_par, ours.uuid, notre.uuid) == notre


def test_an_attachment_is_of_its_dossier(ours, theirs):
    fichiers = {dossier: [upload("a.png")] for dossier in (ours, theirs)}
    notre, leur = (make_message(d, fichiers=f).jointes.get() for d, f in fichiers.items())
    for dossier, jointe in ((theirs, leur), (ours, leur), (theirs, notre)):
        with pytest.raises(Introuvable):
            jointe_of(ours.cree_par, dossier.uuid, jointe.uuid)
    assert jointe_of(ours.cree_par, ours.uuid, notre.uuid) == notre
    assert jointe_of(make_instructeur(), theirs.uuid, leur.uuid) == leur


def test_a_lot_is_of_the_one_who_prepared_it(ours):
    ans, admin = make_instructeur(), make_administrateur()
    lot = make_lot("relancer", [ours], ans)
    assert (lot_of(ans, lot.uuid), list(lots_of(admin))) == (lot, [])
    for compte in (admin, ours.cree_par):
        with pytest.raises(Introuvable):
            lot_of(compte, lot.uuid)


def test_no_canary_in_what_a_company_reads(ours, theirs):
    lus = [
        *dossiers_of(ours.cree_par).values(),
        *solutions_of(ours.cree_par).values(),
        *members_of(ours.cree_par).values("compte__nom", "compte__prenom", "compte__courriel"),
    ]
    assert len(lus) == 3
    assert CANARI.lower() not in repr(lus).lower()
    assert CANARI in repr(list(dossiers_of(theirs.cree_par).values()))


@pytest.mark.parametrize("role", ["mandataire", "representant", "salarie"])
def test_role_is_held_in_one_s_own_company_only(role, ours, theirs):
    membre = make_membre(ours.editeur, role)
    assert role_of(membre) is Role(role)
    assert role_of(membre, ours.editeur_id) is Role(role)
    assert role_of(membre, theirs.editeur_id) is None


def test_roles_of_the_others(ours):
    assert role_of(make_compte(), ours.editeur_id) is None
    assert role_of(make_instructeur(), ours.editeur_id) is Role.INSTRUCTEUR
    assert role_of(make_administrateur(), ours.editeur_id) is Role.ADMINISTRATEUR


def test_place_in_a_company_is_read_once_per_request(ours, django_assert_num_queries):
    compte = Compte.objects.get(pk=ours.cree_par_id)
    with django_assert_num_queries(1):
        assert appartenance_of(compte).editeur == ours.editeur
        assert role_of(compte, ours.editeur_id) is Role.MANDATAIRE
        assert editeur_of(compte) == ours.editeur


def test_every_reading_of_this_room_is_tried_here():
    publics = {nom for nom, objet in vars(perimetre).items() if nom.endswith("_of") and callable(objet)}
    sur_une_personne = {"appartenance_of", "editeur_of", "role_of"}
    de_l_entreprise = {"dossiers_of", "dossier_of", "piece_of", "jointe_of", "solutions_of", "members_of"}
    assert publics == sur_une_personne | de_l_entreprise | {"lots_of", "lot_of"}
