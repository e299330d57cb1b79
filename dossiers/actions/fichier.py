"""The path of any file that comes in, proof or attachment: looked into before anything is locked, refused with the
sentence that mends it, kept under a name of ours, then previewed and shown to the antivirus by tasks of their own.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from dossiers.actions.analyse import TACHES_ANALYSE
from dossiers.actions.apercu import TACHES_APERCU
from dossiers.actions.evenement import record_evenement
from dossiers.actions.geste import lock_dossier
from dossiers.actions.quota import release_quota
from dossiers.gateways.file_attente import enqueue
from dossiers.gateways.image import Cliche, inspect_image
from dossiers.models import Compte, Jointe, Piece
from dossiers.models.fichier import Fichier
from dossiers.queries.fichier import quarantined_digests
from dossiers.rules.refus import Refus

# Seconds spent on opening the first files of a deposit before those that remain are refused: each may take six more.
PATIENCE_LOT = 3.0
TROP_LONGS_A_OUVRIR = "Ces fichiers prennent trop de temps à s’ouvrir : déposez-les l’un après l’autre."
EN_QUARANTAINE = "Ce fichier a été mis en quarantaine par l’ANS : déposez une copie masquée."
PURGES: dict[type[Fichier], str] = {Piece: "effacer_original", Jointe: "effacer_jointe"}
Recu = tuple[UploadedFile, Cliche]


def inspect_files(fichiers: Sequence[UploadedFile], admis: tuple[str, ...]) -> list[Recu]:
    """What each is, of the kinds `admis`. Before anything is locked: decoding takes its time, and nobody else should
    wait for it. Raises `Refus`, which says which file is meant when there are several.
    """
    recus, debut = [], time.monotonic()
    for fichier in fichiers:
        if time.monotonic() - debut > PATIENCE_LOT:
            raise Refus(TROP_LONGS_A_OUVRIR)
        try:
            recus.append((fichier, inspect_image(fichier, admis)))
        except Refus as refus:
            raise Refus(name_refusal(refus.phrase, fichier, len(fichiers) > 1)) from None
    return recus


def refuse_quarantined(editeur_id: int, recus: Sequence[Recu]) -> None:
    """What a reviewer put aside does not come back as it was, in any dossier of the company. Raises `Refus`."""
    ecartees = quarantined_digests(editeur_id, [cliche.sha256 for _, cliche in recus])
    for fichier, cliche in recus:
        if cliche.sha256 in ecartees:
            raise Refus(name_refusal(EN_QUARANTAINE, fichier, len(recus) > 1))


def distinct_files(recus: Sequence[Recu]) -> list[Recu]:
    """The same file given twice at once counts once, where it first stands."""
    uniques: dict[str, Recu] = {}
    for recu in recus:
        uniques.setdefault(recu[1].sha256, recu)
    return list(uniques.values())


@contextmanager
def written_files() -> Iterator[list[str]]:
    """The names written so far, to be given to `store_file`: a failure before the commit removes them all."""
    ecrits: list[str] = []
    try:
        yield ecrits
    except BaseException:
        for nom in ecrits:
            Fichier._meta.get_field("fichier").storage.delete(nom)
        raise


def store_file(objet: Fichier, recu: Recu, ecrits: list[str], *, par: Compte, le: datetime) -> None:
    """Fills the row with what is known of the file, keeps its bytes and saves it; its tasks are asked for after the
    commit. `ecrits` is told the name before the first byte is written: a full disk leaves half a file behind.
    """
    fichier, cliche = recu
    objet.nom = clean_name(fichier.name or "")
    for nom in ("type", "taille", "largeur", "hauteur", "pages", "sha256"):
        setattr(objet, nom, getattr(cliche, nom))
    objet.deposee_par, objet.deposee_le = par, le
    ecrits.append(objet.fichier.field.generate_filename(objet, ""))
    objet.fichier.save("", File(fichier), save=False)
    objet.save()


def ask_tasks(objets: Sequence[Fichier], ecrits: list[str]) -> None:
    """To be called last in the transaction: once it is committed the files are kept, and their tasks asked for."""
    transaction.on_commit(ecrits.clear)
    for objet in objets:
        for taches in (TACHES_APERCU, TACHES_ANALYSE):
            _ask(taches[type(objet)], objet.pk)


def erase_original(
    fichier: Fichier,
    *,
    par: Compte | None,
    le: datetime,
    admits: Callable[[Fichier], bool],
    forget: Callable[[Fichier], object] = lambda fichier: None,
) -> bool:
    """Erases the bytes of a file; its row and its digest stay, its place is given back. Traced. False when they are
    erased already, or when `admits` does not allow it of the file as it is, its dossier locked. `forget`: what else
    goes with them.

    Called outside of any transaction: a file does not come back when one is undone. One that a killed process leaves
    behind has no row that awaits it: the reconciliation removes it.
    """
    genre = type(fichier)
    with transaction.atomic():
        dossier = lock_dossier(fichier.dossier)
        actuel = genre.objects.select_related("dossier").get(pk=fichier.pk)
        if actuel.purgee_le or not admits(actuel):
            return False
        genre.objects.filter(pk=actuel.pk).update(purgee_le=le, apercu="", etat_apercu=Fichier.EtatApercu.ILLISIBLE)
        forget(actuel)
        release_quota(actuel)
        quoi = {"exigence": actuel.exigence} if isinstance(actuel, Piece) else {}
        donnees = {**quoi, "sha256": actuel.sha256}
        record_evenement(dossier=dossier, geste=PURGES[genre], etape=dossier.etape, par=par, le=le, donnees=donnees)
    for nom in filter(None, (actuel.fichier.name, actuel.apercu.name)):
        actuel.fichier.storage.delete(nom)
    return True


def _ask(tache: str, pk: int) -> None:
    transaction.on_commit(lambda: enqueue(tache, pk), robust=True)


def name_refusal(phrase: str, fichier: UploadedFile, plusieurs: bool) -> str:
    """Among several files, which one is meant."""
    nom = clean_name(fichier.name or "")
    return f"Le fichier « {nom} » ne peut pas être déposé, ni les autres avec lui. {phrase}" if plusieurs else phrase


def clean_name(nom: str) -> str:
    lisible = "".join(lettre for lettre in Path(nom).name if lettre.isprintable())
    return lisible[-120:] or "copie-ecran"
