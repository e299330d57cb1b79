"""The internal notes of a dossier. Asked for by the reviewers' door and by nothing else: no éditeur ever reads one."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from dossiers.models import Compte, Dossier, Note
from dossiers.queries.perimetre import Introuvable, dossiers_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.phrase import field_label

LIMITE = 200


@dataclass(frozen=True)
class LigneNote:
    """`sur`: what it is about, in words; empty for the whole dossier. `retirable`: this person wrote it."""

    note: Note
    sur: str
    retirable: bool


def notes_of(dossier: Dossier, compte: Compte, dispositif: Dispositif) -> list[LigneNote]:
    """The notes of a dossier, those taken back included, the latest first. One query."""
    dernieres = Note.objects.filter(dossier=dossier).select_related("par").order_by("-le", "-pk")[:LIMITE]
    return list(_lines(dernieres, compte, dispositif))


def note_of(compte: Compte, dossier: UUID, note: int) -> Note:
    """One note of a dossier this person may see. Raises `Introuvable`."""
    trouvee = Note.objects.filter(pk=note, dossier__uuid=dossier, dossier__in=dossiers_of(compte)).first()
    if trouvee is None:
        raise Introuvable("Cette note n’existe pas.")
    return trouvee


def _lines(notes: Iterable[Note], compte: Compte, dispositif: Dispositif) -> Iterable[LigneNote]:
    for note in notes:
        sur = field_label(note.exigence, dispositif) if note.exigence else ""
        yield LigneNote(note, sur, note.par_id == compte.pk and note.retiree_le is None)
