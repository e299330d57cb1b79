"""What an éditeur reads of the help from a dossier is remembered once, and only that."""

from datetime import timedelta

import pytest

from dossiers.actions.consultation import record_consultations
from dossiers.models import Consultation
from tests.aide.outils import publish
from tests.factories import LUNDI, make_dossier, make_instructeur, make_membre

pytestmark = pytest.mark.django_db


def test_only_the_editeur_reads_and_once():
    fiche, dossier = publish(), make_dossier(etape=2)
    for par in (make_instructeur(), dossier.cree_par, dossier.cree_par):
        record_consultations(fiches=[fiche], dossier=dossier, exigence="nil", par=par, le=LUNDI)
    assert Consultation.objects.count() == 1


def test_the_first_time_is_the_one_that_is_kept():
    fiche, dossier = publish(), make_dossier(etape=2)
    for le in (LUNDI, LUNDI + timedelta(days=1)):
        record_consultations(fiches=[fiche], dossier=dossier, exigence="nil", par=dossier.cree_par, le=le)
    record_consultations(fiches=[fiche], dossier=dossier, exigence="nie", par=dossier.cree_par, le=LUNDI)
    assert list(Consultation.objects.order_by("pk").values_list("exigence", "le")) == [("nil", LUNDI), ("nie", LUNDI)]


def test_someone_of_another_company_has_read_nothing():
    dossier = make_dossier(etape=2)
    record_consultations(fiches=[publish()], dossier=dossier, exigence="nil", par=make_membre(), le=LUNDI)
    assert Consultation.objects.count() == 0
