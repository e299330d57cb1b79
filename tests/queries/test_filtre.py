"""What a reviewer may ask of the queue: tabs, filters, and who may ask."""

from datetime import timedelta

import pytest

from dossiers.models import Dossier
from dossiers.queries.file import tab_counts
from dossiers.queries.filtre import Filtre, Referent, Vue, file_of
from dossiers.rules.refus import Interdit
from tests.factories import (
    LGC_VA1,
    LUNDI,
    make_administrateur,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_net,
    make_ready,
    make_submitted,
)
from tests.queries.files import shown

pytestmark = pytest.mark.django_db
EQUIPE = Filtre(vue=Vue.EQUIPE)


@pytest.fixture
def ans():
    return make_instructeur()


def test_tabs(ans):
    brouillon = make_dossier(etape=2)
    tiers = make_dossier(etape=2)
    Dossier.objects.filter(pk=tiers.pk).update(bloqueur="tiers")
    cnda = make_ready(make_dossier(etape=2), statut_cnda="Recette")
    attente, mien = make_submitted(le=LUNDI + timedelta(hours=1)), make_submitted(le=LUNDI + timedelta(hours=2))
    Dossier.objects.filter(pk=mien.pk).update(referent=ans)
    renvoye = make_decided("demander_complements", par=ans, le=LUNDI + timedelta(hours=3))
    refuse = make_decided("refuser", par=ans, le=LUNDI + timedelta(hours=4))
    assert {vue: shown(ans, vue=vue) for vue in Vue} == {
        Vue.MOI: [mien],
        Vue.EQUIPE: [attente, mien],
        Vue.RELECTURES: [],
        Vue.EDITEUR: [brouillon, renvoye],
        Vue.TIERS: [tiers, cnda],
        Vue.TOUS: [brouillon, tiers, cnda, attente, mien, renvoye, refuse],
        Vue.FORMATION: [],
    }
    assert tab_counts(ans) == {
        Vue.MOI: "1", Vue.EQUIPE: "2", Vue.RELECTURES: "0", Vue.EDITEUR: "2", Vue.TIERS: "2", Vue.TOUS: "7",
        Vue.FORMATION: "0",
    }  # fmt: skip


def test_by_whom_and_in_what_state(ans):
    collegue = make_instructeur()
    mien, sien, libre = make_submitted(), make_submitted(), make_submitted()
    Dossier.objects.filter(pk=mien.pk).update(referent=ans)
    Dossier.objects.filter(pk=sien.pk).update(referent=collegue)
    trouves = {referent: shown(ans, referent=referent) for referent in Referent}
    assert trouves == {Referent.MOI: [mien], Referent.AUTRE: [sien], Referent.PERSONNE: [libre]}
    refuse = make_decided("refuser", par=ans)
    assert shown(ans, vue=Vue.TOUS, etat="refusee") == [refuse]


def test_clean_apart_from_doubtful(ans):
    par = make_membre()
    premier, net = make_submitted(par), make_net(par)
    assert (shown(ans, doute=True), shown(ans, doute=False)) == ([premier], [net])


def test_filters(ans):
    va2, va1 = make_submitted(), make_submitted(code=LGC_VA1)
    ouvert = make_dossier()
    assert shown(ans, vue=Vue.TOUS, dispositif=va1.dispositif) == [va1]
    assert shown(ans, vue=Vue.TOUS, couloir="mdv", etape=2) == [va2, va1]
    assert shown(ans, vue=Vue.TOUS, etape=1) == [ouvert]
    assert shown(ans, vue=Vue.TOUS, couloir="hop") == []


@pytest.mark.parametrize("fabrique", [make_instructeur, make_administrateur])
def test_the_queue_is_open_to_the_ans(fabrique):
    dossier = make_submitted()
    assert list(file_of(fabrique(), EQUIPE)) == [dossier]


def test_the_queue_is_refused_to_an_editeur():
    with pytest.raises(Interdit) as refus:
        file_of(make_submitted().cree_par, EQUIPE)
    assert str(refus.value).startswith("« Voir la file d’instruction » est réservé à ces rôles")
