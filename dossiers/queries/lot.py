"""Lots: the dossiers chosen, what each line would give before anything is done, the report."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from dossiers.models import Appartenance, Compte, Dossier, Examen, LigneLot, Lot, Referentiel, Soumission
from dossiers.queries.filtre import Filtre, file_of
from dossiers.queries.perimetre import dossiers_of, lots_of, role_of
from dossiers.queries.referentiel import dispositif_of
from dossiers.queries.relance import asked_today
from dossiers.queries.situation import depot_of, own_facts
from dossiers.queries.verrou import prises_of
from dossiers.referentiel.exigence import Exigence
from dossiers.rules import situation as rules
from dossiers.rules.lot import GESTES, LOT_MAX, Genre, fill_variables, refuse_complement
from dossiers.rules.message import OBJET_MAX
from dossiers.rules.parcours import Etat
from dossiers.rules.relance import refuse_manual
from dossiers.rules.transition import refusal_at
from dossiers.rules.verrou import is_barred, refusal_of

PAGE = 50
PERIME = "Ce dossier a changé depuis que vous l’avez choisi."


@dataclass(frozen=True)
class Prevision:
    """What a line would give: `refus`, the sentence, empty when nothing stands against it; `personnes` who would be
    written to, None when nobody is to be.
    """

    ligne: LigneLot
    refus: str
    personnes: int | None = None


@dataclass(frozen=True)
class Selection:
    """All the lines of a lot at a moment, and how many people of each company would be written to."""

    lot: Lot
    lignes: Sequence[LigneLot]
    membres: Mapping[int, int] | None
    le: datetime


@dataclass(frozen=True)
class Rapport:
    """A page of lines, and how many of each state; `suivante`: the rank after which the next starts, or 0."""

    lignes: list[LigneLot]
    comptes: dict[str, int]
    suivante: int


def selected_dossiers(compte: Compte, uuids: Iterable[UUID]) -> list[Dossier]:
    """Those of these that this person sees, oldest waiting first; one too many when there are too many."""
    return _chosen(dossiers_of(compte).filter(uuid__in=list(uuids)[: LOT_MAX + 1]))


def filtered_dossiers(compte: Compte, filtre: Filtre) -> list[Dossier]:
    """All that the queue shows under these filters; one too many when there are too many."""
    return _chosen(file_of(compte, filtre))


def lots_page(compte: Compte, apres: int = 0) -> list[Lot]:
    """A page of this person's lots, latest first, after that one; one more when another page follows."""
    lots = lots_of(compte).order_by("-cree_le", "-pk")
    if apres and (repere := lots.filter(pk=apres).first()):
        lots = lots.filter(Q(cree_le__lt=repere.cree_le) | Q(cree_le=repere.cree_le, pk__lt=repere.pk))
    return list(lots[: PAGE + 1])


def lignes_of(lot: Lot) -> QuerySet[LigneLot]:
    """The lines with all that a page says of their dossiers."""
    complets = lot.lignes.select_related(
        *("dossier__editeur", "dossier__solution", "dossier__referentiel", "dossier__referent")
    )
    return complets.defer("dossier__referentiel__texte", "dossier__referentiel__commun").order_by("rang")


def rapport_of(lot: Lot, etat: str = "", apres: int = 0) -> Rapport:
    """One page of the report, narrowed to a state. Two queries."""
    comptes = dict(lot.lignes.order_by().values_list("etat").annotate(Count("pk")))
    lignes = lignes_of(lot).filter(rang__gt=apres)
    trouvees = list((lignes.filter(etat=etat) if etat in LigneLot.Etat.values else lignes)[: PAGE + 1])
    suivante = trouvees[PAGE - 1].rang if len(trouvees) > PAGE else 0
    return Rapport(trouvees[:PAGE], comptes, suivante)


def previsions_of(lot: Lot, le: datetime) -> list[Prevision]:
    """What each line would give now, by the rules of its geste where they cost little: a number of queries that does
    not depend on the number of lines. Its own action judges it again.
    """
    lignes, membres = list(lignes_of(lot)), _membres(lot)
    avis = _AVIS[Genre(lot.genre)](Selection(lot, lignes, membres, le)) if lot.genre in _AVIS else {}
    return [
        Prevision(
            ligne,
            _barred(lot, ligne) or avis.get(ligne.pk, ""),
            None if membres is None else membres.get(ligne.dossier.editeur_id, 0),
        )
        for ligne in lignes
    ]


def reasons_of(previsions: Sequence[Prevision]) -> list[tuple[str, int]]:
    """The refusals foreseen, the most frequent first."""
    return Counter(p.refus for p in previsions if p.refus).most_common()


def valeurs_of(dossier: Dossier) -> dict[str, str]:
    """What the variables of a message stand for, in one dossier."""
    return {
        "entreprise": str(dossier.editeur),
        "solution": str(dossier.solution),
        "reference": dossier.reference,
        "dispositif": dossier.referentiel.libelle,
    }


def recipients_of(dossier: Dossier) -> list[Compte]:
    """The people whom a message of the ANS in this dossier is sent to."""
    comptes = Compte.objects.filter(appartenances__editeur=dossier.editeur_id, is_active=True)
    return list(comptes.order_by("nom", "prenom", "pk"))


def sample_of(lot: Lot, dossier: Dossier) -> tuple[str, str]:
    """The subject and the text that a dossier would get: a subject is cut to what a message holds."""
    valeurs = valeurs_of(dossier)
    objet, texte = (fill_variables(lot.parametres[nom], valeurs) for nom in ("objet", "texte"))
    return objet.strip()[:OBJET_MAX], texte


def exigences_of(lot: Lot) -> list[Exigence]:
    """The requirements of the étapes that the lot's dossiers have sent, each once, in the order of their texts."""
    soumis = lot.lignes.filter(dossier__etat=Etat.SOUMISE.value).order_by()
    etapes = soumis.values_list("dossier__referentiel", "dossier__etape").distinct()
    textes = Referentiel.objects.in_bulk({referentiel for referentiel, _ in etapes})
    vues: dict[str, Exigence] = {}
    for referentiel, etape in sorted(etapes):
        for exigence in dispositif_of(textes[referentiel]).exigences_de(etape):
            vues.setdefault(exigence.code, exigence)
    return list(vues.values())


def _chosen(dossiers: QuerySet[Dossier]) -> list[Dossier]:
    return list(dossiers.only("pk", "version").order_by("attente_le", "pk")[: LOT_MAX + 1])


def _barred(lot: Lot, ligne: LigneLot) -> str:
    """What the table of the gestes has against it."""
    geste, dossier = GESTES.get(Genre(lot.genre)), ligne.dossier
    if lot.genre == Genre.CONFIER and lot.parametres.get("referent") != str(lot.par_id):
        geste = "confier"
    return refusal_at(geste, dossier.etape, Etat(dossier.etat), role_of(lot.par)) if geste else ""


def _membres(lot: Lot) -> dict[int, int] | None:
    """How many people of each company would be written to; None for what writes to nobody. One query."""
    if lot.genre not in (Genre.ECRIRE, Genre.RELANCER):
        return None
    editeurs = lot.lignes.order_by().values("dossier__editeur")
    places = Appartenance.objects.filter(editeur__in=editeurs, compte__is_active=True)
    if lot.genre == Genre.RELANCER:
        places = places.filter(relances=True)
    return dict(places.order_by().values_list("editeur").annotate(Count("pk")))


def _followed(choix: Selection) -> dict[int, str]:
    """Those that the colleague follows already; to take one's own again is no refusal."""
    referent = choix.lot.parametres.get("referent", "")
    siens = [ligne for ligne in choix.lignes if str(ligne.dossier.referent_id) == referent != str(choix.lot.par_id)]
    return {ligne.pk: f"{ligne.dossier.referent} suit déjà ce dossier." for ligne in siens}


def _quiet(choix: Selection) -> dict[int, str]:
    """What the rule of a reminder by hand has against it. One query."""
    demandees = asked_today([ligne.dossier for ligne in choix.lignes], choix.le)
    return {
        ligne.pk: refuse_manual(
            suspendu_jusqu_a=ligne.dossier.suspendues_jusqu_a,
            suspension=ligne.dossier.suspension_motif,
            personnes=choix.membres.get(ligne.dossier.editeur_id, 0),
            deja=ligne.dossier_id in demandees,
            formation=ligne.dossier.formation,
            le=choix.le,
        )
        for ligne in choix.lignes
    }


def _complement(choix: Selection) -> dict[int, str]:
    """Where the requirement was not sent, a verdict is missing, somebody else is on the dossier, or it has moved since
    it was chosen: in the order in which its action would say so.
    """
    situations, code = _sent(choix.lignes, choix.le), choix.lot.parametres.get("exigence", "")
    prises, par = prises_of([ligne.dossier_id for ligne in choix.lignes]), choix.lot.par_id
    avis = {}
    for ligne in choix.lignes:
        change, prise = ligne.dossier.version != ligne.version, prises.get(ligne.dossier_id)
        if code and not change and ligne.dossier_id in situations:
            avis[ligne.pk] = refuse_complement(situations[ligne.dossier_id], code)
        if not avis.get(ligne.pk) and is_barred(prise, par, choix.le):
            avis[ligne.pk] = refusal_of(prise, par).constat
        elif change:
            avis[ligne.pk] = PERIME
    return avis


def _sent(lignes: Sequence[LigneLot], le: datetime) -> dict[int, rules.Situation]:
    """What the rules need to say which verdicts are missing, of the étapes that are with the ANS. Three
    queries.
    """
    dossiers = {ligne.dossier_id: ligne.dossier for ligne in lignes if ligne.dossier.etat == Etat.SOUMISE}
    textes = Referentiel.objects.in_bulk({dossier.referentiel_id for dossier in dossiers.values()})
    for dossier in dossiers.values():
        dossier.referentiel = textes[dossier.referentiel_id]
    toutes = Soumission.objects.filter(dossier__in=dossiers, etape=F("dossier__etape")).order_by("tour")
    dernieres = {soumission.dossier_id: soumission for soumission in toutes}
    examens: dict[int, dict[str, rules.Examen]] = {}
    donnes = Examen.objects.filter(soumission__in=[s.pk for s in dernieres.values()]).order_by("pk")
    for examen in donnes:
        lu = rules.Examen(examen.exigence, examen.verdict, examen.motif)
        examens.setdefault(examen.soumission_id, {})[examen.exigence] = lu
    return {
        pk: rules.Situation(
            dispositif=dispositif_of(dossiers[pk].referentiel),
            le=le,
            etape=dossiers[pk].etape,
            etat=Etat.SOUMISE,
            propres=own_facts(dossiers[pk]),
            depot=depot_of(soumission),
            examens=examens.get(soumission.pk, {}),
        )
        for pk, soumission in dernieres.items()
    }


_AVIS: dict[Genre, Callable[[Selection], dict[int, str]]] = {
    Genre.CONFIER: _followed,
    Genre.RELANCER: _quiet,
    Genre.COMPLEMENT: _complement,
}
