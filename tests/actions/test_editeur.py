"""A company is recorded with the person who answers for it."""

import pytest
from django.core.exceptions import ValidationError

from dossiers.actions.editeur import RAISON_ABSENTE, SIREN_PRIS, create_editeur
from dossiers.models import Editeur, Envoi
from dossiers.models.editeur import check_siren
from dossiers.rules.appartenance import PERSONNE_PRISE
from dossiers.rules.refus import Interdit, Refus
from tests.factories import LUNDI, make_administrateur, make_compte, make_instructeur, make_membre

pytestmark = pytest.mark.django_db
SIREN = "000000018"


def _siren_sentence() -> str:
    with pytest.raises(ValidationError) as erreur:
        check_siren("000000019")
    return erreur.value.message


SIREN_FAUX = _siren_sentence()


def record(**champs) -> Editeur:
    champs = {"raison_sociale": "ALPHA", "siren": SIREN, "par": None, "le": LUNDI} | champs
    return create_editeur(**({"mandataire": make_compte()} | champs))


@pytest.mark.parametrize("fabrique", [lambda: None, make_administrateur], ids=["machine", "administrateur"])
def test_a_company_comes_with_its_mandataire_who_is_told(fabrique):
    editeur = record(raison_sociale="  ALPHA \n Santé ", siren="000 000 018", par=fabrique())
    assert (editeur.raison_sociale, editeur.siren) == ("ALPHA Santé", SIREN)
    appartenance = editeur.appartenances.get()
    assert appartenance.role == "mandataire"
    assert list(Envoi.objects.values_list("genre", "destinataire")) == [("invitation", appartenance.compte_id)]


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [
        ({"raison_sociale": "  "}, {"raison_sociale": RAISON_ABSENTE}),
        ({"siren": "000000019"}, {"siren": SIREN_FAUX}),
    ],
)
def test_bad_input_is_tied_to_its_field(champs, attendu):
    with pytest.raises(Refus) as refus:
        record(**champs)
    assert refus.value.champs == attendu


def test_a_known_siren_is_refused():
    record()
    with pytest.raises(Refus) as refus:
        record(raison_sociale="AUTRE")
    assert refus.value.champs == {"siren": SIREN_PRIS}


def test_a_mandataire_taken_elsewhere_leaves_no_company():
    with pytest.raises(Refus) as refus:
        record(mandataire=make_membre())
    assert refus.value.champs == {"courriel": PERSONNE_PRISE}
    assert Editeur.objects.filter(siren=SIREN).count() == 0


@pytest.mark.parametrize("fabrique", [make_instructeur, make_membre, make_compte])
def test_only_an_administrator_records_companies(fabrique):
    with pytest.raises(Interdit):
        record(par=fabrique())
