"""One dossier of a digest: why now, what is missing and where to mend it, by when, what happens otherwise."""

from dataclasses import dataclass, replace
from datetime import datetime

from dossiers.models import Dossier
from dossiers.queries.adresse import absolute_url
from dossiers.queries.prevision import point_label
from dossiers.queries.recapitulatif import Bloc
from dossiers.referentiel.commun import Etape
from dossiers.referentiel.dispositif import Dispositif
from dossiers.referentiel.exigence import Porteur
from dossiers.rules.calendrier import day_of
from dossiers.rules.echeance import Limite
from dossiers.rules.jour import PARIS
from dossiers.rules.ligne import Ligne
from dossiers.rules.parcours import A_L_EDITEUR
from dossiers.rules.relance import Sorte

ETAPE_CHARTE = 1
DEPLACEMENT = "deplacer_echeance"
EN_INTERNE = "l’ANS"
# Who must act for a point to be settled, said to the éditeur.
QUI = {
    Porteur.EDITEUR: "C’est à votre entreprise d’agir.",
    Porteur.CNDA: "Le CNDA doit se prononcer : suivez votre demande depuis votre espace personnel CNDA.",
    Porteur.TIERS: "L’éditeur de la solution tierce doit vous répondre : sollicitez-le.",
    Porteur.ANS: "L’ANS doit se prononcer.",
}


@dataclass(frozen=True)
class Point:
    """One thing to do: what, why or how, who must act, the address of the very field, and that of the help on it."""

    libelle: str
    phrase: str
    qui: str
    lien: str
    aide: str = ""


@dataclass(frozen=True)
class Changement:
    """A limit that moved; `avant` or `apres` None: it was added or taken away."""

    libelle: str
    avant: datetime | None
    apres: datetime | None


@dataclass(frozen=True)
class Section:
    """What a digest says of one dossier: why now, what is missing, by when, what happens otherwise.

    `seulement_dates`: it is told of limits that moved, and nobody is reminded of anything.
    """

    dossier: Dossier
    dispositif: Dispositif
    etape: Etape
    lien: str
    pourquoi: str
    suite: str
    manuelle: bool
    seulement_dates: bool
    changements: list[Changement]
    points: list[Point]
    limite: Limite | None
    depuis: datetime
    jours: int


def section_of(bloc: Bloc, le: datetime) -> Section:
    """What a digest says of one dossier, to its company."""
    dossier, situation = bloc.dossier, bloc.situation
    depuis = max(dossier.activite_le, dossier.attente_le)
    points = [_point(bloc, ligne) for ligne in bloc.preparation.bloquantes] or [_last_act(bloc)]
    return Section(
        dossier=dossier,
        dispositif=situation.dispositif,
        etape=situation.dispositif.etape(situation.etape),
        lien=absolute_url("depot:dossier", dossier.uuid),
        pourquoi=bloc.echelon.texte if bloc.echelon else "",
        suite=bloc.echelon.suite if bloc.echelon else "",
        manuelle=any(relance.par_id for relance in bloc.relances),
        seulement_dates=bloc.seulement_dates,
        changements=changes_of(bloc),
        points=points if situation.etat in A_L_EDITEUR else [],
        limite=bloc.limite,
        depuis=depuis,
        jours=(day_of(le) - day_of(depuis)).days,
    )


def ans_section_of(bloc: Bloc, le: datetime) -> Section:
    """The same to the ANS: no link to the éditeur's fields, nor the sentences, which quote its draft."""
    lien = absolute_url("instruction:dossier", bloc.dossier.uuid)
    section = replace(section_of(bloc, le), points=_ans_points(bloc), lien=lien)
    if bloc.sortes != {Sorte.RELECTURE}:
        return section
    depuis = bloc.situation.lectures.depuis
    return replace(section, depuis=depuis, jours=(day_of(le) - day_of(depuis)).days)


def changes_of(bloc: Bloc) -> list[Changement]:
    """The limits that moved, of which this digest tells: what they were, what they are."""
    codes = {(r.code, r.echelon) for r in bloc.relances if r.sorte == Sorte.CALENDRIER}
    if not codes:
        return []
    deplaces = bloc.dossier.evenements.filter(geste=DEPLACEMENT).order_by("rang").values_list("donnees", flat=True)
    return [
        Changement(d["libelle"], _moment(d["avant"]), _moment(d["apres"]))
        for d in deplaces
        if (d["code"], d["echelon"]) in codes
    ]


def help_url(dossier: Dossier, code: str) -> str:
    """The help on one requirement, for this dossier."""
    return absolute_url("aide:exigence_dossier", dossier.uuid, code)


def _moment(texte: str) -> datetime | None:
    return datetime.fromisoformat(texte).astimezone(PARIS) if texte else None


def _ans_points(bloc: Bloc) -> list[Point]:
    if bloc.situation.etat not in A_L_EDITEUR:
        lectures = dict.fromkeys(r.code for r in bloc.relances if r.sorte == Sorte.RELECTURE)
        return [Point(point_label(code, bloc.dossier), "", EN_INTERNE, "") for code in lectures]
    return [Point(ligne.libelle, "", ligne.porteur.libelle, "") for ligne in bloc.preparation.bloquantes]


def _point(bloc: Bloc, ligne: Ligne) -> Point:
    champ, aide = _field_of(bloc, ligne.ancre), help_url(bloc.dossier, ligne.code)
    return Point(ligne.libelle, ligne.phrase, QUI[ligne.porteur], champ, aide)


def _last_act(bloc: Bloc) -> Point:
    """What remains when nothing is missing: at étape 1 the charte, afterwards the sending itself."""
    if bloc.situation.etape == ETAPE_CHARTE:
        qui = "Une personne habilitée à engager l’entreprise doit agir : mandataire ou représentant."
        phrase = "Son acceptation ouvre l’étape 2, où se déposent les numéros et la preuve demandés."
        return Point("Accepter la charte de référencement Ségur", phrase, qui, _field_of(bloc, "id_acceptee"))
    phrase = "Tout ce qui est demandé est là : relisez le dossier, puis envoyez-le."
    libelle = f"Envoyer l’étape {bloc.situation.etape} à l’ANS"
    return Point(libelle, phrase, QUI[Porteur.EDITEUR], _field_of(bloc, ""))


def _field_of(bloc: Bloc, ancre: str) -> str:
    return absolute_url("depot:etape", bloc.dossier.uuid, bloc.situation.etape, ancre=ancre)
