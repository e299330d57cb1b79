"""A proof is kept byte for byte or not at all; the one it replaces stays; its preview is made apart."""

import errno
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files import File
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DatabaseError, transaction

from dossiers.actions import fichier as actions
from dossiers.actions.etape import decide_etape
from dossiers.actions.piece import deposit_piece, deposit_pieces, remove_piece
from dossiers.gateways.image import OCTETS_MAX, TROP_LOURD, not_admitted
from dossiers.gateways.rejet import REJETS
from dossiers.models import Dossier, Piece
from dossiers.queries.trace import verify_chain
from dossiers.rules.refus import Interdit, Refus
from dossiers.rules.suite import TROP_DE_FICHIERS
from tests.courses import run_together
from tests.documents import pdf
from tests.factories import (
    LUNDI,
    fresh,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_piece,
    make_pieces,
    make_ready,
    make_submitted,
    picture,
    upload,
    verdicts,
)
from tests.images import giant_png, gif, mpo, truncated, with_exif

pytestmark = pytest.mark.django_db
PLUS_TARD = LUNDI + timedelta(hours=1)
PAS_UNE_IMAGE = not_admitted(("png", "jpeg", "webp", "pdf"))
ABIMEE = "Cette image est abîmée et ne s’ouvre pas\u00a0: enregistrez-la à nouveau, puis déposez-la."
FERMEE = "Cette pièce n’est pas modifiable maintenant."


def _deposit(dossier: Dossier, exigence: str = "preuve_cnda", par=None, **champs) -> Piece:
    fichier = champs.pop("fichier", None) or upload(**champs)
    return deposit_piece(dossier=dossier, exigence=exigence, fichier=fichier, par=par or dossier.cree_par, le=PLUS_TARD)


def _files() -> list[Path]:
    return sorted(chemin for chemin in Path(django_settings.MEDIA_ROOT).rglob("*") if chemin.is_file())


def _refusal(dossier: Dossier, **champs) -> Refus:
    with pytest.raises(Refus) as refus:
        _deposit(dossier, **champs)
    return refus.value


# ------------------------------------------------------------------ kept as given


@pytest.mark.parametrize(
    ("octets", "genre", "taille"),
    [
        (picture("PNG"), "png", (320, 200)),
        (with_exif("JPEG"), "jpeg", (60, 40)),
        (picture("WEBP"), "webp", (320, 200)),
        (mpo(), "jpeg", (32, 20)),
        (pdf(), "pdf", (400, 300)),
    ],
    ids=["png", "jpeg", "webp", "mpo", "pdf"],
)
def test_kept_byte_for_byte(octets, genre, taille):
    piece = _deposit(make_dossier(etape=2), contenu=octets, nom="capture.tif")
    garde = Piece.objects.get(pk=piece.pk)
    assert garde.fichier.read() == octets
    garde.fichier.close()
    assert (garde.type, garde.taille, (garde.largeur, garde.hauteur), garde.nom) == (
        genre,
        len(octets),
        taille,
        "capture.tif",
    )
    assert (garde.etat_apercu, garde.remplacee_le, garde.deposee_le) == ("a_faire", None, PLUS_TARD)


def test_large_upload_that_came_through_a_file_is_kept_byte_for_byte():
    octets = picture().ljust(3_000_000, b"\0")
    fichier = TemporaryUploadedFile("grande.png", "image/png", len(octets), None)
    fichier.write(octets)
    with fichier:
        piece = _deposit(make_dossier(etape=2), fichier=fichier)
    assert Path(piece.fichier.path).read_bytes() == octets


def test_event_bears_the_digest():
    dossier = make_dossier(etape=2)
    piece = _deposit(dossier)
    apres = fresh(dossier)
    assert apres.evenements.last().donnees == {"exigence": "preuve_cnda", "sha256": piece.sha256}
    assert (apres.version, verify_chain(apres)) == (dossier.version + 1, ())


@pytest.mark.parametrize(
    ("nom", "garde"),
    [
        ("../../etc/passwd", "passwd"),
        ("é\u202egnp.exe", "égnp.exe"),
        ("a\x00b\n.png", "ab.png"),
        ("x" * 200 + ".png", "x" * 116 + ".png"),
        ("\u200b", "copie-ecran"),
    ],
)
def test_name_is_only_said_and_never_leads_anywhere(nom, garde):
    fichier = upload()
    fichier._name = nom
    piece = _deposit(make_dossier(etape=2), fichier=fichier)
    assert piece.nom == garde
    assert [str(c.relative_to(django_settings.MEDIA_ROOT)) for c in _files()] == [
        f"originaux/{piece.dossier.uuid.hex}/{piece.uuid.hex}"
    ]


def test_replaced_proof_is_kept():
    dossier = make_dossier(etape=2)
    premiere = _deposit(dossier, nom="un.png")
    seconde = _deposit(dossier, nom="deux.png", contenu=picture(couleur="red"))
    assert [(p.nom, p.remplacee_le) for p in dossier.pieces.order_by("pk")] == [
        ("un.png", PLUS_TARD),
        ("deux.png", None),
    ]
    assert Path(premiere.fichier.path).read_bytes() == picture()
    assert Path(seconde.fichier.path).read_bytes() == picture(couleur="red")


def test_sent_proof_is_kept_when_it_is_replaced_after_a_request():
    dossier = make_decided("demander_complements")
    envoyee = dossier.pieces.get()
    _deposit(dossier, contenu=picture(couleur="red"))
    contenu = dossier.soumissions.get().contenu
    assert contenu["pieces"] == {"preuve_cnda": str(envoyee.uuid)}
    assert Path(envoyee.fichier.path).read_bytes() == picture()


# ------------------------------------------------------------------ refused


@pytest.mark.parametrize(
    ("octets", "nom", "phrase"),
    [
        (b"", "cnda.png", "Ce fichier est vide\u00a0: choisissez la copie d’écran enregistrée sur votre poste."),
        (
            picture().ljust(OCTETS_MAX + 1, b"\0"),
            "cnda.png",
            TROP_LOURD,
        ),
        (b"Bonjour", "cnda.png", PAS_UNE_IMAGE),
        (gif(), "cnda.png", REJETS["GIF"]),
        (truncated("PNG"), "cnda.png", ABIMEE),
        (truncated("JPEG"), "cnda.jpg", ABIMEE),
        (
            giant_png(50_000, 50_000),
            "cnda.png",
            "Cette image est trop grande (50000 × 50000 pixels)\u00a0: réduisez-la.",
        ),
    ],
    ids=["empty", "10 MB + 1", "text named png", "gif", "cut png", "cut jpeg", "giant"],
)
def test_refused_file(octets, nom, phrase):
    dossier = make_ready(make_dossier(etape=2))
    avant, fichiers = list(dossier.pieces.values()), _files()
    refus = _refusal(dossier, contenu=octets, nom=nom)
    assert (refus.phrase, refus.champs) == (phrase, {"preuve_cnda": phrase})
    assert (list(dossier.pieces.values()), _files(), fresh(dossier).version) == (avant, fichiers, dossier.version)


@pytest.mark.parametrize("exigence", ["nie", "montage", "statut_cnda", "inconnue", "homologation_cnda", ""])
def test_field_that_takes_no_proof_now(exigence):
    refus = _refusal(make_dossier(etape=2), exigence=exigence)
    assert (refus.phrase, refus.champs) == (FERMEE, {exigence: FERMEE})
    assert (Piece.objects.count(), _files()) == (0, [])


def test_field_that_was_not_contested_is_closed():
    dossier = make_submitted()
    examens = verdicts(nie=("a_corriger", "Faux."))
    par, version = make_instructeur(), dossier.version
    decide_etape(dossier=dossier, decision="demander_complements", examens=examens, version=version, par=par, le=LUNDI)
    assert _refusal(dossier).champs == {"preuve_cnda": FERMEE}
    assert (Piece.objects.count(), len(_files())) == (1, 1)


def test_proof_that_did_not_open_can_be_replaced_though_nobody_contested_it():
    dossier = make_submitted()
    dossier.pieces.update(etat_apercu="illisible")
    examens = verdicts(nie=("a_corriger", "Faux."))
    par, version = make_instructeur(), dossier.version
    decide_etape(dossier=dossier, decision="demander_complements", examens=examens, version=version, par=par, le=LUNDI)
    assert _deposit(dossier).remplacee_le is None


@pytest.mark.parametrize("fabrique", [make_dossier, make_submitted, make_decided])
def test_states_in_which_no_proof_is_taken(fabrique):
    dossier = fabrique()
    avant = (dossier.pieces.count(), len(_files()))
    assert _refusal(dossier).phrase.startswith("«\u00a0Déposer une pièce\u00a0» n’est pas possible maintenant")
    assert (dossier.pieces.count(), len(_files())) == avant


def test_strangers_deposit_nothing():
    dossier = make_dossier(etape=2)
    for etranger in (make_membre(), make_instructeur()):
        with pytest.raises(Interdit):
            _deposit(dossier, par=etranger)
    assert (Piece.objects.count(), _files()) == (0, [])


# ------------------------------------------------------------------ neither row nor file after a failure


def _fail(*_, **__):
    raise DatabaseError("essai")


def test_database_that_fails_after_the_file_was_written(monkeypatch):
    dossier = make_ready(make_dossier(etape=2))
    avant, fichiers = list(dossier.pieces.values()), _files()
    monkeypatch.setattr(Piece, "save", _fail)
    with pytest.raises(DatabaseError, match="essai"):
        _deposit(dossier)
    assert (list(dossier.pieces.values()), _files()) == (avant, fichiers)


def test_failure_after_the_block(monkeypatch):
    """The event cannot be written: the transaction is undone, and the file with it."""
    dossier = make_ready(make_dossier(etape=2))
    avant, fichiers = list(dossier.pieces.values()), _files()
    monkeypatch.setattr("dossiers.actions.geste.record_evenement", _fail)
    with pytest.raises(DatabaseError, match="essai"):
        _deposit(dossier)
    assert (list(dossier.pieces.values()), _files()) == (avant, fichiers)


@pytest.mark.django_db(transaction=True)
def test_commit_that_fails(monkeypatch):
    dossier = make_dossier(etape=2)
    monkeypatch.setattr(transaction.get_connection(), "_commit", _fail)
    with pytest.raises(DatabaseError, match="essai"):
        _deposit(dossier)
    monkeypatch.undo()
    assert (Piece.objects.count(), _files(), fresh(dossier).version) == (0, [], dossier.version)


def test_disk_that_fills_up_half_way(monkeypatch):
    dossier = make_dossier(etape=2)

    def half(self, chunk_size=None):
        yield b"\x89PNG"
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(File, "chunks", half)
    with pytest.raises(OSError, match="No space left"):
        _deposit(dossier)
    assert (Piece.objects.count(), _files()) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_file_stays_once_its_row_is_committed(monkeypatch):
    """Whatever ends the request afterwards (a server that stops its worker, here), the evidence is not lost."""

    def stop(*_):
        raise SystemExit

    monkeypatch.setattr(actions, "enqueue", stop)
    with pytest.raises(SystemExit):
        _deposit(make_dossier(etape=2))
    piece = Piece.objects.get()
    assert Path(piece.fichier.path).read_bytes() == picture()


@pytest.mark.django_db(transaction=True)
def test_task_is_asked_for_once_committed_and_a_broker_that_is_down_fails_nothing(monkeypatch, caplog):
    demandes = []

    def note(tache, pk):
        demandes.append((tache, pk, Piece.objects.filter(pk=pk).exists()))
        raise OSError("no broker")

    monkeypatch.setattr(actions, "enqueue", note)
    piece = _deposit(make_dossier(etape=2))
    assert demandes == [
        ("dossiers.tasks.piece.preview", piece.pk, True),
        ("dossiers.tasks.piece.analyse", piece.pk, True),
    ]
    assert "no broker" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_two_deposits_at_once_leave_one_current_proof():
    dossier = make_dossier(etape=2)
    pieces = run_together(*[lambda: _deposit(dossier)] * 4)
    assert {type(piece) for piece in pieces} == {Piece}
    assert (dossier.pieces.count(), dossier.pieces.filter(remplacee_le=None).count(), len(_files())) == (4, 1, 4)
    assert (fresh(dossier).version, verify_chain(dossier)) == (dossier.version + 4, ())


# ------------------------------------------------------------------ several files for one proof


def _ranked(dossier: Dossier) -> list[tuple[int, str]]:
    """The proof in place."""
    en_place = dossier.pieces.filter(remplacee_le=None).order_by("rang")
    return list(en_place.values_list("rang", "nom"))


def _add(dossier: Dossier, *noms: str) -> list[Piece]:
    fichiers = [upload(nom, picture(couleur=nom)) for nom in noms]
    return deposit_pieces(
        dossier=dossier, exigence="preuve_cnda", fichiers=fichiers, par=dossier.cree_par, le=PLUS_TARD, ajout=True
    )


def test_several_files_are_one_proof_in_the_order_given():
    dossier = make_ready(make_dossier(etape=2))
    pieces = make_pieces(dossier, 3, le=PLUS_TARD)
    assert _ranked(dossier) == [(0, "red.png"), (1, "green.png"), (2, "blue.png")]
    assert [(p.nom, p.rang, p.remplacee_le) for p in dossier.pieces.exclude(remplacee_le=None)] == [
        ("cnda.png", 0, PLUS_TARD)
    ]
    premiere, *suite = [piece.sha256 for piece in pieces]
    apres = fresh(dossier)
    assert apres.evenements.last().donnees == {"exigence": "preuve_cnda", "sha256": premiere, "suite": suite}
    assert (apres.version, verify_chain(apres)) == (dossier.version + 1, ())


def test_files_are_added_after_the_last_one():
    dossier = make_dossier(etape=2)
    assert [piece.rang for piece in _add(dossier, "red")] == [0]
    _add(dossier, "green", "blue")
    assert _ranked(dossier) == [(0, "red"), (1, "green"), (2, "blue")]
    assert dossier.evenements.last().donnees["rang"] == 1
    assert dossier.pieces.exclude(remplacee_le=None).count() == 0


def test_file_added_twice_is_there_once():
    """Its first sending seemed to fail, and was tried again."""
    dossier = make_dossier(etape=2)
    _add(dossier, "red", "green")
    _add(dossier, "green", "blue")
    assert _ranked(dossier) == [(0, "red"), (1, "green"), (2, "blue")]
    with pytest.raises(Refus, match="Ce fichier fait déjà partie de la preuve"):
        _add(dossier, "blue")


def test_no_more_than_five():
    dossier = make_dossier(etape=2)
    make_pieces(dossier, 4)
    fichiers = len(_files())
    with pytest.raises(Refus) as refus:
        _add(dossier, "gray", "pink")
    assert refus.value.champs == {"preuve_cnda": TROP_DE_FICHIERS}
    with pytest.raises(Refus, match="5 fichiers au plus"):
        make_pieces(dossier, 6)
    assert (len(_ranked(dossier)), len(_files())) == (4, fichiers)
    _add(dossier, "gray")
    assert _ranked(dossier)[4] == (4, "gray")


def test_one_wrong_file_among_several_and_none_is_kept():
    dossier = make_ready(make_dossier(etape=2))
    avant, fichiers = list(dossier.pieces.values()), _files()
    lot = [upload("bon.png"), upload("coupé.png", truncated("PNG"))]
    with pytest.raises(Refus) as refus:
        deposit_pieces(dossier=dossier, exigence="preuve_cnda", fichiers=lot, par=dossier.cree_par, le=PLUS_TARD)
    phrase = "Le fichier «\u00a0coupé.png\u00a0» ne peut pas être déposé, ni les autres avec lui. " + ABIMEE
    assert refus.value.champs == {"preuve_cnda": phrase}
    assert (list(dossier.pieces.values()), _files(), fresh(dossier).version) == (avant, fichiers, dossier.version)


def test_database_that_fails_at_the_second_file_leaves_neither(monkeypatch):
    dossier = make_dossier(etape=2)
    save, faites = Piece.save, []

    def fail_second(piece, **champs):
        faites.append(piece)
        if len(faites) == 2:
            _fail()
        save(piece, **champs)

    monkeypatch.setattr(Piece, "save", fail_second)
    with pytest.raises(DatabaseError, match="essai"):
        make_pieces(dossier, 3)
    assert (Piece.objects.count(), _files()) == (0, [])


def test_file_takes_the_place_of_one_alone():
    dossier = make_dossier(etape=2)
    _, seconde, _ = make_pieces(dossier, 3)
    champs = {"dossier": dossier, "exigence": "preuve_cnda", "par": dossier.cree_par, "remplacee": seconde}
    deposee = deposit_piece(fichier=upload("masque.png"), **champs)
    assert (deposee.rang, _ranked(dossier)) == (1, [(0, "red.png"), (1, "masque.png"), (2, "blue.png")])
    with pytest.raises(Refus, match="n’est plus en place"):
        deposit_piece(fichier=upload(), **champs)


@pytest.mark.parametrize(
    ("rang", "reste"),
    [
        (0, [(0, "green.png"), (1, "blue.png")]),
        (1, [(0, "red.png"), (1, "blue.png")]),
        (2, [(0, "red.png"), (1, "green.png")]),
    ],
)
def test_file_taken_away_is_kept_and_the_others_close_up(rang, reste):
    dossier = make_dossier(etape=2)
    retiree = make_pieces(dossier, 3)[rang]
    remove_piece(dossier=dossier, piece=retiree.uuid, par=dossier.cree_par, le=PLUS_TARD)
    assert _ranked(dossier) == reste
    gardee = Piece.objects.get(pk=retiree.pk)
    assert (gardee.remplacee_le, Path(gardee.fichier.path).is_file()) == (PLUS_TARD, True)
    apres = fresh(dossier)
    assert apres.evenements.last().donnees == {"exigence": "preuve_cnda", "sha256": retiree.sha256}
    assert (apres.evenements.last().geste, verify_chain(apres)) == ("retirer_piece", ())


def test_last_file_taken_away_is_something_missing_at_once():
    dossier = make_ready(make_dossier(etape=2))
    remove_piece(dossier=dossier, piece=dossier.pieces.get().uuid, par=dossier.cree_par, le=PLUS_TARD)
    assert (_ranked(dossier), dossier.manques, fresh(dossier).manques) == ([], 0, 1)


def test_what_is_not_taken_away():
    dossier, autre = make_dossier(etape=2), make_ready(make_dossier(etape=2))
    ancienne = make_piece(dossier)
    make_piece(dossier)
    for uuid in (ancienne.uuid, autre.pieces.get().uuid):
        with pytest.raises(Refus, match="Ce fichier n’est plus en place"):
            remove_piece(dossier=dossier, piece=uuid, par=dossier.cree_par)
    for etranger in (make_membre(), make_instructeur()):
        with pytest.raises(Interdit):
            remove_piece(dossier=dossier, piece=dossier.pieces.get(remplacee_le=None).uuid, par=etranger)
    assert (len(_ranked(dossier)), len(_ranked(autre))) == (1, 1)


def test_proof_that_was_not_contested_loses_no_file():
    dossier = make_submitted()
    examens = verdicts(nie=("a_corriger", "Faux."))
    par, version = make_instructeur(), dossier.version
    decide_etape(dossier=dossier, decision="demander_complements", examens=examens, version=version, par=par, le=LUNDI)
    with pytest.raises(Refus) as refus:
        remove_piece(dossier=dossier, piece=dossier.pieces.get().uuid, par=dossier.cree_par)
    assert refus.value.champs == {"preuve_cnda": FERMEE}


@pytest.mark.django_db(transaction=True)
def test_gestes_at_once_leave_ranks_without_a_hole():
    dossier = make_dossier(etape=2)
    _, seconde = make_pieces(dossier, 2)
    retirer = partial(remove_piece, dossier=dossier, piece=seconde.uuid, par=dossier.cree_par)
    faits = run_together(retirer, retirer, *[partial(_add, dossier, nom) for nom in ("black", "gray", "pink")])
    assert [type(fait) for fait in faits].count(Refus) == 1
    assert [rang for rang, _ in _ranked(dossier)] == [0, 1, 2, 3]
    assert (fresh(dossier).version, verify_chain(dossier)) == (dossier.version + 5, ())


@pytest.mark.django_db(transaction=True)
def test_additions_at_once_never_pass_the_bound():
    dossier = make_dossier(etape=2)
    make_pieces(dossier, 3)
    faits = run_together(*[partial(_add, dossier, nom) for nom in ("black", "gray", "pink", "white")])
    assert [type(fait) for fait in faits].count(Refus) == 2
    assert ([rang for rang, _ in _ranked(dossier)], len(_files())) == ([0, 1, 2, 3, 4], 5)


def test_what_is_in_quarantine_does_not_come_back_in_its_company():
    membre = make_membre()
    ecartee = make_piece(make_dossier(membre, etape=2))
    phrase = "Ce fichier a été mis en quarantaine par l’ANS\u00a0: déposez une copie masquée."
    Piece.objects.update(quarantaine_le=LUNDI, quarantaine_motif="Un nom de patient se lit.")
    ailleurs = make_dossier(membre, etape=2)
    assert [_refusal(dossier).champs for dossier in (ecartee.dossier, ailleurs)] == [{"preuve_cnda": phrase}] * 2
    fichiers = [upload("autre.png", picture(couleur="red")), upload("pareil.png")]
    with pytest.raises(Refus) as refus:
        deposit_pieces(dossier=ailleurs, exigence="preuve_cnda", fichiers=fichiers, par=membre)
    assert refus.value.phrase.startswith("Le fichier «\u00a0pareil.png\u00a0» ne peut pas être déposé")
    assert (Piece.objects.count(), len(_files())) == (1, 1)
    _deposit(make_dossier(etape=2))
    Piece.objects.update(quarantaine_le=None, quarantaine_motif="")
    assert _deposit(ailleurs).sha256 == ecartee.sha256


def test_the_same_file_twice_at_once_is_in_the_proof_once():
    dossier = make_dossier(etape=2)
    pareils = [upload(nom="a.png"), upload(nom="b.png")]
    deposit_pieces(dossier=dossier, exigence="preuve_cnda", fichiers=pareils, par=dossier.cree_par)
    assert _ranked(dossier) == [(0, "a.png")]
    autres = [upload(nom=nom, contenu=picture(couleur="red")) for nom in ("c.png", "d.png")]
    deposit_pieces(dossier=dossier, exigence="preuve_cnda", fichiers=autres, par=dossier.cree_par, ajout=True)
    assert _ranked(dossier) == [(0, "a.png"), (1, "c.png")]
