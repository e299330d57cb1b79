"""A proof is read once: claimed, read apart, settled; whoever dies in the middle loses nothing."""

from datetime import timedelta

import pytest
from django.db import connection

from dossiers.actions import lecture as actions
from dossiers.actions import reglage
from dossiers.actions.etape import submit_etape
from dossiers.actions.lecture import maintain_reponse, read_piece, refresh_read_dossiers, sweep_lectures
from dossiers.actions.projection import save_projection
from dossiers.actions.reglage import set_lecture
from dossiers.actions.reponse import save_reponses
from dossiers.gateways.apercu import ApercuInterrompu
from dossiers.gateways.lecture import LectureImpossible
from dossiers.models import Lecture, Piece, Statut
from dossiers.queries.trace import verify_chain
from dossiers.rules.refus import Interdit, Refus
from tests.courses import run_together
from tests.factories import (
    LUNDI,
    fresh,
    make_administrateur,
    make_dossier,
    make_instructeur,
    make_membre,
    make_piece,
    make_ready,
    make_submitted,
    picture,
)
from tests.fiches import fiche, page
from tests.lectures import read_as

pytestmark = pytest.mark.django_db
PLUS_TARD = LUNDI + timedelta(minutes=10)


@pytest.fixture
def piece() -> Piece:
    return Piece.objects.select_related("dossier").get(dossier=make_ready(make_dossier(etape=2)))


def _lecture(piece: Piece) -> Lecture:
    return Lecture.objects.get(piece=piece)


def _raise(erreur: Exception):
    def read(*_):
        raise erreur

    return read


def test_it_is_asked_for_at_the_deposit(django_capture_on_commit_callbacks, monkeypatch):
    demandes = []
    monkeypatch.setattr(actions, "enqueue", lambda tache, pk: not demandes.append((tache, pk)))
    with django_capture_on_commit_callbacks(execute=True):
        piece = make_piece(make_dossier(etape=2))
    assert demandes == [("dossiers.tasks.lecture.read", piece.pk)]
    lecture = _lecture(piece)
    assert (lecture.etat, lecture.essais, lecture.demandee_le, lecture.en_route) == ("attente", 0, LUNDI, True)


def test_it_keeps_what_was_read_and_says_it(piece):
    assert read_as(piece, fiche()) == "faite"
    lecture = _lecture(piece)
    assert (lecture.etat, lecture.essais, lecture.verrou_jusqu_a, lecture.en_route) == ("faite", 1, None, False)
    assert (len(lecture.empreinte), lecture.duree is not None, lecture.faite_le is not None) == (64, True, True)
    assert [c[0] for c in lecture.pages[0]["cellules"]][-2:] == ["Statut", "Pré-examen"]
    dossier = fresh(piece.dossier)
    evenement = dossier.evenements.order_by("-rang").first()
    assert (evenement.geste, evenement.par, evenement.etape) == ("lire", None, 2)
    assert evenement.donnees == {
        "exigence": "preuve_cnda", "sha256": piece.sha256, "issue": "concordant", "motif": "conforme",
    }  # fmt: skip
    assert (verify_chain(dossier), save_projection(dossier, LUNDI), dossier.manques) == ((), [], 0)


def test_what_it_contradicts_is_something_to_settle_at_once(piece):
    read_as(piece, fiche("789-B"))
    dossier = fresh(piece.dossier)
    assert (dossier.manques, dossier.bloqueur, save_projection(dossier, LUNDI)) == (1, "editeur", [])


def test_it_runs_once(piece):
    assert [read_as(piece, fiche()), read_as(piece, fiche("789-B"))] == ["faite", ""]
    assert piece.dossier.evenements.filter(geste="lire").count() == 1
    assert [c[0] for c in _lecture(piece).pages[0]["cellules"]][-2:] == ["Statut", "Pré-examen"]


def test_a_claim_that_holds_keeps_others_away_and_ends_by_itself(piece, settings):
    settings.LECTURE_VERROU = 60
    Lecture.objects.filter(piece=piece).update(etat="en_cours", verrou_jusqu_a=LUNDI + timedelta(seconds=60))
    assert read_as(piece, fiche()) == ""
    assert read_as(piece, fiche(), le=LUNDI + timedelta(seconds=61)) == "faite"


def test_whoever_lost_its_claim_settles_nothing(piece, monkeypatch):
    def late(vues):
        Lecture.objects.filter(piece=piece).update(verrou_jusqu_a=PLUS_TARD)
        return (fiche(),)

    monkeypatch.setattr(actions, "read_pages", late)
    assert read_piece(piece.pk, LUNDI) == ""
    assert (_lecture(piece).etat, _lecture(piece).pages) == ("en_cours", [])
    assert piece.dossier.evenements.filter(geste="lire").count() == 0


@pytest.mark.parametrize("erreur", [LectureImpossible("x"), ApercuInterrompu("x", b"")])
def test_it_is_tried_three_times_then_left_to_a_person(piece, monkeypatch, erreur):
    monkeypatch.setattr(actions, "read_pages", _raise(erreur))
    assert [read_piece(piece.pk, LUNDI) for _ in range(4)] == ["attente", "attente", "abandonnee", ""]
    assert fresh(piece.dossier).manques == 0


def test_a_picture_that_does_not_open_or_is_gone_is_left_at_once(piece):
    piece.fichier.storage.delete(piece.fichier.name)
    assert (read_piece(piece.pk, LUNDI), _lecture(piece).etat) == ("abandonnee", "abandonnee")


def test_unknown_proof_is_no_error():
    assert read_piece(404) == ""


def test_a_proof_replaced_while_it_was_read_says_nothing_of_the_dossier(piece):
    make_piece(piece.dossier, contenu=picture(couleur="red"))
    assert read_as(piece, fiche("789-B")) == "faite"
    donnees = fresh(piece.dossier).evenements.order_by("-rang").first().donnees
    assert (donnees, fresh(piece.dossier).manques) == ({"exigence": "preuve_cnda", "sha256": piece.sha256}, 0)


def test_sweep_asks_again_for_what_was_lost(piece, monkeypatch, settings):
    demandes = []
    monkeypatch.setattr(actions, "enqueue", lambda tache, pk: not demandes.append(pk))
    assert sweep_lectures(LUNDI + timedelta(seconds=settings.LECTURE_RETARD)) == 0
    assert sweep_lectures(PLUS_TARD) == 1
    Lecture.objects.filter(piece=piece).update(etat="en_cours", verrou_jusqu_a=PLUS_TARD)
    assert sweep_lectures(PLUS_TARD) == 0
    assert sweep_lectures(PLUS_TARD + timedelta(seconds=1)) == 1
    read_as(piece, fiche(), le=PLUS_TARD + timedelta(seconds=1))
    assert (sweep_lectures(PLUS_TARD + timedelta(days=1)), demandes) == (0, [piece.pk, piece.pk])


def test_a_replaced_proof_is_not_asked_for_again(piece, monkeypatch):
    demandes = []
    monkeypatch.setattr(actions, "enqueue", lambda tache, pk: not demandes.append(pk))
    nouvelle = make_piece(piece.dossier, contenu=picture(couleur="red"))
    sweep_lectures(PLUS_TARD)
    assert demandes == [nouvelle.pk]


# ------------------------------------------------------------------ a person's word


def test_a_person_answers_for_what_is_contradicted(piece):
    read_as(piece, fiche("789-B"))
    par = piece.dossier.cree_par
    maintain_reponse(dossier=piece.dossier, exigence="preuve_cnda", par=par, le=PLUS_TARD)
    lecture, dossier = _lecture(piece), fresh(piece.dossier)
    assert (lecture.maintenu_par, lecture.maintenu_le, "789-B" in lecture.maintenu) == (par, PLUS_TARD, True)
    assert (dossier.manques, save_projection(dossier, PLUS_TARD)) == (0, [])
    evenement = dossier.evenements.order_by("-rang").first()
    donnees = {"exigence": "preuve_cnda", "motif": "autre_nil"}
    assert (evenement.geste, evenement.par, evenement.donnees) == ("maintenir_reponse", par, donnees)


@pytest.mark.parametrize("lue", [fiche(), page()])
def test_there_is_nothing_to_answer_for_otherwise(piece, lue):
    read_as(piece, lue)
    with pytest.raises(Refus) as refus:
        maintain_reponse(dossier=piece.dossier, exigence="preuve_cnda", par=piece.dossier.cree_par)
    assert (
        refus.value.phrase
        == "La lecture de cette pièce ne contredit plus votre réponse\u00a0: il n’y a rien à maintenir."
    )
    with pytest.raises(Refus):
        maintain_reponse(dossier=piece.dossier, exigence="inconnue", par=piece.dossier.cree_par)


@pytest.mark.parametrize("faire", [make_instructeur, make_membre])
def test_nobody_answers_in_their_place(piece, faire):
    read_as(piece, fiche("789-B"))
    with pytest.raises(Interdit):
        maintain_reponse(dossier=piece.dossier, exigence="preuve_cnda", par=faire())


# ------------------------------------------------------------------ statuses


def test_status_read_is_a_fact_of_the_request(piece):
    read_as(piece, fiche())
    statut = Statut.objects.get()
    assert (statut.piece, statut.solution, statut.constate_le) == (piece, piece.dossier.solution, LUNDI)
    assert (statut.nil, statut.code, statut.libelle, statut.date) == ("456-A", "pre_examen", "Pré-examen", None)


@pytest.mark.parametrize("lue", [fiche("789-B"), page()])
def test_status_of_another_number_or_none_is_no_fact(piece, lue):
    read_as(piece, lue)
    assert Statut.objects.count() == 0


# ------------------------------------------------------------------ who says what


def test_what_is_sent_says_what_was_read(piece):
    read_as(piece, page())
    submit_etape(dossier=piece.dossier, par=piece.dossier.cree_par, le=LUNDI)
    donnees = piece.dossier.evenements.order_by("-rang").first().donnees
    assert donnees["lectures"] == {"preuve_cnda": "illisible"}


def test_correcting_the_number_settles_the_contradiction(piece):
    read_as(piece, fiche("789-B"))
    save_reponses(dossier=piece.dossier, valeurs={"nil": "789-B"}, par=piece.dossier.cree_par, le=PLUS_TARD)
    assert fresh(piece.dossier).manques == 0


def test_reading_after_the_sending_changes_nothing_of_it():
    dossier = make_submitted()
    version = dossier.version
    read_as(dossier.pieces.get(), fiche("789-B"))
    apres = fresh(dossier)
    assert (apres.etat, apres.version, apres.manques, verify_chain(apres)) == ("soumise", version, 0, ())


@pytest.mark.django_db(transaction=True)
def test_two_readers_at_once_give_one_result():
    piece = Piece.objects.get(dossier=make_ready(make_dossier(etape=2)))
    try:
        etats = run_together(lambda: read_as(piece, fiche()), lambda: read_as(piece, fiche()))
    finally:
        connection.close()
    assert sorted(etats) == ["", "faite"]
    assert piece.dossier.evenements.filter(geste="lire").count() == 1


# ------------------------------------------------------------------ stopped by an administrator


def test_stopped_nothing_is_asked_for_nor_read_nor_claimed(piece):
    set_lecture(active=False, par=make_administrateur())
    assert (read_as(piece, fiche("789-B")), _lecture(piece).etat) == ("", "attente")
    nouvelle = make_piece(piece.dossier, contenu=picture(couleur="red"))
    assert Lecture.objects.filter(piece=nouvelle).count() == 0


def test_stopped_what_was_read_says_nothing_any_more_until_it_starts_again(piece):
    read_as(piece, fiche("789-B"))
    administrateur = make_administrateur()
    for active, manques in [(False, 0), (True, 1)]:
        set_lecture(active=active, par=administrateur)
        assert (refresh_read_dossiers(LUNDI), fresh(piece.dossier).manques) == (1, manques)


def test_turning_the_switch_asks_for_the_projections(monkeypatch, django_capture_on_commit_callbacks):
    demandes = []
    monkeypatch.setattr(reglage, "enqueue", lambda tache: demandes.append(tache))
    with django_capture_on_commit_callbacks(execute=True):
        set_lecture(active=False, par=make_administrateur())
    assert demandes == ["dossiers.tasks.lecture.refresh"]


def test_a_reading_whose_readers_all_died_is_left_to_a_person(piece):
    Lecture.objects.filter(piece=piece).update(etat="en_cours", essais=3, verrou_jusqu_a=LUNDI)
    assert (read_as(piece, fiche(), le=PLUS_TARD), _lecture(piece).etat) == ("", "abandonnee")
