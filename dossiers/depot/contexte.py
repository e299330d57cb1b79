"""What every page of one dossier shows: where it stands, what is next, the étapes."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from dossiers.models import Compte, Dossier
from dossiers.queries.perimetre import dossier_of, role_of
from dossiers.queries.situation import situation_of
from dossiers.referentiel.commun import Etape
from dossiers.rules.echeance import Limite, next_limite
from dossiers.rules.parcours import ETAPE_ELIGIBILITE, Etat, Role
from dossiers.rules.preparation import Preparation, prepare_etape
from dossiers.rules.situation import Situation

TONS = {
    Etat.FERMEE: "neutre",
    Etat.OUVERTE: "new",
    Etat.SOUMISE: "info",
    Etat.COMPLEMENTS: "warning",
    Etat.VALIDEE: "success",
    Etat.REFUSEE: "error",
    Etat.RETIREE: "neutre",
}


@dataclass(frozen=True)
class LigneEtape:
    """One étape of the parcours as the éditeur sees it."""

    etape: Etape
    etat: Etat
    ton: str
    url: str
    courante: bool


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
            (f"Dossier n° {self.dossier.numero}", reverse("depot:dossier", args=[self.dossier.uuid])),
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
        return reverse("depot:etape", args=[self.dossier.uuid, ETAPE_ELIGIBILITE])


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
    return LigneEtape(etape, etat, TONS[etat], url, etape.numero == situation.etape)
