"""What a dossier and a company may keep: counted, said at the field, and never exceeded by deposits made at once."""

import pytest
from django.core.management import CommandError, call_command

from dossiers.actions.piece import deposit_piece, deposit_pieces, purge_original
from dossiers.actions.quota import recompute_quota
from dossiers.models import Editeur, Piece
from dossiers.rules.refus import Refus
from tests.courses import run_together
from tests.factories import LUNDI, make_dossier, make_editeur, make_membre, make_piece, picture, upload

pytestmark = pytest.mark.django_db
TAILLE = len(picture())


def _deposit(dossier) -> Piece:
    return deposit_piece(dossier=dossier, exigence="preuve_cnda", fichier=upload(), par=dossier.cree_par, le=LUNDI)


def _counters(dossier) -> tuple[int, int]:
    editeur = Editeur.objects.get(pk=dossier.editeur_id)
    return editeur.pieces_deposees, editeur.octets_deposes


def test_each_deposit_is_counted_replaced_or_not():
    dossier = make_dossier(etape=2)
    for _ in range(3):
        _deposit(dossier)
    assert _counters(dossier) == (3, 3 * TAILLE)
    assert recompute_quota(editeur=dossier.editeur) == []


@pytest.mark.parametrize(
    ("reglage", "valeur", "debut"),
    [
        ("QUOTA_DOSSIER_PIECES", 2, "Ce dossier a atteint ce qu’il peut garder (2 fichiers"),
        ("QUOTA_DOSSIER_OCTETS", 3 * TAILLE - 1, "Ce dossier a atteint ce qu’il peut garder (200 fichiers"),
        ("QUOTA_EDITEUR_PIECES", 2, "Votre entreprise a atteint ce qu’elle peut garder (2 fichiers"),
        ("QUOTA_EDITEUR_OCTETS", 3 * TAILLE - 1, "Votre entreprise a atteint ce qu’elle peut garder (5000 fichiers"),
    ],
)
def test_the_one_too_many_is_refused_at_its_field(settings, reglage, valeur, debut):
    setattr(settings, reglage, valeur)
    dossier = make_dossier(etape=2)
    _deposit(dossier)
    courante = _deposit(dossier)
    with pytest.raises(Refus) as refus:
        _deposit(dossier)
    assert (refus.value.phrase.startswith(debut), refus.value.champs) == (True, {"preuve_cnda": refus.value.phrase})
    assert (_counters(dossier), dossier.pieces.get(remplacee_le=None)) == ((2, 2 * TAILLE), courante)


def test_several_files_are_taken_together_or_not_at_all(settings):
    settings.QUOTA_EDITEUR_PIECES = 3
    dossier = make_dossier(etape=2)
    _deposit(dossier)
    fichiers = [upload(contenu=picture(couleur=couleur)) for couleur in ("red", "blue", "lime")]
    envoi = {"dossier": dossier, "exigence": "preuve_cnda", "par": dossier.cree_par, "le": LUNDI}
    with pytest.raises(Refus):
        deposit_pieces(fichiers=fichiers, **envoi)
    assert _counters(dossier) == (1, TAILLE)
    deposit_pieces(fichiers=fichiers[:2], **envoi)
    assert (_counters(dossier)[0], recompute_quota(editeur=dossier.editeur)) == (3, [])


def test_another_company_has_its_own(settings):
    settings.QUOTA_EDITEUR_PIECES = 1
    premiere, seconde = make_dossier(etape=2), make_dossier(etape=2)
    _deposit(premiere)
    _deposit(seconde)
    assert [_counters(d) for d in (premiere, seconde)] == [(1, TAILLE)] * 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("reglage", "valeur"), [("QUOTA_EDITEUR_PIECES", 3), ("QUOTA_EDITEUR_OCTETS", 3 * TAILLE)])
def test_deposits_at_once_in_several_dossiers_do_not_exceed_what_their_company_may_keep(settings, reglage, valeur):
    setattr(settings, reglage, valeur)
    membre = make_membre(make_editeur())
    dossiers = [make_dossier(membre, etape=2) for _ in range(6)]
    issues = run_together(*[lambda dossier=dossier: _deposit(dossier) for dossier in dossiers])
    assert sorted(type(issue).__name__ for issue in issues) == ["Piece"] * 3 + ["Refus"] * 3
    assert (_counters(dossiers[0]), Piece.objects.count()) == ((3, 3 * TAILLE), 3)


@pytest.mark.django_db(transaction=True)
def test_deposits_at_once_in_one_dossier_do_not_exceed_what_it_may_keep(settings):
    settings.QUOTA_DOSSIER_PIECES = 2
    dossier = make_dossier(etape=2)
    issues = run_together(*[lambda: _deposit(dossier)] * 4)
    assert sorted(type(issue).__name__ for issue in issues) == ["Piece"] * 2 + ["Refus"] * 2
    assert (_counters(dossier), dossier.pieces.count()) == ((2, 2 * TAILLE), 2)


def test_what_is_erased_gives_its_place_back():
    dossier = make_dossier(etape=2)
    originale = _deposit(dossier)
    make_piece(dossier)
    assert purge_original(originale, par=dossier.cree_par, le=LUNDI) is True
    assert _counters(dossier) == (1, TAILLE)
    assert recompute_quota(editeur=dossier.editeur) == []


def test_a_counter_that_lies_is_said_then_mended(capsys):
    dossier = make_dossier(etape=2)
    _deposit(dossier)
    Editeur.objects.update(pieces_deposees=7)
    with pytest.raises(CommandError, match="1 avec écart"):
        call_command("recalculer")
    assert f"{dossier.editeur} pieces_deposees\u00a0: 7 au lieu de 1" in capsys.readouterr().out
    call_command("recalculer", "--corriger")
    assert _counters(dossier) == (1, TAILLE)
