"""The masked copy takes the place of the proof."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from dossiers.actions.apercu import make_apercu
from dossiers.actions.etape import decide_etape
from dossiers.actions.masque import ZONES_MAX, mask_piece
from dossiers.models import Lecture, Piece
from dossiers.rules.cadre import Rectangle
from dossiers.rules.refus import Interdit, Refus
from tests.factories import (
    LUNDI,
    make_dossier,
    make_instructeur,
    make_membre,
    make_piece,
    make_submitted,
    picture,
    verdicts,
)
from tests.fiches import fiche
from tests.lectures import read_as

pytestmark = pytest.mark.django_db
COIN = Rectangle(0, 0, 50, 50)


@pytest.fixture
def piece() -> Piece:
    return make_piece(make_dossier(etape=2), nom="écran.webp", contenu=picture("WEBP", (100, 80)))


def _mask(piece: Piece, *zones: Rectangle) -> Piece:
    return mask_piece(piece=piece, zones=zones or (COIN,), par=piece.dossier.cree_par, le=LUNDI)


def _bytes(piece: Piece) -> bytes:
    with piece.fichier.open("rb") as fichier:
        return fichier.read()


def test_what_is_masked_is_gone_from_the_new_picture(piece):
    masquee = _mask(piece)
    image = Image.open(io.BytesIO(_bytes(masquee)))
    assert (image.format, image.size, image.getpixel((10, 10)), image.getpixel((80, 60))) == (
        "PNG", (100, 80), (0, 0, 0), (255, 255, 255),
    )  # fmt: skip
    assert (masquee.nom, masquee.masquee, masquee.remplacee_le) == ("écran-masque.png", True, None)


def test_what_the_ans_never_received_of_the_former_is_deleted(piece):
    nom = piece.fichier.name
    _mask(piece)
    piece.refresh_from_db()
    assert (default_storage.exists(nom), piece.remplacee_le, piece.sha256 != "") == (False, LUNDI, True)


def test_what_the_ans_received_is_kept():
    dossier = make_submitted()
    par, piece = make_instructeur(), dossier.pieces.get()
    examens = verdicts(preuve_cnda=("a_corriger", "Masquez l’adresse."))
    decide_etape(
        dossier=dossier, decision="demander_complements", examens=examens, version=dossier.version, par=par, le=LUNDI
    )
    _mask(piece)
    assert default_storage.exists(piece.fichier.name)


@pytest.mark.parametrize(
    ("zones", "phrase"),
    [
        ((), "Indiquez au moins une zone à masquer."),
        ((COIN,) * (ZONES_MAX + 1), "50 zones au plus peuvent être masquées\u00a0: regroupez-les."),
    ],
)
def test_zones_are_asked_for(piece, zones, phrase):
    with pytest.raises(Refus) as refus:
        mask_piece(piece=piece, zones=zones, par=piece.dossier.cree_par)
    assert refus.value.phrase == phrase


def test_a_file_that_is_gone_says_so(piece):
    default_storage.delete(piece.fichier.name)
    with pytest.raises(Refus) as refus:
        _mask(piece)
    phrase = "Ce fichier ne s’ouvre pas\u00a0: remplacez-le par une copie d’écran déjà masquée."
    assert refus.value.phrase == phrase


def test_nobody_else_masks_it(piece):
    with pytest.raises(Interdit):
        mask_piece(piece=piece, zones=(COIN,), par=make_membre(), le=LUNDI)
    assert Piece.objects.get().remplacee_le is None


def test_a_long_document_would_lose_its_pages(piece):
    Piece.objects.filter(pk=piece.pk).update(pages=12)
    piece.refresh_from_db()
    with pytest.raises(Refus) as refus:
        _mask(piece)
    assert refus.value.phrase.startswith("Ce PDF compte 12 pages et seules les 3 premières")
    assert Piece.objects.get().remplacee_le is None


def test_what_was_read_on_the_former_goes_with_it(piece):
    read_as(piece, fiche())
    _mask(piece)
    lecture = Lecture.objects.get(piece=piece)
    assert (lecture.etat, lecture.pages, lecture.empreinte, lecture.reperes.count()) == ("abandonnee", [], "", 0)
    assert make_apercu(piece.pk) is False
