"""The preview of a proof: made apart, once, tried again when it was interrupted."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings

from dossiers.actions import apercu as actions
from dossiers.actions.apercu import enqueue_late_apercus, make_apercu
from dossiers.actions.piece import deposit_piece
from dossiers.actions.projection import save_projection
from dossiers.gateways.apercu import ApercuImpossible, ApercuInterrompu
from dossiers.models import Dossier, Piece
from tests.factories import LUNDI, fresh, make_dossier, make_piece, make_ready, upload
from tests.images import with_exif

pytestmark = pytest.mark.django_db
PLUS_TARD = LUNDI + timedelta(hours=1)


def _deposit(dossier: Dossier, **champs) -> Piece:
    fichier = upload(**champs)
    return deposit_piece(dossier=dossier, exigence="preuve_cnda", fichier=fichier, par=dossier.cree_par, le=PLUS_TARD)


def _files() -> list[Path]:
    return sorted(chemin for chemin in Path(django_settings.MEDIA_ROOT).rglob("*") if chemin.is_file())


def test_preview_is_made_apart():
    piece = _deposit(make_dossier(etape=2), contenu=with_exif("JPEG"))
    assert make_apercu(piece.pk) is True
    faite = Piece.objects.get(pk=piece.pk)
    octets = Path(faite.apercu.path).read_bytes()
    assert (faite.etat_apercu, faite.apercu.name) == ("fait", f"apercus/{faite.dossier.uuid.hex}/{faite.uuid.hex}.webp")
    assert (octets[:4], octets[8:12], b"CANARI" in octets) == (b"RIFF", b"WEBP", False)
    assert Path(faite.fichier.path).read_bytes() == with_exif("JPEG")


def test_preview_is_made_once():
    piece = make_piece(make_dossier(etape=2))
    assert [make_apercu(piece.pk), make_apercu(piece.pk), make_apercu(999_999)] == [True, False, False]
    assert len(_files()) == 2


def test_two_workers_on_the_same_preview_leave_one_file(monkeypatch):
    """The second one finishes first: the late one puts its own file away."""
    piece = make_piece(make_dossier(etape=2))
    encode = actions.encode_apercu

    def overtaken(octets: bytes) -> bytes:
        monkeypatch.setattr(actions, "encode_apercu", encode)
        assert make_apercu(piece.pk) is True
        return encode(octets)

    monkeypatch.setattr(actions, "encode_apercu", overtaken)
    assert make_apercu(piece.pk) is False
    faite = Piece.objects.get(pk=piece.pk)
    assert (faite.etat_apercu, len(_files()), Path(faite.apercu.path).is_file()) == ("fait", 2, True)


def test_proof_that_does_not_open_is_something_missing_at_once(monkeypatch):
    dossier = make_ready(make_dossier(etape=2))
    assert (dossier.manques, dossier.pieces.get().etat_apercu) == (0, "a_faire")

    def fail(octets):
        raise ApercuImpossible("essai", b"")

    monkeypatch.setattr(actions, "encode_apercu", fail)
    assert make_apercu(dossier.pieces.get().pk, LUNDI) is False
    apres = fresh(dossier)
    assert (apres.pieces.get().etat_apercu, apres.manques, apres.version) == ("illisible", 1, dossier.version)
    assert save_projection(apres, LUNDI) == []


@pytest.mark.parametrize(("minutes", "etat", "manques"), [(0, "a_faire", 0), (59, "a_faire", 0), (60, "illisible", 1)])
def test_sound_proof_whose_preview_was_interrupted_is_tried_again_for_an_hour(minutes, etat, manques, monkeypatch):
    dossier = make_ready(make_dossier(etape=2))

    def interrupt(octets):
        raise ApercuInterrompu("essai", b"")

    monkeypatch.setattr(actions, "encode_apercu", interrupt)
    assert make_apercu(dossier.pieces.get().pk, LUNDI + timedelta(minutes=minutes)) is False
    assert (dossier.pieces.get().etat_apercu, fresh(dossier).manques) == (etat, manques)


def test_previews_whose_task_was_lost_are_asked_for_again(monkeypatch):
    dossier = make_dossier(etape=2)
    perdue, faite, recente = make_piece(dossier), make_piece(dossier), make_piece(dossier, le=PLUS_TARD)
    make_apercu(faite.pk)
    demandes = []
    monkeypatch.setattr(actions, "enqueue", lambda *demande: demandes.append(demande) is None)
    assert enqueue_late_apercus(PLUS_TARD + timedelta(seconds=60)) == 1
    assert enqueue_late_apercus(PLUS_TARD + timedelta(seconds=61)) == 2
    tache = "dossiers.tasks.piece.preview"
    assert demandes == [(tache, perdue.pk), (tache, perdue.pk), (tache, recente.pk)]
