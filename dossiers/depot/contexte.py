"""What every page of one dossier shows: where it stands, what is next, the étapes."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from dossiers.models import Compte, Dossier
from dossiers.queries.perimetre import dossier_of, role_of
from dossiers.queries.situation import situation_of
from dossiers.referentiel.commun import Etape
from dossiers.rules.champ import answer_codes
from dossiers.rules.echeance import Limite, next_limite
from dossiers.rules.parcours import A_L_EDITEUR, ETAPE_ELIGIBILITE, ETAPES_SAISIES, Etat, Role
from dossiers.rules.phrase import field_label
from dossiers.rules.preparation import Preparation, prepare_etape
from dossiers.rules.situation import Situation


@dataclass(frozen=True)
class LigneEtape:
    """One étape of the parcours as the éditeur sees it."""

    etape: Etape
    etat: Etat
    url: str
    courante: bool


@dataclass(frozen=True)
class Contestation:
    """What the ANS asked to take up again: the requirement, its reason, and the id of the field to go to."""

    libelle: str
    motif: str
    ancre: str

    @property
    def code(self) -> str:
        """The code of the requirement."""
        return self.ancre.removeprefix("id_")


@dataclass(frozen=True)
class Vue:
    """Everything a page of a dossier shows. `preparation` is that of the current étape."""

    dossier: Dossier
    situation: Situation
    preparation: Preparation
    role: Role | None
    etapes: tuple[LigneEtape, ...]
    limite: Limite | None

    @property
    def liens(self) -> list[tuple[str, str]]:
        """The breadcrumb down to the dossier."""
        return [
            ("Mes dossiers", reverse("depot:portefeuille")),
            (f"Dossier n° {self.dossier.numero}", reverse("depot:dossier", args=[self.dossier.uuid])),
        ]

    @property
    def etape(self) -> Etape:
        return self.situation.dispositif.etape(self.situation.etape)

    @property
    def suivante(self) -> str:
        """The label of the étape after this one, empty at the last."""
        return next((ligne.etape.libelle for ligne in self.etapes if ligne.etape.numero == self.etape.numero + 1), "")

    @property
    def page_etape(self) -> str:
        """The address of the current étape."""
        return reverse("depot:etape", args=[self.dossier.uuid, self.situation.etape])

    @property
    def eligibilite(self) -> str:
        """The address of étape 2."""
        return reverse("depot:etape", args=[self.dossier.uuid, ETAPE_ELIGIBILITE])

    @property
    def vivante(self) -> bool:
        """True while someone is awaited: what is settled and the calendar then mean something."""
        return self.situation.etat in (*A_L_EDITEUR, Etat.SOUMISE)

    @property
    def contestes(self) -> list[Contestation]:
        """In the order of the form; each stays here once corrected, until it is sent again."""
        situation = self.situation
        reprises = [e for e in situation.dispositif.exigences_de(situation.etape) if e.code in situation.contestees]
        return [Contestation(e.libelle, situation.examens[e.code].motif, f"id_{e.code}") for e in reprises]

    @property
    def candidature(self) -> list[tuple[str, str]]:
        """What étape 1 holds, as (label, value)."""
        dispositif, dossier = self.situation.dispositif, self.dossier
        profils = ", ".join(p.libelle for p in dispositif.profils if p.code in dossier.profils)
        codes = answer_codes(dispositif, 1)
        donnees = [(field_label(code, dispositif), self.situation.reponses.get(code, "")) for code in codes]
        return [
            ("Offre", "avec financement (SONS)" if dossier.financement else "sans financement"),
            ("Composant Proxy e-santé", dossier.proxy or "aucun"),
            ("Profils", profils),
            *((libelle, valeur) for libelle, valeur in donnees if valeur),
        ]

    def is_open(self, numero: int) -> bool:
        """True for the étape that the éditeur fills in now."""
        return is_open(numero, self.situation.etape, self.situation.etat)


def is_open(numero: int, etape: int, etat: str) -> bool:
    """True when étape `numero` is the one the éditeur fills in now, the dossier being at `etape` in that state."""
    return numero == etape and numero in ETAPES_SAISIES and etat in A_L_EDITEUR


def read_vue(compte: Compte, uuid: UUID) -> Vue:
    """The view of one dossier for one person. Raises `Introuvable`."""
    dossier = dossier_of(compte, uuid)
    situation = situation_of(dossier, timezone.now())
    return Vue(
        dossier=dossier,
        situation=situation,
        preparation=prepare_etape(situation),
        role=role_of(compte, dossier.editeur_id),
        etapes=tuple(_etape_line(etape, situation, dossier) for etape in situation.dispositif.commun.etapes),
        limite=next_limite(situation),
    )


def _etape_line(etape: Etape, situation: Situation, dossier: Dossier) -> LigneEtape:
    etat = situation.etats.get(etape.numero, Etat.FERMEE)
    url = reverse("depot:etape", args=[dossier.uuid, etape.numero])
    return LigneEtape(etape, etat, url, etape.numero == situation.etape)
