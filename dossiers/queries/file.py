"""The reviewers' queue: what waits for the ANS, oldest first, by keyset pages that cost what they show."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.core import signing
from django.db.models import OuterRef, Q, QuerySet, Subquery

from dossiers.models import Compte, Dossier, Referentiel, Soumission
from dossiers.queries.perimetre import dossiers_of, role_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.rules.droit import require_droit
from dossiers.rules.parcours import EN_COURS, ETAPES_SAISIES, Etat
from dossiers.rules.situation import PARIS

PAGE = 25
PLAFOND = 1000
MOTS_MAX = 6
SEL = "dossiers.file"
# What people read and write: a reference (ABCD-EF01), or the number of a receipt (ABCD-EF01-E2-T1).
REFERENCE = re.compile(r"([0-9a-f]{4})-?([0-9a-f]{4})(?:-e\d-t\d+)?", re.IGNORECASE)
# Letters that count as one when searching: neither database folds the case of an accented letter everywhere.
PAREILLES = ("aàâäáã", "cç", "eéèêë", "iîïí", "oôöó", "uùûüú", "yÿ", "nñ", "'’")


class Vue(StrEnum):
    """The tabs of the queue."""

    A_INSTRUIRE = "a_instruire"
    MIENS = "miens"
    COMPLEMENTS = "complements"
    TOUS = "tous"
    FORMATION = "formation"

    @property
    def libelle(self) -> str:
        return VUES[self]


VUES = {
    Vue.A_INSTRUIRE: "À instruire",
    Vue.MIENS: "Les miens",
    Vue.COMPLEMENTS: "Compléments demandés",
    Vue.TOUS: "Tous",
    Vue.FORMATION: "Formation",
}


@dataclass(frozen=True)
class Filtre:
    """What the reviewer wants to see. `recents`: the latest first instead of the oldest."""

    vue: Vue = Vue.A_INSTRUIRE
    q: str = ""
    couloir: str = ""
    dispositif: str = ""
    etape: int | None = None
    recents: bool = False

    @property
    def affine(self) -> bool:
        """True when something beyond the tab narrows the list."""
        return bool(self.q or self.couloir or self.dispositif or self.etape)


@dataclass(frozen=True)
class LigneFile:
    """`tour`: how many times its étape was sent; `depuis`: how long it has been where it is, in words."""

    dossier: Dossier
    tour: int
    depuis: str


@dataclass(frozen=True)
class Page:
    """`precedente` and `suivante` are cursors, empty where the list ends. `total` stops at PLAFOND + 1."""

    lignes: tuple[LigneFile, ...]
    precedente: str
    suivante: str
    total: int

    @property
    def compte(self) -> str:
        """How many there are, in words."""
        if self.total > PLAFOND:
            return "plus de 1 000 dossiers"
        if not self.total:
            return "aucun dossier"
        return f"{self.total:,} dossier{'s' * (self.total > 1)}".replace(",", " ")


def file_of(compte: Compte, filtre: Filtre) -> QuerySet[Dossier]:
    """The dossiers of a tab that match the filters, in no order. Raises `Interdit` for someone not of the ANS."""
    require_droit("voir_file", role_of(compte))
    dossiers = dossiers_of(compte).filter(_tab(filtre.vue, compte), formation=filtre.vue is Vue.FORMATION)
    champs = {"couloir": filtre.couloir, "dispositif": filtre.dispositif, "etape": filtre.etape}
    dossiers = dossiers.filter(**{champ: valeur for champ, valeur in champs.items() if valeur})
    for mot in unicodedata.normalize("NFC", filtre.q).split()[:MOTS_MAX]:
        dossiers = dossiers.filter(_word(mot))
    return dossiers


def file_page(
    dossiers: QuerySet[Dossier],
    maintenant: datetime,
    *,
    apres: str = "",
    avant: str = "",
    recents: bool = False,
    taille: int = PAGE,
) -> Page:
    """One page after or before a cursor. A cursor that is not ours, or leads nowhere, shows the first page.

    Two queries: the rows, and their number up to PLAFOND + 1.
    """
    suite, retour = read_cursor(apres), read_cursor(avant)
    recule = retour is not None and suite is None
    repere = suite or retour
    trouves = list(_after(dossiers, repere, descend=recents != recule)[: taille + 1])
    if repere and not trouves:
        return file_page(dossiers, maintenant, recents=recents, taille=taille)
    lignes, reste = trouves[:taille], len(trouves) > taille
    if recule:
        lignes.reverse()
    return Page(
        lignes=tuple(LigneFile(d, d.tour or 0, since_words(d.attente_le, maintenant)) for d in lignes),
        precedente=write_cursor(lignes[0]) if lignes and (reste if recule else repere) else "",
        suivante=write_cursor(lignes[-1]) if lignes and (recule or reste) else "",
        total=dossiers.order_by().values("pk")[: PLAFOND + 1].count(),
    )


def next_in_file(compte: Compte, dossier: Dossier) -> Dossier | None:
    """The dossier to open after this one: the oldest that waits and that nobody else has taken, real or of training as
    this one is.
    """
    pareils = dossiers_of(compte).filter(formation=dossier.formation)
    libres = pareils.filter(Q(referent=None) | Q(referent=compte), etat=Etat.SOUMISE.value)
    suivants = libres.exclude(pk=dossier.pk).select_related("solution", "editeur")
    return suivants.order_by("attente_le", "pk").first()


def file_choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The couloirs and the dispositifs that were published: (code, label). Two queries."""
    publies = Referentiel.objects.order_by("libelle", "code", "version").values_list("code", "libelle", "couloir")
    dispositifs = {code: libelle for code, libelle, _ in publies}
    servis = {couloir for _, _, couloir in publies}
    dernier = Referentiel.objects.order_by("-publie_le", "-pk").first()
    couloirs = dispositif_of(dernier).commun.couloirs if dernier else ()
    return [(c.code, c.libelle) for c in couloirs if c.code in servis], list(dispositifs.items())


def since_words(le: datetime, maintenant: datetime) -> str:
    """« depuis 3 jours », counted in days of Paris."""
    jours = (maintenant.astimezone(PARIS).date() - le.astimezone(PARIS).date()).days
    if jours <= 0:
        return "depuis aujourd’hui"
    return "depuis hier" if jours == 1 else f"depuis {jours} jours"


def write_cursor(dossier: Dossier) -> str:
    """Where a row stands in the queue, signed: nobody makes one up."""
    return signing.dumps([dossier.attente_le.isoformat(), dossier.pk], salt=SEL)


def read_cursor(texte: str) -> tuple[datetime, int] | None:
    """The moment and row a cursor stands for; None when it is empty or was tampered with."""
    try:
        instant, pk = signing.loads(texte, salt=SEL)
    except signing.BadSignature:
        return None
    return datetime.fromisoformat(instant), pk


def _tab(vue: Vue, compte: Compte) -> Q:
    if vue is Vue.A_INSTRUIRE:
        return Q(etat=Etat.SOUMISE.value)
    if vue is Vue.COMPLEMENTS:
        return Q(etat=Etat.COMPLEMENTS.value)
    en_cours = Q(etat__in=sorted(etat.value for etat in EN_COURS), etape__in=sorted(ETAPES_SAISIES))
    if vue is Vue.MIENS:
        return en_cours & Q(referent=compte)
    if vue is Vue.FORMATION:
        return en_cours
    return Q()


def _after(dossiers: QuerySet[Dossier], repere: tuple[datetime, int] | None, descend: bool) -> QuerySet[Dossier]:
    sens, ordre = ("lt", "-") if descend else ("gt", "")
    if repere:
        le, pk = repere
        dossiers = dossiers.filter(Q(**{f"attente_le__{sens}": le}) | Q(attente_le=le, **{f"pk__{sens}": pk}))
    tours = Soumission.objects.filter(dossier=OuterRef("pk"), etape=OuterRef("etape")).order_by("-tour")
    lus = dossiers.select_related("editeur", "solution", "referentiel", "referent")
    lus = lus.defer("referentiel__commun", "referentiel__texte").annotate(tour=Subquery(tours.values("tour")[:1]))
    return lus.order_by(f"{ordre}attente_le", f"{ordre}pk")


def _word(mot: str) -> Q:
    """A word of the search: part of a name, of a number, or the whole of a reference."""
    motif = "".join(_letter(lettre) for lettre in mot)
    trouve = Q(editeur__raison_sociale__iregex=motif) | Q(solution__nom__iregex=motif)
    for champ in ("editeur__siren", "solution__version_majeure", "nie", "nil"):
        trouve |= Q(**{f"{champ}__icontains": mot})
    for debut, fin in _references(mot):
        trouve |= Q(uuid__gte=debut, uuid__lte=fin)
    return trouve


def _letter(lettre: str) -> str:
    pareilles = next((groupe for groupe in PAREILLES if lettre.lower() in groupe), "")
    return f"[{pareilles}{pareilles.upper()}]" if pareilles else re.escape(lettre)


def _references(mot: str) -> Iterator[tuple[UUID, UUID]]:
    lue = REFERENCE.fullmatch(mot)
    if lue:
        debut = f"{lue[1]}{lue[2]}"
        yield UUID(debut.ljust(32, "0")), UUID(debut.ljust(32, "f"))
