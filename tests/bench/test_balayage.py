"""The sweep costs what is due, not what exists: the same dossiers due among few, then among ten times more.

`make bench` measures it on 100,000 and 1,000,000 dossiers; the suite holds its plan on a few thousand. Each sweep is
rolled back, so that the next one finds the same dossiers due. On a machine that others use no time means much: each is
told in floors, the time to read those same dossiers one by one, measured just before.
"""

import os
import time
from copy import copy
from datetime import datetime, timedelta
from statistics import median
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.db.models.base import ModelState

from dossiers.actions.relance import sweep_relances
from dossiers.models import Dossier, Etape
from dossiers.queries.relance import due_dossiers
from dossiers.queries.situation import situation_of
from tests.factories import LUNDI, make_dossier, make_membre

pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.xdist_group("bench")]
LONGUE = os.environ.get("BENCH") == "longue"
PEU, BEAUCOUP = (100_000, 1_000_000) if LONGUE else (1_000, 10_000)
# One in a hundred of the many are due, and as many of the few.
DUS = BEAUCOUP // 100 if LONGUE else 10
TOURS = 1 if LONGUE else 3
RAPPORT_MAX = 1.3
LE = LUNDI + timedelta(days=3)
# Rows without end, and an identifier for each, as either database writes them.
SERIES = {
    "postgresql": ("generate_series(%s, %s) AS serie(n)", "gen_random_uuid()"),
    "sqlite": (
        "(WITH RECURSIVE serie(n) AS (SELECT %s UNION ALL SELECT n + 1 FROM serie WHERE n < %s) SELECT n FROM serie)",
        "lower(hex(randomblob(16)))",
    ),
}


def now() -> float:
    """Seconds: of this process alone where the database is within it, so that its neighbours do not count."""
    return time.process_time() if connection.vendor == "sqlite" else time.perf_counter()


class RolledBack(Exception):
    """Undoes a sweep."""


def make_due(nombre: int) -> None:
    """That many dossiers of a company, at étape 2 with everything left to fill: one is made, the others are copies of
    its rows.
    """
    modele = make_dossier(make_membre(), etape=2)
    etapes = list(modele.etapes.order_by("numero"))
    copies = [_copy(modele, uuid=uuid4(), numero=numero) for numero in range(2, nombre + 1)]
    Dossier.objects.bulk_create(copies, batch_size=500)
    Etape.objects.bulk_create([_copy(e, dossier=d) for d in copies for e in etapes], batch_size=1000)


def _copy(objet: Model, **champs: object) -> Model:
    copie = copy(objet)
    copie.pk, copie._state = None, ModelState()
    for nom, valeur in champs.items():
        setattr(copie, nom, valeur)
    return copie


def fill(total: int) -> None:
    """Copies of a dossier that nobody awaits before next year, up to that many."""
    modele = Dossier.objects.order_by("pk").first()
    deja = Dossier.objects.count()
    serie, uuid = SERIES[connection.vendor]
    propres = {"uuid": uuid, "numero": "n", "prochaine_relance": "%s"}
    colonnes = [champ.column for champ in Dossier._meta.concrete_fields if not champ.primary_key]
    valeurs = ", ".join(propres.get(colonne, colonne) for colonne in colonnes)
    requete = (
        f"INSERT INTO dossiers_dossier ({', '.join(colonnes)}) "  # noqa: S608
        f"SELECT {valeurs} FROM dossiers_dossier, {serie} WHERE dossiers_dossier.id = %s"
    )
    with connection.cursor() as curseur:
        curseur.execute(requete, [LE + timedelta(days=400), deja + 1, total, modele.pk])
        curseur.execute("ANALYZE dossiers_dossier" if connection.vendor == "postgresql" else "ANALYZE")


def sweep() -> float:
    """Seconds for one sweep of everything that is due, undone afterwards."""
    debut = now()
    try:
        with transaction.atomic():
            assert sweep_relances(le=LE) == DUS
            duree = now() - debut
            raise RolledBack
    except RolledBack:
        return duree


def floor() -> float:
    """Seconds to read the dossiers that are due, one by one: what no table, however large, makes longer."""
    debut = now()
    for dossier in Dossier.objects.select_related("referentiel").filter(prochaine_relance__lte=LE).order_by("pk"):
        situation_of(dossier, LE)
    return now() - debut


def in_floors() -> float:
    """One sweep, told in the floor measured just before it."""
    plancher = floor()
    return sweep() / plancher


def plan_of(le: datetime) -> str:
    return due_dossiers(le, (le - timedelta(days=1), 1))[:500].explain()


def test_sweep_costs_what_is_due_and_not_what_exists(record_property):
    make_due(DUS)
    couts = {}
    for total in (PEU, BEAUCOUP):
        fill(total)
        assert Dossier.objects.count() == total
        floor()
        couts[total] = median(in_floors() for _ in range(TOURS))
    rapport = couts[BEAUCOUP] / couts[PEU]
    mesure = ", ".join(f"{total} dossiers : {cout:.2f} planchers" for total, cout in couts.items())
    record_property("chiffres", f"Balayage de {DUS} dossiers dus. {mesure}. Rapport : {rapport:.2f}.")
    assert "dossier_relance_due" in plan_of(LE)
    assert not LONGUE or rapport <= RAPPORT_MAX
