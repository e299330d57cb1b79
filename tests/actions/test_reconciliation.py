"""Files against rows: orphans go after an hour, and only ours; a missing original is said, loudly."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from dossiers.actions.piece import make_apercu, purge_original
from dossiers.actions.reconciliation import Bilan, reconcile_pieces
from dossiers.models import Piece
from tests.factories import make_dossier, make_piece, make_submitted

pytestmark = pytest.mark.django_db
RIEN = Bilan((), (), ())
ORPHELIN = "originaux/0123/4567"


def _write(nom: str, heures: float) -> Path:
    chemin = Path(django_settings.MEDIA_ROOT) / nom
    chemin.parent.mkdir(parents=True, exist_ok=True)
    chemin.write_bytes(b"x")
    age = timezone.now() - timedelta(hours=heures)
    os.utime(chemin, (age.timestamp(), age.timestamp()))
    return chemin


def _reconcile(**options) -> Bilan:
    return reconcile_pieces(le=timezone.now(), **options)


def test_nothing_to_say_of_what_holds():
    assert _reconcile() == RIEN
    make_apercu(make_submitted().pieces.get().pk)
    assert _reconcile(corriger=True) == RIEN


def test_an_orphan_is_said_then_removed_once_it_is_old():
    dossier = make_submitted()
    vieux, jeune = _write(ORPHELIN, 1.1), _write("apercus/0123/4567.webp", 0.9)
    assert (_reconcile(), vieux.exists()) == (Bilan((ORPHELIN,), (), ()), True)
    assert _reconcile(corriger=True) == Bilan((ORPHELIN,), (), ())
    assert (vieux.exists(), jeune.exists(), _reconcile()) == (False, True, RIEN)
    assert Path(dossier.pieces.get().fichier.path).is_file()


def test_what_is_not_ours_is_left_alone():
    ailleurs = [_write("autre/fichier", 100), _write("fichier", 100)]
    assert _reconcile(corriger=True) == RIEN
    assert [chemin.exists() for chemin in ailleurs] == [True, True]


def test_a_missing_original_is_said_and_mended_by_nobody(caplog):
    piece = make_submitted().pieces.get()
    piece.fichier.storage.delete(piece.fichier.name)
    assert _reconcile(corriger=True) == Bilan((), (piece.fichier.name,), ())
    assert str(piece.uuid) in caplog.text
    with pytest.raises(CommandError, match=r"1 original\(aux\) absent"):
        call_command("reconcilier_pieces", "--corriger")


def test_a_missing_preview_is_made_again():
    piece = make_submitted().pieces.get()
    make_apercu(piece.pk)
    piece.refresh_from_db()
    piece.apercu.storage.delete(piece.apercu.name)
    assert _reconcile(corriger=True) == Bilan((), (), (piece.apercu.name,))
    assert make_apercu(piece.pk) is True
    assert _reconcile() == RIEN


def test_an_erased_original_is_not_missing():
    dossier = make_dossier(etape=2)
    originale = make_piece(dossier)
    make_apercu(originale.pk)
    make_piece(dossier)
    assert [purge_original(originale, par=dossier.cree_par), purge_original(originale)] == [True, False]
    assert _reconcile(corriger=True) == RIEN
    gardee = Piece.objects.get(pk=originale.pk)
    assert (gardee.sha256, gardee.purgee_le is not None, dossier.evenements.last().geste) == (
        originale.sha256,
        True,
        "effacer_original",
    )


def test_a_proof_in_place_or_sent_is_not_erased():
    sent, draft = make_submitted(), make_dossier(etape=2)
    assert [purge_original(piece) for piece in (sent.pieces.get(), make_piece(draft))] == [False, False]


def test_what_the_command_says(capsys):
    make_submitted()
    _write(ORPHELIN, 2)
    call_command("reconcilier_pieces")
    call_command("reconcilier_pieces", "--corriger")
    call_command("reconcilier_pieces")
    fin = "original(aux) absent(s)."
    assert capsys.readouterr().out.splitlines() == [
        f"sans pièce\u00a0: {ORPHELIN}",
        f"1 fichier(s) sans pièce, 0 aperçu(s) absent(s), 0 {fin}",
        f"sans pièce\u00a0: {ORPHELIN}",
        f"1 fichier(s) sans pièce, 0 aperçu(s) absent(s) (corrigé), 0 {fin}",
        f"0 fichier(s) sans pièce, 0 aperçu(s) absent(s), 0 {fin}",
    ]
