"""The history of a dossier in sentences: who did what, when. Each geste has its one-line template in `evenements/`."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse

from dossiers.models import Compte, Dossier, Evenement
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.dispositif import Dispositif
from dossiers.rules.jour import PARIS
from dossiers.rules.phrase import field_label
from dossiers.rules.transition import RAPPEL_RELECTURE, TRANSITIONS

LIMITE = 500
# Gestes with a template of their own, beyond those of the table; any other event gets `evenements/autre.html`.
SUS = (
    "creer",
    "lire",
    "relance",
    RAPPEL_RELECTURE,
    "virus_trouve",
    "virus_trouve_jointe",
    "ecarter_jointe",
    "rendre_jointe",
    "effacer_original",
    "effacer_jointe",
    "deplacer_echeance",
    "dispense_echue",
    "s_entrainer",
    "rendre_avis",
)
GABARITS = frozenset({transition.evenement for transition in TRANSITIONS} | set(SUS))
# One who fills in a form saves it ten times: told once a day.
GROUPES = ("repondre", "examiner")


@dataclass(frozen=True)
class LigneHistorique:
    """One sentence. `libelles`: what it was about; `recepisse`: the number of the receipt concerned, or "";
    `confie_a`: to whom a dossier was handed; `document`: the address of the decision it speaks of, or "".
    """

    geste: str
    etape: int
    par: Compte | None
    le: datetime
    donnees: dict
    libelles: tuple[str, ...] = ()
    recepisse: str = ""
    confie_a: Compte | None = None
    document: str = ""

    @property
    def gabarit(self) -> str:
        """The template of its sentence."""
        return f"evenements/{self.geste if self.geste in GABARITS else 'autre'}.html"

    @property
    def jusqu_a(self) -> date:
        """The day a quiet ends, the last of a waiver."""
        return date.fromisoformat(self.donnees["jusqu_a"])

    @property
    def avant(self) -> datetime | None:
        """What a limit that moved was."""
        return _moment(self.donnees["avant"])

    @property
    def apres(self) -> datetime | None:
        """What it became."""
        return _moment(self.donnees["apres"])

    @property
    def detail(self) -> str:
        """What it was about in a few words: three labels, and how many more."""
        dits, reste = self.libelles[:3], len(self.libelles) - 3
        suite = f" et {reste} autre{'s' * (reste > 1)}" if reste > 0 else ""
        return ", ".join(dits) + suite


def _moment(texte: str) -> datetime | None:
    return datetime.fromisoformat(texte).astimezone(PARIS) if texte else None


def historique_of(dossier: Dossier, sauf: Collection[str] = (), documents: str = "") -> tuple[LigneHistorique, ...]:
    """The history of a dossier, latest first, without the gestes `sauf`. One query, two once it was handed over.

    `documents`: the name of the address where the door that asks serves decisions.

    `dossier` comes with its `referentiel`.
    """
    dits = dossier.evenements.exclude(geste__in=sauf) if sauf else dossier.evenements
    derniers = list(dits.select_related("par").order_by("-rang")[:LIMITE])
    dispositif, recus = dispositif_of(dossier.referentiel), _received(derniers)
    lues = (replace(_read(e, dossier, dispositif, documents), confie_a=recus.get(e.donnees.get("a"))) for e in derniers)
    return tuple(_grouped(lues))


def referent_since(dossier: Dossier) -> datetime | None:
    """When its référent took it, or was handed it; None when they became so by deciding. One query."""
    pris = Q(geste="prendre", par=dossier.referent_id) | Q(geste="confier", donnees__a=dossier.referent_id)
    return dossier.evenements.filter(pris).order_by("-rang").values_list("le", flat=True).first()


def _received(evenements: Iterable[Evenement]) -> dict[int, Compte]:
    """The people to whom the dossier was handed; no query when it never was."""
    cles = {evenement.donnees.get("a") for evenement in evenements if evenement.geste == "confier"}
    return Compte.objects.in_bulk(cles) if cles else {}


def _read(evenement: Evenement, dossier: Dossier, dispositif: Dispositif, documents: str) -> LigneHistorique:
    donnees = evenement.donnees
    codes = donnees.get("codes") or [code for code in [donnees.get("exigence")] if code]
    tour = donnees.get("tour")
    return LigneHistorique(
        geste=evenement.geste,
        etape=evenement.etape,
        par=evenement.par,
        le=evenement.le,
        donnees=donnees,
        libelles=tuple(_label(dispositif, code) for code in codes),
        recepisse=f"{dossier.reference}-E{donnees.get('etape', evenement.etape)}-T{tour}" if tour else "",
        document=reverse(documents, args=[dossier.uuid, tour]) if documents and "document" in donnees else "",
    )


def _label(dispositif: Dispositif, code: str) -> str:
    """What a code is called, in the middle of a sentence."""
    return field_label(code, dispositif).rstrip(" \u00a0\u202f?")


def _grouped(lignes: Iterable[LigneHistorique]) -> Iterator[LigneHistorique]:
    """Lines that follow each other and say the same of the same person on the same day become one, at its last time."""
    en_cours: LigneHistorique | None = None
    for ligne in lignes:
        if en_cours and _same(en_cours, ligne):
            libelles = tuple(dict.fromkeys((*ligne.libelles, *en_cours.libelles)))
            en_cours = replace(en_cours, libelles=libelles)
            continue
        if en_cours:
            yield en_cours
        en_cours = ligne
    if en_cours:
        yield en_cours


def _same(une: LigneHistorique, autre: LigneHistorique) -> bool:
    if une.geste not in GROUPES:
        return False
    return _who_when(une) == _who_when(autre)


def _who_when(ligne: LigneHistorique) -> tuple:
    return ligne.geste, ligne.etape, ligne.par, ligne.recepisse, ligne.le.astimezone(PARIS).date()
