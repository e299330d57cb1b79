"""The one path of a write on a dossier: lock, read, let the rules decide, save, trace, project.

    with geste("soumettre", dossier, par=compte, le=le, version=version) as fait:
        ...what this geste writes...
        fait.donnees["tour"] = 1

On leaving the block the étape moves, the event is written and the projection recomputed, all in one transaction.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F

from dossiers.actions.evenement import record_evenement
from dossiers.actions.projection import save_projection
from dossiers.models import Compte, Dossier, Etape
from dossiers.queries.perimetre import role_of
from dossiers.queries.situation import situation_of
from dossiers.rules.jour import moment_words
from dossiers.rules.parcours import EDITEUR, Etat, Role
from dossiers.rules.refus import RIEN_DE_PERDU, Perime
from dossiers.rules.situation import Situation
from dossiers.rules.transition import INTERNES, TRANSITIONS, Transition, require_role, require_transition


@dataclass
class Geste:
    """A geste under way. `silencieux`: nothing was changed after all, so no event and no new version."""

    dossier: Dossier
    situation: Situation
    transition: Transition
    par: Compte
    role: Role
    le: datetime
    donnees: dict[str, object] = field(default_factory=dict)
    silencieux: bool = False


@contextmanager
def geste(nom: str, dossier: Dossier, *, par: Compte, le: datetime, version: int | None = None) -> Iterator[Geste]:
    """Opens the path. `version`: what the person had read.

    Raises `Interdit` before `Perime`, so that a stranger is told nothing of what others did; then `Refus`. Nothing is
    done then.
    """
    with transaction.atomic():
        verrouille = lock_dossier(dossier)
        role = role_of(par, verrouille.editeur_id)
        require_role(nom, role)
        if version is not None and verrouille.version != version:
            raise Perime(_stale_sentence(verrouille, role), RIEN_DE_PERDU)
        situation = situation_of(verrouille, le)
        fait = Geste(verrouille, situation, require_transition(nom, situation, role), par, role, le)
        yield fait
        if not fait.silencieux:
            _conclude(fait)


def lock_dossier(dossier: Dossier) -> Dossier:
    """The dossier as it is now, its row locked until the end of the transaction.

    Its key does not move (`no_key`): whoever adds a row that points to it meanwhile (a lock, a mail) need not wait, and
    PostgreSQL never finds each waiting for the other.
    """
    complet = Dossier.objects.select_related("referentiel", "editeur", "solution", "referent", "calendrier")
    return complet.select_for_update(of=("self",), no_key=True).get(pk=dossier.pk)


def _conclude(fait: Geste) -> None:
    _move(fait)
    record_evenement(
        dossier=fait.dossier,
        geste=fait.transition.evenement,
        etape=fait.situation.etape,
        par=fait.par,
        le=fait.le,
        donnees=fait.donnees,
    )
    if fait.role in EDITEUR:
        fait.dossier.activite_le = fait.le
    if fait.transition.vers:
        fait.dossier.attente_le, fait.dossier.relances_faites = fait.le, 0
    fait.dossier.save(update_fields=["activite_le", "attente_le", "relances_faites"])
    save_projection(fait.dossier, fait.le)
    Dossier.objects.filter(pk=fait.dossier.pk).update(version=F("version") + 1)
    fait.dossier.version += 1


def _move(fait: Geste) -> None:
    vers, ouvre = fait.transition.vers, fait.transition.ouvre
    if vers is None:
        return
    decidee = None if vers in (Etat.SOUMISE, Etat.COMPLEMENTS) else fait.le
    Etape.objects.filter(dossier=fait.dossier, numero=fait.situation.etape).update(etat=vers.value, decidee_le=decidee)
    if ouvre:
        suivante = Etape.objects.filter(dossier=fait.dossier, numero=ouvre, etat=Etat.FERMEE.value)
        suivante.update(etat=Etat.OUVERTE.value, ouverte_le=fait.le)


def _stale_sentence(dossier: Dossier, role: Role) -> str:
    """Who did what since the person read the dossier. What the ANS does among itself is told to the ANS only."""
    dits = dossier.evenements.exclude(geste__in=INTERNES) if role in EDITEUR else dossier.evenements
    dernier = dits.select_related("par").filter(par__isnull=False).order_by("-rang").first()
    libelle = next((t.libelle for t in TRANSITIONS if dernier and t.evenement == dernier.geste), "")
    if not libelle:
        return "Ce dossier a changé depuis que vous l’avez lu."
    quand = moment_words(dernier.le)
    return f"Ce dossier a changé depuis que vous l’avez lu : {dernier.par}, le {quand}, « {libelle} »."
