"""One dossier of a digest, to its company and to the ANS: what, why, where, and what is not said."""

from datetime import timedelta

import pytest

from dossiers.actions.reponse import save_reponses
from dossiers.models import Dossier, Relance
from dossiers.queries.recapitulatif import Bloc
from dossiers.queries.section import QUI, Changement, ans_section_of, changes_of, help_url, section_of
from dossiers.queries.situation import situation_of
from dossiers.referentiel.exigence import Porteur
from tests.factories import LUNDI, fresh, make_dossier, make_instructeur, make_ready, make_submitted

pytestmark = pytest.mark.django_db
SITE = "https://suivi.exemple.fr"
JEUDI = LUNDI + timedelta(days=3)


@pytest.fixture(autouse=True)
def _site(settings):
    settings.ADRESSE_DU_SITE = SITE


def bloc(dossier: Dossier, **champs) -> Bloc:
    lieu = {"etape": 2, "tour": 1, "code": "nie", "echelon": "premiere", "sorte": "manque", "le": JEUDI, **champs}
    return Bloc(dossier, situation_of(dossier, JEUDI), [Relance(dossier=dossier, **lieu)])


def test_each_thing_to_do_with_its_very_field_and_its_help():
    dossier = fresh(make_dossier(etape=2))
    section = section_of(bloc(dossier), JEUDI)
    montage = section.points[0]
    etape = f"{SITE}/dossiers/{dossier.uuid}/etape/2/"
    assert (montage.lien, montage.aide) == (f"{etape}#id_montage_0", help_url(dossier, "montage"))
    assert montage.aide.startswith(f"{SITE}/aide/")
    assert {point.qui for point in section.points} == {QUI[Porteur.EDITEUR]}
    assert (section.lien, section.depuis, section.jours) == (f"{SITE}/dossiers/{dossier.uuid}/", LUNDI, 3)
    assert (section.dossier, section.etape.numero, section.limite) == (dossier, 2, None)
    assert (section.manuelle, section.seulement_dates, section.changements) == (False, False, [])


def test_why_now_and_what_happens_otherwise_are_those_of_the_rung():
    dossier = fresh(make_dossier(etape=2))
    premiere = next(r for r in situation_of(dossier, JEUDI).dispositif.commun.relances if r.code == "premiere")
    section = section_of(bloc(dossier), JEUDI)
    assert (section.pourquoi, section.suite) == (premiere.texte, premiere.suite)
    main = section_of(bloc(dossier, echelon="main", par=make_instructeur()), JEUDI)
    assert (main.pourquoi, main.suite, main.manuelle) == ("", "", True)


@pytest.mark.parametrize(
    ("fabrique", "libelle", "ancre"),
    [
        (make_dossier, "Accepter la charte de référencement Ségur", "etape/1/#id_acceptee"),
        (lambda: make_ready(make_dossier(etape=2)), "Envoyer l’étape 2 à l’ANS", "etape/2/"),
    ],
)
def test_when_nothing_lacks_the_act_that_remains(fabrique, libelle, ancre):
    dossier = fresh(fabrique())
    (point,) = section_of(bloc(dossier), JEUDI).points
    assert (point.libelle, point.lien, point.aide) == (libelle, f"{SITE}/dossiers/{dossier.uuid}/{ancre}", "")


def test_while_the_ans_has_it_nothing_is_to_be_done():
    dossier = fresh(make_submitted())
    assert section_of(bloc(dossier), JEUDI).points == ans_section_of(bloc(dossier), JEUDI).points == []


def test_ans_is_told_what_blocks_and_nothing_of_the_draft():
    dossier = make_dossier(etape=2)
    save_reponses(dossier=dossier, valeurs={"nie": "CANARI"}, par=dossier.cree_par, le=LUNDI)
    dossier = fresh(dossier)
    section = ans_section_of(bloc(dossier), JEUDI)
    assert section.lien == f"{SITE}/instruction/{dossier.uuid}/"
    assert {(point.phrase, point.lien, point.aide, point.qui) for point in section.points} == {("", "", "", "éditeur")}
    assert section.points[0].libelle == section_of(bloc(dossier), JEUDI).points[0].libelle


def test_limits_that_moved_of_which_it_tells_alone(django_assert_num_queries):
    dossier = fresh(make_dossier(etape=2))
    manque, deplacee = bloc(dossier), bloc(dossier, sorte="calendrier", code="depot", echelon="depot@2")
    rang = dossier.evenements.count()
    for echelon in ("depot@1", "depot@2"):
        rang += 1
        donnees = {"code": "depot", "echelon": echelon, "libelle": "Dépôt", "avant": "", "apres": JEUDI.isoformat()}
        dossier.evenements.create(rang=rang, le=JEUDI, geste="deplacer_echeance", etape=2, donnees=donnees)
    with django_assert_num_queries(0):
        assert changes_of(manque) == []
    with django_assert_num_queries(1):
        assert changes_of(deplacee) == [Changement("Dépôt", None, JEUDI)]
