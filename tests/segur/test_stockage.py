"""Proofs on an S3-compatible service, a local one: deposited, previewed, read, saved, cleaned up, reconciled."""

from datetime import timedelta

import boto3
import pytest
from django.core.files.storage import storages
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from moto.server import ThreadedMotoServer

from dossiers.actions.piece import deposit_piece, make_apercu, purge_original, read_original
from dossiers.actions.reconciliation import Bilan, reconcile_pieces
from dossiers.gateways.apercu import open_pages
from dossiers.models import Piece
from segur.environnement import read_storage
from tests.factories import make_dossier, make_piece, picture, upload
from tests.maison import find_port

pytestmark = pytest.mark.django_db
CLES = {"SEGUR_S3_CLE": "essai", "SEGUR_S3_SECRET": "essai", "SEGUR_S3_REGION": "eu-west-3"}


@pytest.fixture(scope="module")
def serveur():
    serveur = ThreadedMotoServer(ip_address="127.0.0.1", port=find_port(), verbose=False)
    serveur.start()
    yield f"http://127.0.0.1:{serveur._server.server_port}"
    serveur.stop()


@pytest.fixture
def seau(serveur, monkeypatch, settings):
    """The bucket, empty, in which proofs are kept for the time of a test."""
    client = boto3.resource(
        "s3", endpoint_url=serveur, region_name="eu-west-3", aws_access_key_id="essai", aws_secret_access_key="essai"
    )
    seau = client.create_bucket(Bucket="pieces", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
    for nom, valeur in {**CLES, "SEGUR_S3_BUCKET": "pieces", "SEGUR_S3_ADRESSE": serveur}.items():
        monkeypatch.setenv(nom, valeur)
    settings.STORAGES = {**settings.STORAGES, "default": read_storage()}
    assert type(storages["default"]).__name__ == "S3Storage"
    yield seau
    seau.objects.all().delete()
    seau.delete()


def _names(seau) -> list[str]:
    return sorted(objet.key for objet in seau.objects.all())


def test_the_disk_unless_a_bucket_is_named(monkeypatch):
    monkeypatch.delenv("SEGUR_S3_BUCKET", raising=False)
    assert read_storage() == {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    monkeypatch.setenv("SEGUR_S3_BUCKET", "pieces")
    with pytest.raises(ValueError, match="SEGUR_S3_CLE and SEGUR_S3_SECRET must be too"):
        read_storage()


def test_from_deposit_to_download(seau, client):
    dossier = make_dossier(etape=2)
    piece = make_piece(dossier)
    assert make_apercu(piece.pk) is True
    racine = f"{dossier.uuid.hex}/{piece.uuid.hex}"
    assert _names(seau) == [f"apercus/{racine}.webp", f"originaux/{racine}"]
    assert (read_original(piece), len(open_pages(read_original(piece)))) == (picture(), 1)
    client.force_login(dossier.cree_par)
    reponse = client.get(reverse("depot:piece", args=[dossier.uuid, piece.uuid]))
    assert (reponse["Content-Disposition"], b"".join(reponse.streaming_content)) == (
        'attachment; filename="cnda.png"',
        picture(),
    )
    apercu = client.get(reverse("depot:apercu", args=[dossier.uuid, piece.uuid]))
    assert b"".join(apercu.streaming_content)[8:12] == b"WEBP"


def test_nothing_is_public(seau):
    piece = make_piece(make_dossier(etape=2))
    droits = seau.Object(piece.fichier.name).Acl().grants
    assert [droit["Grantee"]["Type"] for droit in droits] == ["CanonicalUser"]
    assert "Signature" not in piece.fichier.url


def test_a_failure_leaves_no_file(seau, monkeypatch):
    dossier = make_dossier(etape=2)

    def fail(*_, **__):
        raise DatabaseError("essai")

    monkeypatch.setattr("dossiers.actions.geste.record_evenement", fail)
    with pytest.raises(DatabaseError):
        deposit_piece(dossier=dossier, exigence="preuve_cnda", fichier=upload(), par=dossier.cree_par)
    assert (_names(seau), Piece.objects.count()) == ([], 0)


def test_a_file_that_is_gone_is_not_found(seau, client):
    dossier = make_dossier(etape=2)
    piece = make_piece(dossier)
    seau.Object(piece.fichier.name).delete()
    client.force_login(dossier.cree_par)
    assert client.get(reverse("depot:piece", args=[dossier.uuid, piece.uuid])).status_code == 404
    assert make_apercu(piece.pk) is False


def test_orphans_are_removed_and_originals_missed(seau):
    dossier = make_dossier(etape=2)
    perdue, gardee = make_piece(dossier), make_piece(dossier)
    make_apercu(gardee.pk)
    seau.Object(perdue.fichier.name).delete()
    seau.put_object(Key="originaux/0123/4567", Body=b"x")
    seau.put_object(Key="autre/fichier", Body=b"x")
    plus_tard = timezone.now() + timedelta(hours=2)
    attendu = Bilan(("originaux/0123/4567",), (perdue.fichier.name,), ())
    assert reconcile_pieces(le=plus_tard, corriger=True) == attendu
    gardee.refresh_from_db()
    assert _names(seau) == sorted(["autre/fichier", gardee.fichier.name, gardee.apercu.name])


def test_an_original_is_erased(seau):
    dossier = make_dossier(etape=2)
    originale = make_piece(dossier)
    nouvelle = make_piece(dossier)
    assert purge_original(originale) is True
    assert _names(seau) == [nouvelle.fichier.name]
