"""Messages to the ANS and its answers: kept first, then told by the outbox to whoever must read them."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from dossiers.actions.envoi import post_envoi, post_to_editeur
from dossiers.actions.fichier import (
    Recu,
    ask_tasks,
    distinct_files,
    inspect_files,
    refuse_quarantined,
    store_file,
    written_files,
)
from dossiers.actions.geste import lock_dossier
from dossiers.actions.quota import reserve_quota
from dossiers.actions.tentative import slow_down
from dossiers.models import Compte, Dossier, Jointe, Message
from dossiers.queries.message import awaited_in, shown_attente, side_of
from dossiers.queries.perimetre import role_of
from dossiers.queries.relance import administrateurs, referents_of
from dossiers.rules.debit import CONTACT, MESSAGE
from dossiers.rules.droit import require_droit
from dossiers.rules.envoi import Genre
from dossiers.rules.message import (
    JOINTES_ADMISES,
    JOINTES_MAX,
    OBJET_MAX,
    TEXTE_MAX,
    TROP_DE_JOINTES,
    asks_by_default,
    may_close,
)
from dossiers.rules.refus import Refus

Lignes = Iterable[tuple[str, str]]


def write_message(
    *,
    dossier: Dossier,
    objet: str,
    texte: str,
    contexte: Lignes,
    par: Compte,
    fichiers: Sequence[UploadedFile] = (),
    attend_reponse: bool | None = None,
    le: datetime | None = None,
) -> Message:
    """A message in a dossier, with the files joined to it, all of them or none: from the éditeur to its référent (to
    the administrators while there is none), from the ANS to the people of the company. It answers what its side was
    asked; `attend_reponse`: whether it asks in turn (None: as the rule has it).

    Raises `Interdit`, and `Refus`: with its field for an empty text or a file that cannot be taken, with the wait for
    an éditeur who writes too much.
    """
    require_droit("ecrire_message", role_of(par, dossier.editeur_id))
    le, ecrit = le or timezone.now(), _require_text(objet, texte)
    with _about_files():
        recus = inspect_files(_require_few(fichiers), JOINTES_ADMISES)
    with written_files() as ecrits, transaction.atomic():
        _slow_down(par, le)
        actuel, cote = lock_dossier(dossier), side_of(par)
        if attend_reponse is None:
            attend_reponse = asks_by_default(cote, shown_attente(actuel))
        message = _keep(
            **ecrit, contexte=contexte, le=le, dossier=actuel, par=par, cote=cote, attend_reponse=attend_reponse
        )
        _join(message, recus, ecrits)
        save_attente(actuel)
        _tell(message)
    return message


def close_attente(*, dossier: Dossier, par: Compte, le: datetime | None = None) -> None:
    """« Sans suite »: the answer that was awaited is awaited no more. Raises `Interdit`, or `Refus` when none is, or
    when it is not for this side to say.
    """
    require_droit("ecrire_message", role_of(par, dossier.editeur_id))
    with transaction.atomic():
        actuel = lock_dossier(dossier)
        attente = shown_attente(actuel)
        if attente is None:
            raise Refus("Aucune réponse n’est attendue dans ce dossier.")
        if not may_close(side_of(par), attente):
            raise Refus("C’est à l’ANS de dire qu’elle n’attend plus votre réponse : répondez-lui.")
        # Those before were answered: they stay so.
        questions = Message.objects.filter(dossier=actuel, cote=attente.de.autre, attend_reponse=True)
        ouvertes = questions.filter(le__gte=attente.depuis, sans_suite_le=None)
        ouvertes.update(sans_suite_le=le or timezone.now(), sans_suite_par=par)
        save_attente(actuel)


def mark_read(*, dossier: Dossier, par: Compte, le: datetime | None = None) -> int:
    """What the other side wrote is read; returns how many messages were not yet."""
    recus = Message.objects.filter(dossier=dossier, cote=side_of(par).autre, lu_le=None)
    return recus.update(lu_le=le or timezone.now())


def save_attente(dossier: Dossier) -> list[str]:
    """Keeps on the row whose answer the thread awaits, and names the columns that differed. The row is locked by the
    caller; its version stays: a message makes nobody's page stale.
    """
    attente = awaited_in(dossier)
    voulues = {
        "reponse_attendue": attente.de.value if attente else "",
        "reponse_attendue_le": attente.depuis if attente else None,
    }
    ecarts = [nom for nom, valeur in voulues.items() if getattr(dossier, nom) != valeur]
    for nom in ecarts:
        setattr(dossier, nom, voulues[nom])
    if ecarts:
        dossier.save(update_fields=ecarts)
    return ecarts


@transaction.atomic
def send_contact(
    *,
    nom: str,
    courriel: str,
    objet: str,
    texte: str,
    contexte: Lignes,
    adresse: str,
    par: Compte | None = None,
    le: datetime | None = None,
) -> Message:
    """A message of the contact form, kept and sent to the administrators of the ANS. Raises `Refus` with the wait for
    who writes too much, or with its field.
    """
    le = le or timezone.now()
    if par is None:
        slow_down(adresse=adresse, debit=CONTACT, maintenant=le)
    else:
        _slow_down(par, le)
    message = _keep(
        **_require_text(objet, texte),
        contexte=contexte,
        le=le,
        par=par,
        nom=nom.strip()[:120],
        courriel=courriel.strip().lower(),
    )
    for compte in administrateurs():
        cle = f"{Genre.CONTACT}:{message.uuid.hex}:{compte.pk}"
        post_envoi(cle=cle, genre=Genre.CONTACT, destinataire=compte, le=le, donnees={"message": message.pk})
    return message


def settle_message(*, message: Message, par: Compte, le: datetime | None = None) -> None:
    """Someone of the ANS has answered it. Raises `Interdit`."""
    require_droit("voir_pilotage", role_of(par))
    Message.objects.filter(pk=message.pk, traite_le=None).update(traite_le=le or timezone.now())


def _slow_down(par: Compte, le: datetime) -> None:
    """The ANS answers as much as it must."""
    if not par.est_ans:
        slow_down(adresse=f"compte:{par.pk}", debit=MESSAGE, maintenant=le)


def _require_text(objet: str, texte: str) -> dict[str, str]:
    ecrit = {"objet": objet.strip()[:OBJET_MAX], "texte": texte.strip()}
    fautes = {nom: "Ce champ est obligatoire." for nom, valeur in ecrit.items() if not valeur}
    if len(ecrit["texte"]) > TEXTE_MAX:
        fautes["texte"] = f"Ce message dépasse {TEXTE_MAX} caractères\u202f: raccourcissez-le."
    if fautes:
        raise Refus("Ce message ne peut pas partir tel quel.", fautes)
    return ecrit


def _keep(*, contexte: Lignes, **champs: object) -> Message:
    return Message.objects.create(contexte=[list(ligne) for ligne in contexte], **champs)


@contextmanager
def _about_files() -> Iterator[None]:
    """What is refused inside is said at the field of the files."""
    try:
        yield
    except Refus as refus:
        raise Refus(refus.phrase, {"fichiers": refus.phrase}) from None


def _require_few(fichiers: Sequence[UploadedFile]) -> Sequence[UploadedFile]:
    if len(fichiers) > JOINTES_MAX:
        raise Refus(TROP_DE_JOINTES)
    return fichiers


def _join(message: Message, recus: Sequence[Recu], ecrits: list[str]) -> None:
    if not recus:
        return
    gardes = distinct_files(recus)
    with _about_files():
        refuse_quarantined(message.dossier.editeur_id, gardes)
        reserve_quota(dossier=message.dossier, tailles=[cliche.taille for _, cliche in gardes])
    jointes = [Jointe(dossier=message.dossier, message=message) for _ in gardes]
    for jointe, recu in zip(jointes, gardes, strict=True):
        store_file(jointe, recu, ecrits, par=message.par, le=message.le)
    ask_tasks(jointes, ecrits)


def _tell(message: Message) -> None:
    """One mail a person: whoever of the other side must read it."""
    quoi = {"genre": Genre.MESSAGE, "le": message.le, "dossier": message.dossier, "donnees": {"message": message.pk}}
    cle = f"{Genre.MESSAGE}:{message.uuid.hex}"
    if message.de_l_ans:
        post_to_editeur(cle=cle, **quoi)
        return
    for compte in referents_of(message.dossier):
        post_envoi(cle=f"{cle}:{compte.pk}", destinataire=compte, **quoi)
