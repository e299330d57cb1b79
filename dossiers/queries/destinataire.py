"""Who is written to: the people of companies, the référent, the administrators, each for the kinds they want."""

from collections.abc import Iterable
from functools import cached_property

from dossiers.models import Appartenance, Compte, Dossier, Preference, Relance
from dossiers.queries.relance import PREFERENCES, PREFERENCES_ANS, administrateurs, referent_of
from dossiers.referentiel.relance import Depuis, Pour
from dossiers.rules.parcours import HABILITES
from dossiers.rules.relance import Due, Sorte


class Destinataires:
    """The people of the companies of some dossiers, and of the ANS: each group is read when it is first asked for,
    once. Three queries at most, however many dossiers.
    """

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._editeurs = {dossier.editeur_id for dossier in dossiers}

    def of_due(self, dossier: Dossier, due: Due) -> list[Compte]:
        """The people of a rung. During the instruction the référent acts, then the administrators."""
        if due.relance.depuis is Depuis.INSTRUCTION and due.relance.pour is not Pour.PORTEUR:
            return self._willing(self._administrateurs, due.sorte)
        if due.relance.depuis is Depuis.INSTRUCTION or due.relance.pour is Pour.ANS:
            return self.referents(dossier, due.sorte)
        return self.membres(dossier, due.sorte, mandataires=due.relance.pour is Pour.MANDATAIRE)

    def membres(self, dossier: Dossier, sorte: Sorte, *, mandataires: bool = False) -> list[Compte]:
        """The active people of the company who want that kind of reminder; its mandataires alone, when it has some."""
        places = [p for p in self._places.get(dossier.editeur_id, []) if p.compte.is_active]
        if mandataires:
            legaux = [place for place in places if place.role == Appartenance.Role.MANDATAIRE]
            places = legaux or [place for place in places if place.role in HABILITES]
        return [place.compte for place in places if getattr(place, PREFERENCES[sorte])]

    def referents(self, dossier: Dossier, sorte: Sorte) -> list[Compte]:
        """The référent of the dossier, without one the administrators: those who want that kind of reminder."""
        referent = referent_of(dossier)
        return self._willing([referent] if referent else self._administrateurs, sorte)

    def reaches(self, compte: Compte, relance: Relance) -> bool:
        """Whether that person is still of those it is for: the référent or an administrator, or of the company; and
        willing. `relance` comes with its dossier and its référent.
        """
        sorte = Sorte(relance.sorte)
        if compte.est_ans:
            concerne = compte.role_ans == Compte.RoleAns.ADMINISTRATEUR or compte == referent_of(relance.dossier)
            return concerne and bool(self._willing([compte], sorte))
        places = self._places.get(relance.dossier.editeur_id, [])
        place = next((place for place in places if place.compte_id == compte.pk), None)
        return place is not None and (sorte not in PREFERENCES or getattr(place, PREFERENCES[sorte]))

    def _willing(self, comptes: Iterable[Compte], sorte: Sorte) -> list[Compte]:
        champ = PREFERENCES_ANS[sorte]
        return [c for c in comptes if c.pk not in self._preferences or getattr(self._preferences[c.pk], champ)]

    @cached_property
    def _places(self) -> dict[int, list[Appartenance]]:
        places: dict[int, list[Appartenance]] = {}
        lues = Appartenance.objects.filter(editeur__in=self._editeurs).select_related("compte").order_by("compte")
        for place in lues:
            places.setdefault(place.editeur_id, []).append(place)
        return places

    @cached_property
    def _administrateurs(self) -> list[Compte]:
        return administrateurs()

    @cached_property
    def _preferences(self) -> dict[int, Preference]:
        """Of the people of the ANS who have said something: a handful of rows."""
        return {preference.compte_id: preference for preference in Preference.objects.order_by("pk")}
