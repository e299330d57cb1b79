"""Views of one's own: kept, opened, renamed over, deleted, and never somebody else's."""

import pytest

from dossiers.actions.favori import FAVORIS_MAX, delete_favori, save_favori
from dossiers.models import Favori
from dossiers.queries.favori import favoris_of
from dossiers.queries.perimetre import Introuvable
from dossiers.rules.refus import Interdit, Refus
from tests.factories import make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def names(compte) -> list[tuple[str, str]]:
    return [(favori.nom, favori.requete) for favori in favoris_of(compte)]


def test_kept_by_name_for_oneself():
    ines, thomas = make_instructeur(), make_instructeur()
    save_favori(nom=" Mes   hôpitaux ", requete="couloir=hop", par=ines)
    save_favori(nom="Douteux", requete="doute=oui", par=ines)
    assert names(ines) == [("Douteux", "doute=oui"), ("Mes hôpitaux", "couloir=hop")]
    assert names(thomas) == []


def test_a_name_known_already_leads_elsewhere():
    ines = make_instructeur()
    save_favori(nom="A", requete="etape=1", par=ines)
    save_favori(nom="A", requete="etape=2", par=ines)
    assert names(ines) == [("A", "etape=2")]


@pytest.mark.parametrize(
    ("nom", "requete"), [("", "etape=1"), ("  ", "etape=1"), ("a" * 61, "etape=1"), ("A", ""), ("A", "q=" + "a" * 600)]
)
def test_refused_with_its_field(nom, requete):
    with pytest.raises(Refus) as refus:
        save_favori(nom=nom, requete=requete, par=make_instructeur())
    assert (list(refus.value.champs), Favori.objects.count()) == (["nom"], 0)


def test_twenty_and_no_more():
    ines = make_instructeur()
    for rang in range(FAVORIS_MAX):
        save_favori(nom=f"Vue {rang}", requete="etape=1", par=ines)
    with pytest.raises(Refus, match="Vous avez déjà 20 vues"):
        save_favori(nom="Une de trop", requete="etape=1", par=ines)
    save_favori(nom="Vue 3", requete="etape=4", par=ines)
    assert len(names(ines)) == FAVORIS_MAX


def test_deleted_by_its_owner_alone():
    ines, thomas = make_instructeur(), make_instructeur()
    favori = save_favori(nom="A", requete="etape=1", par=ines)
    with pytest.raises(Introuvable):
        delete_favori(favori_id=favori.pk, par=thomas)
    delete_favori(favori_id=favori.pk, par=ines)
    assert names(ines) == []


def test_the_queue_is_not_for_an_editeur():
    membre = make_membre()
    with pytest.raises(Interdit):
        save_favori(nom="A", requete="etape=1", par=membre)
