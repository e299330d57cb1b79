"""The dashboard of the ANS: a few counts, grouped by the database. What it costs in queries does not depend on rows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Case, CharField, Count, F, IntegerField, QuerySet, Value, When
from django.db.models.functions import Least, TruncWeek

from dossiers.models import Compte, Dossier, Relance, Soumission
from dossiers.queries.perimetre import dossiers_of, role_of
from dossiers.rules.droit import require_droit
from dossiers.rules.jour import PARIS
from dossiers.rules.parcours import EN_COURS, ETAPES_SAISIES, Etat

SEMAINES = 12
# The median is that of the latest decisions: enough to be true, few enough to be cheap.
DECISIONS_LUES = 1000
# How long a dossier has been where it is: (code, label, from how many days).
ATTENTES = (
    ("semaine", "Moins de 8 jours", 0),
    ("mois", "De 8 à 30 jours", 8),
    ("trimestre", "De 31 à 90 jours", 31),
    ("au_dela", "Plus de 90 jours", 91),
)
# What an éditeur has left to do: at étape 1 the charte, at étape 2 so many points.
CHARTE = "charte"
MANQUES = {
    CHARTE: "La charte à accepter",
    0: "Rien : reste à envoyer",
    1: "Un point",
    2: "Deux points",
    3: "Trois points et plus",
}
MANQUES_MAX = 3
BLOQUEURS = {"editeur": "L’éditeur", "cnda": "Le CNDA", "tiers": "L’éditeur tiers", "ans": "L’ANS"}
# What a dossier past the étapes filled in here is counted as.
ELIGIBLE = "eligible"
ETAPES = {1: "Étape 1", 2: "Étape 2", 3: "Étape 3", 4: "Étape 4"}
COLONNES_EXPORT = (
    "Référence", "Éditeur", "SIREN", "Solution", "Version", "Dispositif", "Couloir", "Étape", "État", "Qui doit agir",
    "Points à régler", "En attente depuis le", "Ouvert le", "Référent", "Relances faites", "Prochaine relance le",
    "NIE", "NIL",
)  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One bar: what it counts (`code`, in `dimension`), its label, how many."""

    dimension: str
    code: str | int
    libelle: str
    nombre: int


@dataclass(frozen=True)
class Tableau:
    """`delai` in days, None before any decision; `decides`: how many decisions it is the median of."""

    total: int
    en_cours: int
    a_l_ans: int
    ailleurs: int
    delai: float | None
    decides: int
    etapes: list[Part]
    etats: list[Part]
    couloirs: list[Part]
    bloqueurs: list[Part]
    attentes: list[Part]
    manques: list[Part]
    relances: list[tuple[date, int]]
    decisions: list[tuple[date, int]]
    sortes: list[tuple[str, int]]


def dossiers_suivis(compte: Compte, *, couloir: str = "", dispositif: str = "") -> QuerySet[Dossier]:
    """The dossiers that the dashboard counts. Raises `Interdit` for someone who is not of the ANS."""
    require_droit("voir_pilotage", role_of(compte))
    filtres = {"couloir": couloir, "dispositif": dispositif}
    return dossiers_of(compte).reels().filter(**{champ: valeur for champ, valeur in filtres.items() if valeur})


def tableau_of(dossiers: QuerySet[Dossier], couloirs: Mapping[str, str], le: datetime) -> Tableau:
    """The dashboard of these dossiers at a moment, in four queries. `couloirs`: code → label."""
    groupes = _cube(dossiers, le)
    en_cours = [g for g in groupes if g["etat"] in EN_COURS]
    chez_editeur = [g for g in en_cours if g["etat"] != Etat.SOUMISE]
    delais = _delais(dossiers)
    decisions = _decisions(dossiers, le)
    return Tableau(
        total=_total(groupes),
        en_cours=_total(en_cours),
        a_l_ans=_total(g for g in en_cours if g["bloqueur"] == Dossier.Bloqueur.ANS),
        ailleurs=_total(g for g in en_cours if g["bloqueur"] not in ("", Dossier.Bloqueur.ANS)),
        delai=median(delais) if delais else None,
        decides=len(delais),
        etapes=_parts("etape", ETAPES, groupes),
        etats=[p for p in _parts("etat", _etats(), groupes) if p.nombre],
        couloirs=[p for p in _parts("couloir", couloirs, groupes) if p.nombre],
        bloqueurs=_parts("bloqueur", BLOQUEURS, en_cours),
        attentes=_parts("attente", {code: libelle for code, libelle, _ in ATTENTES}, en_cours),
        manques=_parts("reste", MANQUES, chez_editeur),
        relances=_by_week(_relances(dossiers, le), le),
        decisions=_by_week([(semaine, nombre) for semaine, _, nombre in decisions], le),
        sortes=_by_decision(decisions),
    )


def export_rows(dossiers: QuerySet[Dossier], couloirs: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    """One row per dossier, in the order of COLONNES_EXPORT, read little by little."""
    lus = dossiers.select_related("editeur", "solution", "referent").order_by("pk")
    for d in lus.iterator(chunk_size=500):
        yield (
            d.reference, d.editeur.raison_sociale, d.editeur.siren, d.solution.nom, d.solution.version_majeure,
            d.dispositif, couloirs.get(d.couloir, d.couloir), d.etape, d.get_etat_display(),
            d.get_bloqueur_display() if d.bloqueur else "", d.manques, _day(d.attente_le), _day(d.cree_le),
            d.referent or "", d.relances_faites, _day(d.prochaine_relance), d.nie, d.nil,
        )  # fmt: skip


def first_week(le: datetime) -> datetime:
    """Monday, midnight in Paris, of the first week counted; the last is the current one."""
    minuit = le.astimezone(PARIS).replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None)
    return (minuit - timedelta(days=minuit.weekday(), weeks=SEMAINES - 1)).replace(tzinfo=PARIS)


def _cube(dossiers: QuerySet[Dossier], le: datetime) -> list[dict]:
    """How many of each kind; as many rows as there are kinds, however many dossiers."""
    aujourd_hui = le.astimezone(PARIS).replace(hour=0, minute=0, second=0, microsecond=0)
    seuils = [
        When(attente_le__lt=aujourd_hui - timedelta(days=jours - 1), then=Value(code))
        for code, _, jours in reversed(ATTENTES[1:])
    ]
    attente = Case(*seuils, default=Value(ATTENTES[0][0]), output_field=CharField())
    reste = Least(F("manques"), Value(MANQUES_MAX), output_field=IntegerField())
    annotes = dossiers.order_by().annotate(attente=attente, reste=reste)
    groupes = annotes.values("etape", "etat", "couloir", "bloqueur", "attente", "reste").annotate(nombre=Count("pk"))
    return [_read_group(groupe) for groupe in groupes]


def _read_group(groupe: dict) -> dict:
    """The same, its étape taken into account: what étape 1 awaits, and what is past étape 2."""
    if groupe["etape"] not in ETAPES_SAISIES:
        return {**groupe, "etat": ELIGIBLE}
    return {**groupe, "reste": CHARTE} if groupe["etape"] == 1 else groupe


def _delais(dossiers: QuerySet[Dossier]) -> list[float]:
    """Days between submission and decision, of the latest decisions."""
    decidees = Soumission.objects.filter(dossier__in=dossiers, decidee_le__isnull=False).order_by("-decidee_le", "-pk")
    paires = decidees.values_list("le", "decidee_le")[:DECISIONS_LUES]
    return [(fin - debut).total_seconds() / 86_400 for debut, fin in paires]


def _relances(dossiers: QuerySet[Dossier], le: datetime) -> list[tuple[datetime, int]]:
    """Mails that left, by week: a digest counts once a dossier it speaks of."""
    parties = Relance.objects.filter(dossier__in=dossiers, envoyee_le__gte=first_week(le)).order_by()
    groupes = parties.annotate(semaine=TruncWeek("envoyee_le", tzinfo=PARIS)).values("semaine")
    return list(groupes.annotate(nombre=Count("envoi", distinct=True)).values_list("semaine", "nombre"))


def _decisions(dossiers: QuerySet[Dossier], le: datetime) -> list[tuple[datetime, str, int]]:
    rendues = Soumission.objects.filter(dossier__in=dossiers, decidee_le__gte=first_week(le)).order_by()
    groupes = rendues.annotate(semaine=TruncWeek("decidee_le", tzinfo=PARIS)).values("semaine", "decision")
    return list(groupes.annotate(nombre=Count("pk")).values_list("semaine", "decision", "nombre"))


def _by_week(groupes: Iterable[tuple[datetime, int]], le: datetime) -> list[tuple[date, int]]:
    """Every week, the silent ones too, the oldest first."""
    comptes: Counter[date] = Counter()
    for semaine, nombre in groupes:
        comptes[semaine.date()] += nombre
    debut = first_week(le).date()
    return [(lundi, comptes[lundi]) for lundi in (debut + timedelta(weeks=rang) for rang in range(SEMAINES))]


def _by_decision(groupes: list[tuple[datetime, str, int]]) -> list[tuple[str, int]]:
    sortes = [choix for choix in Soumission.Decision if choix]
    return [
        (choix.label.capitalize(), sum(nombre for _, decision, nombre in groupes if decision == choix))
        for choix in sortes
    ]


def _parts(dimension: str, libelles: Mapping, groupes: list[dict]) -> list[Part]:
    comptes: Counter = Counter()
    for groupe in groupes:
        comptes[groupe[dimension]] += groupe["nombre"]
    return [Part(dimension, code, libelle, comptes[code]) for code, libelle in libelles.items()]


def _etats() -> dict[str, str]:
    """A dossier is never « validée » as a whole: past étape 2 it is counted apart."""
    choix = {**dict(Dossier.EtatDossier.choices), Etat.VALIDEE.value: "étape 2 validée"}
    return {ELIGIBLE if v == Etat.VALIDEE else v: libelle.capitalize() for v, libelle in choix.items()}


def _total(groupes: Iterable[dict]) -> int:
    return sum(groupe["nombre"] for groupe in groupes)


def _day(le: datetime | None) -> str:
    return le.astimezone(PARIS).strftime("%d/%m/%Y") if le else ""
