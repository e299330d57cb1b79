"""The reviewers' queue: who must act on what, what is due first, by keyset pages that cost what they show."""

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from dossiers.models import Compte, Dossier, Referentiel, Soumission
from dossiers.queries.filtre import ANS, Filtre, Tri, Vue, file_of
from dossiers.queries.perimetre import dossiers_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.queries.relecture import held_back, waiting_for_others
from dossiers.queries.verrou import unlocked_for
from dossiers.rules.doute import Doute, read_doutes
from dossiers.rules.jour import PARIS, hour_words
from dossiers.rules.priorite import JAMAIS
from dossiers.rules.verrou import Prise, is_held

PAGE = 25
PLAFOND = 1000
SEL = "dossiers.file"


@dataclass(frozen=True)
class LigneFile:
    """`tour`: how many times its étape was sent; `depuis`: how long it has been where it is, `du`: by when it is to be
    handled, both in words; `prise`: who is on it now.
    """

    dossier: Dossier
    tour: int
    depuis: str
    du: str
    en_retard: bool
    doutes: tuple[Doute, ...]
    prise: Prise | None

    @property
    def prise_depuis(self) -> str:
        """« 10 h 32 »."""
        return hour_words(self.prise.depuis) if self.prise else ""


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
        return f"{short_count(self.total)} dossier{'s' * (self.total > 1)}"


def file_page(
    dossiers: QuerySet[Dossier],
    maintenant: datetime,
    *,
    apres: str = "",
    avant: str = "",
    tri: Tri = Tri.DUS,
    taille: int = PAGE,
) -> Page:
    """One page after or before a cursor. A cursor that is not ours, or leads nowhere, shows the first page.

    Two queries: the rows, and their number up to PLAFOND + 1.
    """
    suite, retour = read_cursor(apres, tri), read_cursor(avant, tri)
    recule = retour is not None and suite is None
    repere = suite or retour
    trouves = list(_complete(walk(dossiers, tri, repere, recule=recule))[: taille + 1])
    if repere and not trouves:
        return file_page(dossiers, maintenant, tri=tri, taille=taille)
    lignes, reste = trouves[:taille], len(trouves) > taille
    if recule:
        lignes.reverse()
    return Page(
        lignes=tuple(_line(dossier, maintenant) for dossier in lignes),
        precedente=write_cursor(lignes[0], tri) if lignes and (reste if recule else repere) else "",
        suivante=write_cursor(lignes[-1], tri) if lignes and (recule or reste) else "",
        total=bounded_count(dossiers),
    )


def tab_counts(compte: Compte) -> dict[Vue, str]:
    """How many dossiers each tab holds, filters apart: exact up to 1,000. One query a tab."""
    return {vue: short_count(bounded_count(file_of(compte, Filtre(vue=vue)))) for vue in Vue}


def next_in_file(
    compte: Compte, dossier: Dossier, *, filtre: Filtre | None = None, le: datetime | None = None
) -> Dossier | None:
    """The dossier to open after this one, that nobody else is on: what follows it in the list of `filtre`, else the
    first of that list. Without a filter: what waits for the ANS, and that nobody else has taken.

    One query, two at the end of the list. `dossier` is where it stood when it was read: ask before deciding on it.
    """
    return _neighbour(compte, dossier, filtre, le, recule=False) or _first(compte, dossier, filtre, le)


def previous_in_file(
    compte: Compte, dossier: Dossier, *, filtre: Filtre | None = None, le: datetime | None = None
) -> Dossier | None:
    """The one before it in the same list; None for the first."""
    return _neighbour(compte, dossier, filtre, le, recule=True)


def walk(
    dossiers: QuerySet[Dossier], tri: Tri, repere: tuple[datetime, int] | None = None, *, recule: bool = False
) -> QuerySet[Dossier]:
    """The dossiers in that order, after a mark; before it, the nearest first, with `recule`."""
    descend = (tri is Tri.RECENTS) != recule
    sens, signe = ("lt", "-") if descend else ("gt", "")
    if repere:
        le, pk = repere
        # The first condition says nothing more, and gives the databases where to start on the index.
        borne = Q(**{f"{tri.champ}__{sens}e": le})
        dossiers = dossiers.filter(borne, Q(**{f"{tri.champ}__{sens}": le}) | Q(**{f"pk__{sens}": pk}))
    return dossiers.order_by(f"{signe}{tri.champ}", f"{signe}pk")


def file_choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The couloirs and the dispositifs that were published: (code, label). Two queries."""
    publies = Referentiel.objects.order_by("libelle", "code", "version").values_list("code", "libelle", "couloir")
    dispositifs = {code: libelle for code, libelle, _ in publies}
    servis = {couloir for _, _, couloir in publies}
    dernier = Referentiel.objects.order_by("-publie_le", "-pk").first()
    couloirs = dispositif_of(dernier).commun.couloirs if dernier else ()
    return [(c.code, c.libelle) for c in couloirs if c.code in servis], list(dispositifs.items())


def bounded_count(dossiers: QuerySet[Dossier]) -> int:
    """How many there are, PLAFOND + 1 at the most."""
    return dossiers.order_by().values("pk")[: PLAFOND + 1].count()


def short_count(nombre: int) -> str:
    """« 12 », « plus de 1 000 »."""
    return "plus de 1 000" if nombre > PLAFOND else f"{nombre:,}".replace(",", "\u202f")


def since_words(le: datetime, maintenant: datetime) -> str:
    """« depuis 3 jours », counted in days of Paris."""
    jours = _days(le, maintenant)
    if jours <= 0:
        return "depuis aujourd’hui"
    return "depuis hier" if jours == 1 else f"depuis {jours} jours"


def due_words(le: datetime, maintenant: datetime) -> str:
    """« dans 3 jours », « en retard de 2 jours », counted in days of Paris; empty when nothing is due."""
    if le >= JAMAIS:
        return ""
    jours = _days(maintenant, le)
    if jours < 0:
        return f"en retard de {-jours} jour{'s' * (jours < -1)}"
    return ("aujourd’hui", "demain")[jours] if jours < 2 else f"dans {jours} jours"


def write_cursor(dossier: Dossier, tri: Tri = Tri.DUS) -> str:
    """Where a row stands in the queue, signed: nobody makes one up."""
    return signing.dumps([tri.champ, getattr(dossier, tri.champ).isoformat(), dossier.pk], salt=SEL)


def read_cursor(texte: str, tri: Tri = Tri.DUS) -> tuple[datetime, int] | None:
    """The moment and row a cursor stands for; None when it is empty, of another order, or was tampered with."""
    try:
        champ, instant, pk = signing.loads(texte, salt=SEL)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (datetime.fromisoformat(instant), pk) if champ == tri.champ else None


def _complete(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Each with what its row shows, in the same query."""
    tours = Soumission.objects.filter(dossier=OuterRef("pk"), etape=OuterRef("etape")).order_by("-tour")
    lus = dossiers.select_related("editeur", "solution", "referentiel", "referent", "verrou__par")
    lus = lus.defer("referentiel__commun", "referentiel__texte").annotate(tour=Subquery(tours.values("tour")[:1]))
    return lus.annotate(relecture=Exists(held_back().filter(soumission__dossier=OuterRef("pk"))))


def _line(dossier: Dossier, maintenant: datetime) -> LigneFile:
    verrou = getattr(dossier, "verrou", None)
    prise = verrou.prise if verrou else None
    return LigneFile(
        dossier=dossier,
        tour=dossier.tour or 0,
        depuis=since_words(dossier.attente_le, maintenant),
        du=due_words(dossier.du_le, maintenant),
        en_retard=dossier.du_le < maintenant,
        doutes=read_doutes(dossier.doutes),
        prise=prise if is_held(prise, maintenant) else None,
    )


def _neighbour(
    compte: Compte, dossier: Dossier, filtre: Filtre | None, le: datetime | None, *, recule: bool
) -> Dossier | None:
    tri = filtre.tri if filtre else Tri.DUS
    repere = getattr(dossier, tri.champ), dossier.pk
    return walk(_open_to(compte, dossier, filtre, le), tri, repere, recule=recule).first()


def _first(compte: Compte, dossier: Dossier, filtre: Filtre | None, le: datetime | None) -> Dossier | None:
    tri = filtre.tri if filtre else Tri.DUS
    return walk(_open_to(compte, dossier, filtre, le).exclude(pk=dossier.pk), tri).first()


def _open_to(compte: Compte, dossier: Dossier, filtre: Filtre | None, le: datetime | None) -> QuerySet[Dossier]:
    """The list one walks along, without what somebody else is on. Without a filter: real, or of training, as `dossier`
    is.
    """
    if filtre is None:
        pareils = dossiers_of(compte).filter(formation=dossier.formation)
        attendus = pareils.filter(Q(referent=None) | Q(referent=compte), bloqueur=ANS)
    else:
        attendus = file_of(compte, filtre)
    attendus = attendus.exclude(waiting_for_others(compte))
    return attendus.filter(unlocked_for(compte, le or timezone.now())).select_related("solution", "editeur")


def _days(du: datetime, au: datetime) -> int:
    return (au.astimezone(PARIS).date() - du.astimezone(PARIS).date()).days
