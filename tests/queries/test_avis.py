"""Opinions asked by e-mail: their secrets, where each stands, what is shown of them, and to whom."""

from datetime import timedelta
from uuid import uuid4

import pytest

from dossiers.actions.avis import answer_avis, withdraw_avis
from dossiers.actions.etape import decide_etape
from dossiers.models import Avis, Envoi, Piece
from dossiers.queries.avis import (
    avis_of,
    avis_of_dossier,
    avis_of_jeton,
    cle_avis,
    digest_jeton,
    jeton_avis,
    pieces_of_avis,
    shareable_pieces,
    state_of_avis,
)
from dossiers.queries.perimetre import Introuvable
from dossiers.rules.avis import EtatAvis
from tests.factories import (
    LUNDI,
    fresh,
    make_avis,
    make_dossier,
    make_instructeur,
    make_membre,
    make_piece,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
MARDI = LUNDI + timedelta(days=1)


@pytest.fixture(scope="module")
def avis(base_du_module) -> Avis:
    return make_avis()


def state(avis: Avis, le=MARDI) -> EtatAvis:
    return state_of_avis(Avis.objects.select_related("dossier", "soumission").get(pk=avis.pk), le)


def put_aside() -> None:
    Piece.objects.update(quarantaine_le=LUNDI, quarantaine_motif="Un nom se lit.")


def test_secret_leads_to_its_request_and_is_kept_as_a_digest(avis):
    jeton = jeton_avis(avis.uuid)
    assert (avis_of_jeton(jeton), avis.empreinte) == (avis, digest_jeton(jeton))
    assert jeton != avis.empreinte
    for faux in (jeton_avis(uuid4()), avis.empreinte, ""):
        with pytest.raises(Introuvable, match="n’est pas de nous"):
            avis_of_jeton(faux)


def test_awaited_until_its_term(avis):
    assert [state(avis, le) for le in (MARDI, avis.expire_le)] == [EtatAvis.ATTENDU, EtatAvis.EXPIRE]


def test_answered_or_withdrawn_it_stays_so(avis):
    answer_avis(avis=avis, texte="Oui.", sens="favorable", adresse="", le=MARDI)
    assert state(avis, avis.expire_le) is EtatAvis.RENDU
    autre = make_avis()
    withdraw_avis(avis=autre, par=make_instructeur(), le=MARDI)
    assert state(autre, autre.expire_le) is EtatAvis.RETIRE


@pytest.mark.parametrize("decision", ["valider", "demander_complements"])
def test_over_once_the_etape_is_decided(avis, decision):
    dossier = fresh(avis.dossier)
    examens = verdicts(**({} if decision == "valider" else {"nil": ("a_corriger", "Faux.")}))
    decide_etape(
        dossier=dossier, decision=decision, examens=examens, version=dossier.version, par=make_instructeur(), le=MARDI
    )
    assert state(avis) is EtatAvis.CLOS


def test_proofs_put_aside_are_no_more_shown(avis):
    assert (pieces_of_avis(avis), shareable_pieces(avis.soumission)) == ([piece := Piece.objects.get()], [piece])
    put_aside()
    assert (pieces_of_avis(avis), shareable_pieces(avis.soumission)) == ([], [])


def test_proofs_deposited_since_are_not_shareable(avis):
    """Nor those of another dossier, whatever their number."""
    make_piece(make_dossier(etape=2))
    envoyee = Piece.objects.get(dossier=avis.dossier)
    Piece.objects.filter(pk=envoyee.pk).update(remplacee_le=LUNDI)
    Piece.objects.create(
        **{
            champ.name: getattr(envoyee, champ.name)
            for champ in Piece._meta.concrete_fields
            if champ.name not in ("id", "uuid", "remplacee_le")
        }
    )
    assert shareable_pieces(avis.soumission) == [envoyee]


def test_requests_of_a_dossier_the_latest_first(avis, django_assert_num_queries):
    seconde = make_avis(avis.dossier, le=MARDI, courriel="paul@exemple.fr", nom="Paul")
    Envoi.objects.filter(cle=cle_avis(avis)).update(etat="echec")
    with django_assert_num_queries(3):
        lignes = avis_of_dossier(avis.dossier, MARDI)
        assert [(x.avis, x.etat, x.perdu, x.attendu) for x in lignes] == [
            (seconde, EtatAvis.ATTENDU, False, True),
            (avis, EtatAvis.ATTENDU, True, True),
        ]
        assert [piece.exigence for x in lignes for piece in x.avis.pieces.all()] == ["preuve_cnda"] * 2


def test_a_dossier_without_any_costs_one_query(django_assert_num_queries):
    dossier = make_dossier()
    with django_assert_num_queries(1):
        assert avis_of_dossier(dossier, MARDI) == []


def test_one_of_a_dossier_that_this_person_may_see(avis):
    ines, autre = make_instructeur(), make_submitted()
    assert avis_of(ines, avis.dossier.uuid, avis.uuid) == avis
    for compte, dossier, uuid in (
        (make_membre(), avis.dossier.uuid, avis.uuid),
        (ines, autre.uuid, avis.uuid),
        (ines, avis.dossier.uuid, uuid4()),
    ):
        with pytest.raises(Introuvable, match="Cette demande d’avis n’existe pas"):
            avis_of(compte, dossier, uuid)
