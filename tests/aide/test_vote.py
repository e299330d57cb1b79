"""One voice per person and version, a robot slowed, and the ranking that follows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from dossiers.actions.consultation import record_consultations
from dossiers.actions.examen import store_examens
from dossiers.actions.recherche import record_recherche
from dossiers.actions.vote import Votant, record_vote
from dossiers.models import Consultation, Fiche, Recherche, Vote
from dossiers.queries.utilite import taches
from dossiers.rules.refus import Refus
from dossiers.rules.utilite import Genre
from tests.aide.outils import publish
from tests.factories import (
    LUNDI,
    make_administrateur,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
JOUR = date(2026, 3, 10)


def anonyme(rang: int = 1) -> Votant:
    return Votant(None, f"192.0.2.{rang}", "Firefox")


def test_a_person_cannot_vote_twice():
    fiche, compte = publish(), make_membre()
    for utile in (True, True, False):
        record_vote(fiche=fiche, votant=Votant(compte, "192.0.2.1"), utile=utile, le=LUNDI)
    record_vote(fiche=fiche, votant=Votant(compte, "198.51.100.7", "Autre"), utile=False, le=LUNDI)
    assert [(vote.utile, vote.fiche) for vote in Vote.objects.all()] == [(False, fiche)]


def test_an_unknown_visitor_cannot_either():
    fiche = publish()
    assert [record_vote(fiche=fiche, votant=anonyme(), utile=True, le=LUNDI)[1] for _ in range(3)] == [
        True,
        False,
        False,
    ]
    assert Vote.objects.count() == 1


def test_a_new_version_is_voted_on_anew():
    record_vote(fiche=publish(), votant=anonyme(), utile=False, le=LUNDI)
    record_vote(fiche=publish(essentiel="Mieux."), votant=anonyme(), utile=True, le=LUNDI)
    assert [(v.fiche.version, v.utile) for v in Vote.objects.order_by("pk")] == [(1, False), (2, True)]


def test_a_robot_is_slowed_and_a_person_is_not():
    """It changes its name at each vote: its network does not."""
    fiche = publish()
    for rang in range(11):
        record_vote(fiche=fiche, votant=Votant(None, "192.0.2.1", f"robot{rang}"), utile=False, le=LUNDI)
    with pytest.raises(Refus, match="Attendez 1 minute"):
        record_vote(fiche=fiche, votant=Votant(None, "192.0.2.1", "robot99"), utile=False, le=LUNDI)
    apres = LUNDI + timedelta(minutes=1)
    record_vote(fiche=fiche, votant=Votant(None, "192.0.2.1", "robot99"), utile=False, le=apres)
    with pytest.raises(Refus, match="Attendez 2 minutes"):
        record_vote(fiche=fiche, votant=Votant(None, "192.0.2.1", "robot100"), utile=False, le=apres)
    record_vote(fiche=fiche, votant=anonyme(2), utile=True, le=LUNDI)
    record_vote(fiche=fiche, votant=Votant(make_membre(), "192.0.2.1"), utile=True, le=LUNDI)
    assert Vote.objects.count() == 14


def test_only_a_hash_of_the_voter_is_kept():
    vote, _ = record_vote(fiche=publish(), votant=anonyme(), utile=True, le=LUNDI)
    assert (len(vote.votant), "192.0.2.1" in vote.votant) == (64, False)


@pytest.mark.parametrize(
    ("donnees", "nombre", "phrase"),
    [
        ({"utile": "oui"}, 1, "Merci de votre avis."),
        ({"utile": "non", "pourquoi": "Trop court\x00."}, 1, "Merci de votre avis."),
        ({"utile": "peut-être"}, 0, "Choisissez"),
        ({}, 0, "Choisissez"),
    ],
)
def test_the_form_of_the_page(client, donnees, nombre, phrase):
    fiche = publish()
    page = client.post(reverse("aide:vote", args=[fiche.code]), donnees, follow=True)
    assert Vote.objects.count() == nombre
    assert phrase in page.content.decode()


def test_the_ranking_puts_first_what_hurts_most():
    """A refusal after reading, then a « non », then an empty search; what is liked gives no task."""
    lue, decriee, aimee, vieille = (
        publish("lue"),
        publish("decriee"),
        publish("aimee"),
        publish("vieille", revoir_le="2026-03-01"),
    )
    dossier = make_submitted()
    record_consultations(fiches=[lue], dossier=dossier, exigence="preuve_cnda", par=dossier.cree_par, le=LUNDI)
    examens = verdicts(preuve_cnda=("a_corriger", "Coupée."))
    apres = LUNDI + timedelta(hours=1)
    store_examens(dossier=dossier, examens=examens, version=dossier.version, par=make_instructeur(), le=apres)
    record_vote(fiche=decriee, votant=anonyme(), utile=False, le=LUNDI)
    for rang in (1, 2, 3):
        record_vote(fiche=aimee, votant=anonyme(rang), utile=True, le=LUNDI)
    record_recherche(texte="tarte", dispositif="", adresse="", le=LUNDI)
    assert [(t.genre, t.cible, t.poids) for t in taches(JOUR)] == [
        (Genre.REECRIRE, "lue", 3),
        (Genre.REECRIRE, "decriee", 2),
        (Genre.RELIRE, vieille.code, 1),
        (Genre.REPONDRE, str(Recherche.objects.get().pk), 1),
    ]


def test_a_refusal_before_reading_is_not_the_answers_fault():
    fiche, dossier = publish("lue"), make_decided("demander_complements")
    record_consultations(
        fiches=[fiche], dossier=dossier, exigence="preuve_cnda", par=dossier.cree_par, le=LUNDI + timedelta(days=1)
    )
    assert taches(JOUR) == []


def test_only_the_editeur_reads_and_once():
    fiche, dossier = publish(), make_dossier(etape=2)
    for par in (make_instructeur(), dossier.cree_par, dossier.cree_par):
        record_consultations(fiches=[fiche], dossier=dossier, exigence="nil", par=par, le=LUNDI)
    assert Consultation.objects.count() == 1


def test_the_ranking_page_gives_a_task_to_each(client):
    fiche = publish("decriee")
    record_vote(fiche=fiche, votant=anonyme(), utile=False, pourquoi="Incomplet", le=LUNDI)
    record_recherche(texte="tarte", dispositif="", adresse="", le=LUNDI)
    recherche = Recherche.objects.get()
    client.force_login(make_administrateur())
    page = client.get("/pilotage/aide/").content.decode()
    assert "Avis « pas utile » : 1 sur 1." in page
    assert 'href="/pilotage/aide/fiches/decriee/"' in page
    assert f"/pilotage/aide/fiches/nouvelle/?question=tarte&amp;recherche={recherche.pk}" in page
    assert "Incomplet" in client.get("/pilotage/aide/fiches/decriee/").content.decode()
    client.post(f"/pilotage/aide/recherches/{recherche.pk}/traiter/")
    assert "tarte" not in client.get("/pilotage/aide/").content.decode()


def test_the_ranking_costs_what_it_shows(django_assert_num_queries):
    for code in ("a", "b", "c"):
        record_vote(fiche=publish(code), votant=anonyme(), utile=False, le=LUNDI)
    with django_assert_num_queries(5):
        taches(JOUR)
    assert Fiche.objects.count() == 3
