"""Who receives the reminders: each person decides for themselves, signed in or by the link of a mail."""

from dossiers.models import Appartenance, Compte
from dossiers.queries.perimetre import Introuvable, appartenance_of, role_of
from dossiers.queries.preference import appartenance_of_jeton
from dossiers.rules.droit import require_droit


def set_relances(*, recues: bool, par: Compte) -> Appartenance:
    """Turns on or off the reminders of the person themselves. Raises `Interdit` for someone of no company."""
    require_droit("regler_relances", role_of(par))
    place = appartenance_of(par)
    if place is None:
        raise Introuvable("Ce compte n’appartient à aucune entreprise.")
    return _keep(place, recues)


def stop_relances(*, jeton: str) -> Appartenance:
    """Stops the reminders of the person whom the link was written to. Raises `Introuvable` for a link that is void."""
    return _keep(appartenance_of_jeton(jeton), recues=False)


def _keep(place: Appartenance, recues: bool) -> Appartenance:
    place.relances = recues
    place.save(update_fields=["relances"])
    return place
