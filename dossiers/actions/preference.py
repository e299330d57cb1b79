"""Who receives which reminders: each person decides for themselves, signed in or by the link of a mail."""

from collections.abc import Collection, Mapping

from dossiers.models import Compte
from dossiers.queries.perimetre import role_of
from dossiers.queries.preference import Place, kinds_of, place_of, read_jeton
from dossiers.rules.droit import require_droit
from dossiers.rules.relance import Sorte


def set_relances(*, sortes: Collection[str], par: Compte) -> Place:
    """The kinds of reminders the person themselves wants, and no other. Raises `Interdit` for someone who is neither of
    a company nor of the ANS.
    """
    require_droit("regler_relances", role_of(par))
    place = place_of(par)
    return _keep(place, {sorte: sorte in sortes for sorte in kinds_of(place)})


def stop_relances(*, jeton: str) -> Place:
    """Stops the reminders of the person whom the link was written to, all or one kind. Raises `Introuvable` for a link
    that is void.
    """
    place, sorte = read_jeton(jeton)
    return _keep(place, dict.fromkeys([Sorte(sorte)] if sorte else kinds_of(place), False))


def _keep(place: Place, voulues: Mapping[Sorte, bool]) -> Place:
    """Only the kinds that were spoken of are written; a row that was not there is."""
    champs = {kinds_of(place)[sorte]: voulue for sorte, voulue in voulues.items()}
    for champ, voulue in champs.items():
        setattr(place, champ, voulue)
    if place.pk:
        place.save(update_fields=list(champs))
        return place
    return type(place).objects.update_or_create(compte=place.compte, defaults=champs)[0]
