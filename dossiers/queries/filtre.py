"""What a reviewer may ask of the queue: a tab, an order, filters; and the dossiers that answer."""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet

from dossiers.models import Compte, Dossier
from dossiers.queries.mot import words_of
from dossiers.queries.perimetre import dossiers_of, role_of
from dossiers.queries.relecture import to_read_again
from dossiers.rules.droit import require_droit
from dossiers.rules.parcours import EN_COURS, ETAPES_SAISIES

ANS, EDITEUR, TIERS = Dossier.Bloqueur.ANS.value, Dossier.Bloqueur.EDITEUR.value, ("cnda", "tiers")


class Vue(StrEnum):
    """The tabs of the queue: who must act."""

    MOI = "moi"
    EQUIPE = "equipe"
    RELECTURES = "relectures"
    EDITEUR = "editeur"
    TIERS = "tiers"
    TOUS = "tous"
    FORMATION = "formation"

    @property
    def libelle(self) -> str:
        return VUES[self]


VUES = {
    Vue.MOI: "Pour moi",
    Vue.EQUIPE: "Pour l’équipe",
    Vue.RELECTURES: "À relire",
    Vue.EDITEUR: "Chez l’éditeur",
    Vue.TIERS: "Chez un tiers",
    Vue.TOUS: "Tous",
    Vue.FORMATION: "Formation",
}


class Tri(StrEnum):
    """The orders of the queue, each along an index."""

    DUS = "dus"
    RECENTS = "recents"
    ANCIENS = "anciens"

    @property
    def champ(self) -> str:
        return "du_le" if self is Tri.DUS else "attente_le"


class Referent(StrEnum):
    """Whose dossiers."""

    MOI = "moi"
    PERSONNE = "personne"
    AUTRE = "autre"


@dataclass(frozen=True)
class Filtre:
    """What the reviewer wants to see. `doute`: True for what deserves a second look, False for what is clean."""

    vue: Vue = Vue.MOI
    q: str = ""
    couloir: str = ""
    dispositif: str = ""
    etape: int | None = None
    etat: str = ""
    referent: Referent | None = None
    doute: bool | None = None
    tri: Tri = Tri.DUS

    @property
    def affine(self) -> bool:
        """True when something beyond the tab narrows the list."""
        restes = (self.q, self.couloir, self.dispositif, self.etape, self.etat, self.referent)
        return any(restes) or self.doute is not None


def file_of(compte: Compte, filtre: Filtre) -> QuerySet[Dossier]:
    """The dossiers of a tab that match the filters, in no order. Raises `Interdit` for someone not of the ANS."""
    require_droit("voir_file", role_of(compte))
    dossiers = dossiers_of(compte).filter(_tab(filtre.vue, compte), _referent(filtre.referent, compte))
    dossiers = dossiers.filter(formation=filtre.vue is Vue.FORMATION)
    champs = ("couloir", "dispositif", "etape", "etat")
    exacts = {champ: valeur for champ in champs if (valeur := getattr(filtre, champ))}
    if filtre.doute is not None:
        exacts["douteux"] = filtre.doute
    return dossiers.filter(*words_of(filtre.q), **exacts)


def _tab(vue: Vue, compte: Compte) -> Q:
    return {
        Vue.MOI: Q(referent=compte, bloqueur=ANS),
        Vue.EQUIPE: Q(bloqueur=ANS),
        Vue.RELECTURES: Q(bloqueur=ANS) & to_read_again(compte),
        Vue.EDITEUR: Q(bloqueur=EDITEUR),
        Vue.TIERS: Q(bloqueur__in=TIERS),
        Vue.TOUS: Q(),
        Vue.FORMATION: Q(etat__in=sorted(etat.value for etat in EN_COURS), etape__in=sorted(ETAPES_SAISIES)),
    }[vue]


def _referent(referent: Referent | None, compte: Compte) -> Q:
    return {
        None: Q(),
        Referent.MOI: Q(referent=compte),
        Referent.PERSONNE: Q(referent=None),
        Referent.AUTRE: Q(referent__isnull=False) & ~Q(referent=compte),
    }[referent]
