"""Who receives which reminders: each person decides for themselves, signed in or by the link of a mail."""

from collections.abc import Collection

from dossiers.models import Appartenance, Compte
from dossiers.queries.perimetre import Introuvable, appartenance_of, role_of
from dossiers.queries.preference import read_jeton
from dossiers.queries.relance import PREFERENCES
from dossiers.rules.droit import require_droit
from dossiers.rules.relance import Sorte


def set_relances(*, sortes: Collection[str], par: Compte) -> Appartenance:
    """The kinds of reminders the person themselves wants, and no other. Raises `Interdit` for someone of no company."""
    require_droit("regler_relances", role_of(par))
    place = appartenance_of(par)
    if place is None:
        raise Introuvable("Ce compte n’appartient à aucune entreprise.")
    return _keep(place, {sorte: sorte in sortes for sorte in PREFERENCES})


def stop_relances(*, jeton: str) -> Appartenance:
    """Stops the reminders of the person whom the link was written to, all or one kind. Raises `Introuvable` for a link
    that is void.
    """
    place, sorte = read_jeton(jeton)
    arretees = [Sorte(sorte)] if sorte else list(PREFERENCES)
    return _keep(place, dict.fromkeys(arretees, False))


def _keep(place: Appartenance, voulues: dict[Sorte, bool]) -> Appartenance:
    for sorte, voulue in voulues.items():
        setattr(place, PREFERENCES[sorte], voulue)
    place.save(update_fields=[PREFERENCES[sorte] for sorte in voulues])
    return place
