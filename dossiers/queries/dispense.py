"""The waivers: those of a dossier, the dossiers one reaches, the list of them all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from uuid import UUID

from django.db.models import Q, QuerySet

from dossiers.models import Compte, Dispense, Dossier
from dossiers.queries.perimetre import Introuvable, role_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.referentiel.commun import Etape
from dossiers.rules import dispense as rules
from dossiers.rules.droit import require_droit
from dossiers.rules.exigence import Valeur, Verdict
from dossiers.rules.parcours import EN_COURS
from dossiers.rules.phrase import field_label
from dossiers.rules.situation import Situation

PAGE = 50
COMPLETE = ("editeur", "solution__editeur", "dossier", "accordee_par", "levee_par")
ORIGINE = ("origine__editeur", "origine__solution", "origine__referentiel")


class Vue(StrEnum):
    """The tabs of the list."""

    EN_VIGUEUR = "en_vigueur"
    BIENTOT = "bientot"
    TERMINEES = "terminees"

    @property
    def libelle(self) -> str:
        return VUES[self]


VUES = {Vue.EN_VIGUEUR: "En vigueur", Vue.BIENTOT: "Bientôt à leur terme", Vue.TERMINEES: "Échues ou levées"}


@dataclass(frozen=True)
class LigneDispense:
    """One of the list. `libelle`: what is waived; `qui`: whom it is for."""

    dispense: Dispense
    libelle: str
    qui: str
    en_vigueur: bool


@dataclass(frozen=True)
class EtapeDispensable:
    """An étape with what may be waived of it: (verdict, the waiver that holds if any). `passee`: it is validated, and
    nothing is waived there any more.
    """

    etape: Etape
    lignes: tuple[tuple[Verdict, Dispense | None], ...]
    passee: bool


@dataclass(frozen=True)
class PageDispenses:
    """`suite`: the key to go on from, None where the list ends."""

    lignes: tuple[LigneDispense, ...]
    suite: int | None


def all_dispenses(dossiers: Collection[Dossier]) -> dict[int, tuple[rules.Dispense, ...]]:
    """All the waivers ever granted to each dossier, through its solution or its company too. One query."""
    lues = sorted(_rows(dossiers).order_by(), key=attrgetter("le", "pk"))
    return {d.pk: tuple(as_rules(dispense) for dispense in lues if _reaches(dispense, d)) for d in dossiers}


def as_rules(d: Dispense) -> rules.Dispense:
    """A row as the rules see it."""
    return rules.Dispense(d.exigence, d.motif, str(d.accordee_par), d.le, d.expire_le, d.levee_le, d.portee)


def scope_of(portee: rules.Portee, dossier: Dossier) -> dict[str, object]:
    """The columns that say for whom: exactly one."""
    objets = {
        rules.Portee.DOSSIER: dossier,
        rules.Portee.SOLUTION: dossier.solution,
        rules.Portee.EDITEUR: dossier.editeur,
    }
    return {portee.value: objets[portee]}


def etape_of(exigence: str, dossier: Dossier) -> int:
    """The étape at which this dossier is asked that. Raises `KeyError` when its référentiel knows nothing of it."""
    return dispositif_of(dossier.referentiel).exigence(exigence).etape


def reached_dossiers(portee: rules.Portee, dossier: Dossier, exigence: str) -> QuerySet[Dossier]:
    """The dossiers under way that a waiver of that scope, granted from this one, changes: those whose étape of that
    requirement is not behind them.
    """
    return open_dossiers(portee, dossier).filter(etape__lte=etape_of(exigence, dossier))


def passed_dossiers(portee: rules.Portee, dossier: Dossier, exigence: str) -> QuerySet[Dossier]:
    """Those under way that it leaves as they are: that étape is validated."""
    return open_dossiers(portee, dossier).filter(etape__gt=etape_of(exigence, dossier))


def open_dossiers(portee: rules.Portee, dossier: Dossier) -> QuerySet[Dossier]:
    """The dossiers under way of that scope, seen from this one."""
    siens = Dossier.objects.filter(etat__in=[etat.value for etat in EN_COURS], formation=dossier.formation)
    if portee is rules.Portee.DOSSIER:
        return siens.filter(pk=dossier.pk).order_by("pk")
    champ = {rules.Portee.SOLUTION: "solution", rules.Portee.EDITEUR: "editeur"}[portee]
    return siens.filter(**{champ: getattr(dossier, f"{champ}_id")}).order_by("pk")


def dispense_of(compte: Compte, uuid: UUID) -> Dispense:
    """One waiver, with what a page needs of it. Raises `Introuvable`, `Interdit` for someone not of the ANS."""
    require_droit("voir_pilotage", role_of(compte))
    trouvee = Dispense.objects.select_related(*COMPLETE, *ORIGINE).filter(uuid=uuid).first()
    if trouvee is None:
        raise Introuvable("Cette dispense n’existe pas.")
    return trouvee


def dispenses_page(compte: Compte, vue: Vue, le: datetime, apres: int | None = None) -> PageDispenses:
    """The list of a tab, the latest granted first, by pages; not those of training. Two queries.

    Raises `Interdit` for someone who is not of the ANS.
    """
    require_droit("voir_pilotage", role_of(compte))
    lues = Dispense.objects.filter(_tab(vue, le), origine__formation=False).select_related(*COMPLETE, *ORIGINE)
    if apres is not None:
        lues = lues.filter(pk__lt=apres)
    trouvees = list(lues.order_by("-pk")[: PAGE + 1])
    lignes = tuple(_line(dispense, le) for dispense in trouvees[:PAGE])
    return PageDispenses(lignes, lignes[-1].dispense.pk if len(trouvees) > PAGE else None)


def due_dispenses(le: datetime) -> QuerySet[Dispense]:
    """Those whose term has come, and that nobody has noted yet."""
    return _running().filter(expire_le__lte=le).order_by("expire_le", "pk")


def ending_dispenses(le: datetime, avant: datetime) -> QuerySet[Dispense]:
    """Those whose term comes before that moment, of which nobody was told."""
    proches = _running().filter(expire_le__gt=le, expire_le__lte=avant, prevenue_le=None, origine__formation=False)
    return proches.order_by("expire_le", "pk")


def _running() -> QuerySet[Dispense]:
    return Dispense.objects.filter(levee_le=None, echue_le=None, expire_le__isnull=False)


def _tab(vue: Vue, le: datetime) -> Q:
    tenue = Q(levee_le=None) & (Q(expire_le=None) | Q(expire_le__gt=le))
    if vue is Vue.EN_VIGUEUR:
        return tenue
    return tenue & Q(expire_le__lte=le + rules.DELAI_PREAVIS) if vue is Vue.BIENTOT else ~tenue


def _line(dispense: Dispense, le: datetime) -> LigneDispense:
    return LigneDispense(dispense, label_of(dispense), whom(dispense), as_rules(dispense).holds(le))


def changes_any(dispense: Dispense) -> bool:
    """Whether an open dossier that it reaches is not past that étape: elsewhere, nothing is asked. One query."""
    return reached_dossiers(dispense.portee, dispense.origine, dispense.exigence).exists()


def asks_again(dispense: Dispense) -> bool:
    """Whether its term asks anything of anyone: a dossier that it changes, and no waiver as wide that goes on. Two
    queries.
    """
    return changes_any(dispense) and not _others(dispense).exists()


def _others(dispense: Dispense) -> QuerySet[Dispense]:
    """Those that hold past its term, over all that it reaches."""
    origine, portee = dispense.origine, dispense.portee
    siennes = Q(editeur=origine.editeur_id)
    if portee is not rules.Portee.EDITEUR:
        siennes |= Q(solution=origine.solution_id)
    if portee is rules.Portee.DOSSIER:
        siennes |= Q(dossier=origine.pk)
    fin = dispense.expire_le
    tenues = Dispense.objects.filter(siennes, exigence=dispense.exigence, levee_le=None, le__lte=fin)
    return tenues.filter(Q(expire_le=None) | Q(expire_le__gt=fin)).exclude(pk=dispense.pk).order_by()


def label_of(dispense: Dispense) -> str:
    """What is waived, in the words of the dossier it was granted from."""
    return field_label(dispense.exigence, dispositif_of(dispense.origine.referentiel))


def whom(dispense: Dispense) -> str:
    """For whom it is granted, named."""
    origine = dispense.origine
    if dispense.portee is rules.Portee.DOSSIER:
        return f"dossier {origine.reference}, {origine.solution} ({origine.editeur})"
    if dispense.portee is rules.Portee.SOLUTION:
        return f"{origine.solution} ({origine.editeur}), tous ses dossiers"
    return f"{origine.editeur}, tous ses dossiers"


def exigences_dispensables(dossier: Dossier, situation: Situation) -> list[EtapeDispensable]:
    """The requirements of each étape that are, or may be, asked of this dossier; with the waiver that holds."""
    tenues = {d.exigence: d for d in _rows([dossier]).order_by("pk") if as_rules(d).holds(situation.le)}
    return [
        EtapeDispensable(
            etape,
            tuple((v, tenues.get(v.exigence.code)) for v in verdicts),
            rules.is_past(etape.numero, situation.etape),
        )
        for etape in situation.dispositif.commun.etapes
        if (verdicts := [v for v in situation.verdicts(etape.numero) if v.valeur is not Valeur.NON])
    ]


def _rows(dossiers: Collection[Dossier]) -> QuerySet[Dispense]:
    """All that reach one of the dossiers: its own, its solution's, its company's."""
    solutions, editeurs = {d.solution_id for d in dossiers}, {d.editeur_id for d in dossiers}
    siennes = Q(dossier__in=[d.pk for d in dossiers]) | Q(solution__in=solutions) | Q(editeur__in=editeurs)
    return Dispense.objects.filter(siennes).select_related("accordee_par")


def _reaches(dispense: Dispense, dossier: Dossier) -> bool:
    """Of these scopes exactly one is filled."""
    return (
        dossier.pk == dispense.dossier_id
        or dossier.solution_id == dispense.solution_id
        or (dossier.editeur_id == dispense.editeur_id)
    )
