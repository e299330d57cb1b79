"""Internal notes: written, and taken back by their author. They move nothing of the dossier and make no page stale."""

from datetime import datetime, timedelta

from django.utils import timezone

from dossiers.models import Compte, Dossier, Note
from dossiers.models.note import TEXTE_MAX
from dossiers.queries.perimetre import role_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.rules.droit import require_droit
from dossiers.rules.refus import Interdit, Refus

# The same words of the same person within that time are one note: a page reloaded, a button pressed twice.
REDITE = timedelta(minutes=10)


def write_note(*, dossier: Dossier, texte: str, exigence: str = "", par: Compte, le: datetime | None = None) -> Note:
    """A note on a dossier or on one of its requirements; a page sent again writes it once. Raises `Interdit`, or
    `Refus` with its field.
    """
    require_droit("ecrire_note", role_of(par))
    texte = texte.strip()
    if not texte:
        raise _refuse("note_texte", "Écrivez la note avant de l’enregistrer.")
    if len(texte) > TEXTE_MAX:
        raise _refuse("note_texte", f"Cette note compte {len(texte)} caractères ; {TEXTE_MAX} au plus sont admis.")
    if exigence and exigence not in {e.code for e in dispositif_of(dossier.referentiel).exigences}:
        raise _refuse("note_exigence", "Choisissez le dossier, ou une de ses exigences.")
    le = le or timezone.now()
    meme = Note.objects.filter(dossier=dossier, exigence=exigence, texte=texte, par=par, retiree_le=None)
    deja = meme.filter(le__gt=le - REDITE).order_by("pk").first()
    return deja or Note.objects.create(dossier=dossier, exigence=exigence, texte=texte, par=par, le=le)


def withdraw_note(*, note: Note, par: Compte, le: datetime | None = None) -> None:
    """Its author takes a note back: struck through, kept with its date. Twice is once. Raises `Interdit`."""
    require_droit("ecrire_note", role_of(par))
    if note.par_id != par.pk:
        raise Interdit("Seul l’auteur d’une note peut la retirer.")
    Note.objects.filter(pk=note.pk, retiree_le=None).update(retiree_le=le or timezone.now())


def _refuse(champ: str, phrase: str) -> Refus:
    return Refus(phrase, {champ: phrase})
