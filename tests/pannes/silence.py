"""A silence to be reminded of: people of one company, by the thousand, in a few statements."""

from datetime import timedelta

from django.utils import timezone

from dossiers.models import Appartenance, Compte
from tests.factories import make_dossier, make_editeur, make_membre

JOURS = 10


def make_silence(personnes: int, dossiers: int = 2) -> None:
    """A company of that many people, each of whom is due one digest about that many silent dossiers."""
    editeur = make_editeur()
    premier = make_membre(editeur)
    comptes = Compte.objects.bulk_create(
        Compte(courriel=f"silence{rang}@exemple.fr", password="!", nom=f"S{rang}") for rang in range(personnes - 1)
    )
    Appartenance.objects.bulk_create(Appartenance(compte=c, editeur=editeur, role="salarie") for c in comptes)
    for _ in range(dossiers):
        make_dossier(premier, etape=2, le=timezone.now() - timedelta(days=JOURS))
