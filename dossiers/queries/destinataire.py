"""Who is written to: the people of companies, the référent, the administrators, each for the kinds they want."""

from collections.abc import Iterable
from functools import cached_property

from dossiers.models import Appartenance, Compte, Dossier, Preference, Relance
from dossiers.queries.equipe import reviewers
from dossiers.queries.relance import PREFERENCES, PREFERENCES_ANS, administrateurs, referent_of
from dossiers.referentiel.relance import Depuis, Pour
from dossiers.rules.parcours import HABILITES
from dossiers.rules.relance import Due, Sorte
from dossiers.rules.relecture import Lectures, may_read


class Destinataires:
    """The people of the companies of some dossiers, and of the ANS: each group is read when it is first asked for,
    once. Four queries at most, however many dossiers.
    """

    def __init__(self, dossiers: Iterable[Dossier]) -> None:
        self._editeurs = {dossier.editeur_id for dossier in dossiers}

    def of_due(self, dossier: Dossier, due: Due) -> list[Compte]:
        """The people of a rung. During the instruction the référent acts, then the administrators; those who may read a
        decision that waits for a reader.
        """
        if due.lectures:
            return self._willing(self._relecteurs_of(dossier, due.lectures, due.relance.pour), due.sorte)
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
            return (concerne or sorte is Sorte.RELECTURE) and bool(self._willing([compte], sorte))
        places = self._places.get(relance.dossier.editeur_id, [])
        place = next((place for place in places if place.compte_id == compte.pk), None)
        return place is not None and (sorte not in PREFERENCES or getattr(place, PREFERENCES[sorte]))

    def _relecteurs_of(self, dossier: Dossier, lectures: Lectures, pour: Pour) -> list[Compte]:
        """The référent unless they proposed, with the two readers once they disagree; else every reviewer who may read,
        and the administrators where there is none. The administrators at the last rung.
        """
        admis = [compte for compte in self._relecteurs if may_read(compte.pk, lectures)]
        admins = [compte for compte in admis if compte.role_ans == Compte.RoleAns.ADMINISTRATEUR]
        if pour is Pour.ANS:
            return admins
        proches = {dossier.referent_id} | (lectures.lecteurs if lectures.second else frozenset())
        designes = [compte for compte in admis if compte.pk in proches]
        return designes or [compte for compte in admis if compte not in admins] or admins

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
    def _relecteurs(self) -> list[Compte]:
        """In the order in which they are written to, everywhere the same."""
        return sorted(reviewers(), key=lambda compte: compte.pk)

    @cached_property
    def _preferences(self) -> dict[int, Preference]:
        """Of the people of the ANS who have said something: a handful of rows."""
        return {preference.compte_id: preference for preference in Preference.objects.order_by("pk")}
