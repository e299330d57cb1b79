"""Messages to the ANS and its answers: kept first, then told by the outbox to whoever must read them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from dossiers.actions.envoi import post_envoi, post_to_editeur
from dossiers.actions.tentative import slow_down
from dossiers.models import Compte, Dossier, Message
from dossiers.queries.perimetre import role_of
from dossiers.queries.relance import administrateurs, referents_of
from dossiers.rules.debit import CONTACT, MESSAGE
from dossiers.rules.droit import require_droit
from dossiers.rules.envoi import Genre
from dossiers.rules.refus import Refus

Lignes = Iterable[tuple[str, str]]
OBJET_MAX, TEXTE_MAX = 200, 5_000


@transaction.atomic
def write_message(
    *, dossier: Dossier, objet: str, texte: str, contexte: Lignes, par: Compte, le: datetime | None = None
) -> Message:
    """A message in a dossier: from the éditeur to its référent (to the administrators while there is none), from the
    ANS to the people of the company. Raises `Interdit`, and `Refus`: with its field for an empty text, with the wait
    for an éditeur who writes too much.
    """
    role = role_of(par, dossier.editeur_id)
    require_droit("ecrire_message", role)
    le = le or timezone.now()
    _slow_down(par, le)
    message = _keep(objet, texte, contexte, le, dossier=dossier, par=par)
    donnees, cle = {"message": message.pk}, f"{Genre.MESSAGE}:{message.uuid.hex}"
    if par.est_ans:
        post_to_editeur(dossier=dossier, genre=Genre.MESSAGE, cle=cle, le=le, donnees=donnees)
        return message
    for compte in referents_of(dossier):
        post_envoi(
            cle=f"{cle}:{compte.pk}", genre=Genre.MESSAGE, destinataire=compte, le=le, dossier=dossier, donnees=donnees
        )
    return message


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
    message = _keep(objet, texte, contexte, le, par=par, nom=nom.strip()[:120], courriel=courriel.strip().lower())
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


def _keep(objet: str, texte: str, contexte: Lignes, le: datetime, **champs: object) -> Message:
    objet, texte = objet.strip()[:OBJET_MAX], texte.strip()
    vides = {nom: "Ce champ est obligatoire." for nom, valeur in (("objet", objet), ("texte", texte)) if not valeur}
    if len(texte) > TEXTE_MAX:
        vides["texte"] = f"Ce message dépasse {TEXTE_MAX} caractères\u202f: raccourcissez-le."
    if vides:
        raise Refus("Ce message ne peut pas partir tel quel.", vides)
    return Message.objects.create(
        objet=objet, texte=texte, contexte=[list(ligne) for ligne in contexte], le=le, **champs
    )
