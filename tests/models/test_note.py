"""A note that is written does not change."""

import pytest

from dossiers.actions.note import write_note
from dossiers.models.note import NoteImmuable
from tests.factories import make_dossier, make_instructeur

pytestmark = pytest.mark.django_db


def test_neither_rewritten_nor_deleted():
    note = write_note(dossier=make_dossier(), texte="Telle quelle.", par=make_instructeur())
    note.texte = "Autre."
    with pytest.raises(NoteImmuable, match="ne se modifie pas"):
        note.save()
    with pytest.raises(NoteImmuable, match="ne se modifie pas"):
        note.save(update_fields=["texte"])
    with pytest.raises(NoteImmuable, match="ne se supprime pas"):
        note.delete()
