"""Who belongs to a company: a person is invited, changes role, leaves. A person who leaves keeps their account."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from dossiers.actions.compte import find_or_create_compte
from dossiers.actions.envoi import post_envoi
from dossiers.models import Appartenance, Compte, Editeur
from dossiers.queries.perimetre import Introuvable, role_of
from dossiers.rules.appartenance import PERSONNE_PRESENTE, PERSONNE_PRISE, read_role, require_mandataire
from dossiers.rules.droit import require_droit
from dossiers.rules.refus import Refus


def invite_personne(
    *,
    editeur: Editeur,
    courriel: str,
    role: str,
    par: Compte,
    prenom: str = "",
    nom: str = "",
    le: datetime | None = None,
) -> Appartenance:
    """Brings a person into a company and tells them by mail; their account is opened when they have none.

    Raises `Interdit`, or `Refus` tied to `courriel` (no address, already here, taken elsewhere) or `role`.
    """
    require_droit("gerer_personnes", role_of(par, editeur.pk))
    with transaction.atomic():
        _lock(editeur.pk)
        compte = find_or_create_compte(courriel=courriel, prenom=prenom, nom=nom)
        return join_editeur(editeur=editeur, compte=compte, role=read_role(role), le=le or timezone.now())


def change_role(*, appartenance: Appartenance, role: str, par: Compte) -> Appartenance:
    """Gives a person another role. Raises `Interdit`, `Introuvable` for someone who has left, or `Refus` tied to
    `role` for the last mandataire.
    """
    voulu = read_role(role)
    with transaction.atomic():
        actuelle = _reread(appartenance, par)
        require_mandataire([*_other_roles(actuelle), voulu])
        actuelle.role = voulu.value
        actuelle.save(update_fields=["role"])
    return actuelle


def remove_personne(*, appartenance: Appartenance, par: Compte) -> None:
    """Takes a person out of a company; what they did stays under their name. Raises `Interdit`, `Introuvable`
    for someone who has left, or `Refus` for the last mandataire.
    """
    with transaction.atomic():
        actuelle = _reread(appartenance, par)
        require_mandataire(_other_roles(actuelle))
        actuelle.delete()


def join_editeur(*, editeur: Editeur, compte: Compte, role: str, le: datetime) -> Appartenance:
    """Writes the place of a person in a company and posts the mail that tells them. The caller has checked the right.

    Raises `Refus` tied to `courriel` for someone of the ANS, of a company already, or whose account is closed.
    """
    if Appartenance.objects.filter(compte=compte, editeur=editeur).exists():
        raise Refus(PERSONNE_PRESENTE, {"courriel": PERSONNE_PRESENTE})
    prise = Refus(PERSONNE_PRISE, {"courriel": PERSONNE_PRISE})
    if compte.est_ans or not compte.is_active:
        raise prise
    try:
        with transaction.atomic():
            appartenance = Appartenance.objects.create(compte=compte, editeur=editeur, role=role)
    except IntegrityError:
        raise prise from None
    post_envoi(cle=f"invitation:{appartenance.pk}", genre="invitation", destinataire=compte, le=le)
    return appartenance


def _lock(editeur_id: int) -> None:
    """One change at a time among the people of a company: two mandataires cannot remove each other at once."""
    Editeur.objects.select_for_update().get(pk=editeur_id)


def _reread(appartenance: Appartenance, par: Compte) -> Appartenance:
    require_droit("gerer_personnes", role_of(par, appartenance.editeur_id))
    _lock(appartenance.editeur_id)
    actuelle = Appartenance.objects.select_related("compte", "editeur").filter(pk=appartenance.pk).first()
    if actuelle is None:
        raise Introuvable("Cette personne a déjà quitté l’entreprise.")
    return actuelle


def _other_roles(appartenance: Appartenance) -> list[str]:
    autres = Appartenance.objects.filter(editeur=appartenance.editeur_id).exclude(pk=appartenance.pk)
    return list(autres.order_by("pk").values_list("role", flat=True))
