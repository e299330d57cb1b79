"""What a calendar feed holds, and whose it is."""

from uuid import uuid4

import pytest

from dossiers.actions.agenda import close_agenda, open_agenda
from dossiers.actions.dossier import take_dossier, withdraw_dossier
from dossiers.models import Agenda, Compte, Dossier
from dossiers.queries.agenda import compte_of_agenda, dates_of, entrees_of, jeton_agenda
from dossiers.queries.perimetre import Introuvable
from dossiers.queries.situation import situation_of
from tests.factories import LUNDI, PARIS, fresh, make_compte, make_dossier, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
DRIMBOX = "DSR-IMG-DB-Va2"


@pytest.fixture(scope="module")
def dossier(base_du_module) -> Dossier:
    return make_dossier(code=DRIMBOX, nom="Alpha", etape=2)


@pytest.fixture(scope="module")
def ines(base_du_module, dossier) -> Compte:
    """The référent of that dossier."""
    ines = make_instructeur()
    make_dossier(code=DRIMBOX)
    take_dossier(dossier=dossier, par=ines, le=LUNDI)
    return ines


def owners(compte: Compte) -> set[str]:
    return {date.uid[:36] for date in dates_of(Compte.objects.get(pk=compte.pk), LUNDI)}


def test_secret_leads_to_its_person():
    camille = make_membre()
    assert compte_of_agenda(jeton_agenda(open_agenda(par=camille))) == camille


def test_secret_revoked_forged_or_of_a_closed_account():
    camille = make_membre()
    ancien = jeton_agenda(open_agenda(par=camille))
    neuf = jeton_agenda(open_agenda(par=camille))
    faux = jeton_agenda(Agenda(compte=camille, serie=uuid4()))
    Compte.objects.filter(pk=camille.pk).update(is_active=False)
    for jeton in (ancien, faux, neuf):
        with pytest.raises(Introuvable, match="Cette adresse ne sert plus"):
            compte_of_agenda(jeton)
    Compte.objects.filter(pk=camille.pk).update(is_active=True)
    close_agenda(par=camille)
    with pytest.raises(Introuvable, match="Cette adresse ne sert plus"):
        compte_of_agenda(neuf)
    with pytest.raises(Introuvable, match="Cette adresse n’est pas de nous"):
        compte_of_agenda(f"{neuf}x")


def test_limits_of_a_dossier_for_its_company(dossier):
    situation = situation_of(fresh(dossier), LUNDI)
    entrees = entrees_of(dossier, situation)
    assert [entree.code for entree in entrees] == [e.code for e in situation.dispositif.echeances] != []
    premiere, echeance = entrees[0], situation.dispositif.echeances[0]
    assert (premiere.uid, premiere.titre) == (
        f"{dossier.uuid}-{echeance.code}@suivi-segur",
        f"{echeance.libelle} – Alpha 1",
    )
    assert premiere.texte.endswith(f"Source : {echeance.reference}")
    assert (premiere.le, premiere.vu_le) == (echeance.limite.replace(tzinfo=PARIS), LUNDI)
    assert premiere.lien.endswith(f"/dossiers/{dossier.uuid}/calendrier/")


def test_member_has_those_of_the_company_and_no_other(dossier, ines):
    assert owners(dossier.cree_par) == {str(dossier.uuid)}
    assert owners(make_membre()) == set()


def test_referent_has_their_own_with_the_company_named(dossier, ines):
    assert owners(ines) == {str(dossier.uuid)}
    premiere = dates_of(ines, LUNDI)[0]
    assert premiere.titre.endswith(f"Alpha 1 ({dossier.editeur})")
    assert premiere.lien.endswith(f"/instruction/{dossier.uuid}/")
    assert owners(make_instructeur()) == set()


def test_nothing_of_what_is_over_or_fictional_nor_for_someone_of_no_company(dossier):
    assert dates_of(make_compte(), LUNDI) == []
    Dossier.objects.filter(pk=dossier.pk).update(formation=True, prochaine_relance=None)
    assert owners(dossier.cree_par) == set()
    Dossier.objects.filter(pk=dossier.pk).update(formation=False)
    withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)
    assert owners(dossier.cree_par) == set()


@pytest.mark.parametrize("nombre", [1, 3])
def test_more_dossiers_cost_no_more(nombre, django_assert_num_queries):
    par = make_membre()
    for _ in range(nombre):
        make_dossier(par, code=DRIMBOX)
    camille = Compte.objects.get(pk=par.pk)
    with django_assert_num_queries(2):
        assert len({date.uid[:36] for date in dates_of(camille, LUNDI)}) == nombre
