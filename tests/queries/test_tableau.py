"""The dashboard counts what is there, once, whatever the database."""

from datetime import date, timedelta

import pytest

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.envoi import post_envoi
from dossiers.actions.etape import decide_etape
from dossiers.models import Dossier, Relance
from dossiers.queries.tableau import COLONNES_EXPORT, dossiers_suivis, export_rows, first_week, tableau_of
from dossiers.rules.refus import Interdit
from tests.factories import (
    LUNDI,
    make_decided,
    make_dossier,
    make_instructeur,
    make_membre,
    make_ready,
    make_submitted,
    verdicts,
)

pytestmark = pytest.mark.django_db
COULOIRS = {"hop": "Hôpital", "mdv": "Médecin de ville", "off": "Officine"}


def tableau(le=LUNDI, **filtres):
    return tableau_of(dossiers_suivis(make_instructeur(), **filtres), COULOIRS, le)


def counts(parts) -> dict:
    return {part.code: part.nombre for part in parts}


def some(compte: list) -> list:
    """What is not zero."""
    return [(quoi, nombre) for quoi, nombre in compte if nombre]


@pytest.fixture
def dossiers() -> list[Dossier]:
    """One of each kind."""
    return [
        make_dossier(),
        make_dossier(etape=2),
        make_ready(make_dossier(etape=2, code="DSR-HOP-DPI-Va2")),
        make_submitted(),
        make_decided("demander_complements"),
        make_decided("refuser"),
        make_decided("valider"),
        withdraw(make_dossier()),
    ]


def withdraw(dossier: Dossier) -> Dossier:
    return withdraw_dossier(dossier=dossier, par=dossier.cree_par, le=LUNDI)


def test_each_dossier_is_counted_once_in_each_plot(dossiers):
    lu = tableau()
    assert (lu.total, lu.en_cours, lu.a_l_ans, lu.ailleurs) == (8, 5, 1, 4)
    assert counts(lu.etapes) == {1: 2, 2: 5, 3: 1, 4: 0}
    assert counts(lu.etats) == {
        "ouverte": 3, "soumise": 1, "complements": 1, "eligible": 1, "refusee": 1, "retiree": 1
    }  # fmt: skip
    assert counts(lu.couloirs) == {"hop": 1, "mdv": 7}
    assert counts(lu.bloqueurs) == {"editeur": 4, "cnda": 0, "tiers": 0, "ans": 1}
    assert sum(counts(lu.attentes).values()) == lu.en_cours
    assert counts(lu.manques) == {"charte": 1, 0: 1, 1: 1, 2: 0, 3: 1}


def test_filters_narrow_every_figure(dossiers):
    assert (tableau(couloir="hop").total, tableau(dispositif="DSR-MDV-LGC-Va2").total) == (1, 7)
    lu = tableau(couloir="hop", dispositif="DSR-MDV-LGC-Va2")
    assert (lu.total, lu.delai, lu.sortes) == (0, None, [("Validée", 0), ("Compléments demandés", 0), ("Refusée", 0)])
    assert some(tableau(couloir="hop").decisions) == []
    assert some(tableau(couloir="mdv").decisions) == [(date(2026, 3, 2), 3)]


@pytest.mark.parametrize(
    ("jours", "attendu"),
    [(0, "semaine"), (7, "semaine"), (8, "mois"), (30, "mois"), (31, "trimestre"), (90, "trimestre"), (91, "au_dela")],
)
@pytest.mark.parametrize("heures", [-9, 13])
def test_the_wait_is_counted_in_days_of_paris(jours, heures, attendu):
    make_dossier(le=LUNDI + timedelta(hours=heures))
    lu = tableau(LUNDI + timedelta(days=jours))
    assert some([(part.code, part.nombre) for part in lu.attentes]) == [(attendu, 1)]


def test_the_delay_is_the_median_of_the_decisions():
    assert (tableau().delai, tableau().decides) == (None, 0)
    for jours in (1, 2, 6):
        decide_after(jours)
    assert (tableau().delai, tableau().decides) == (2.0, 3)


def decide_after(jours: int) -> None:
    dossier = make_submitted()
    qui = {"par": make_instructeur(), "le": LUNDI + timedelta(days=jours)}
    decide_etape(dossier=dossier, decision="valider", examens=verdicts(), version=dossier.version, **qui)


def test_weeks_begin_on_monday_in_paris_and_the_silent_ones_show():
    assert first_week(LUNDI).isoformat() == "2025-12-15T00:00:00+01:00"
    # Before the change of hour, seen from after it.
    assert first_week(LUNDI + timedelta(days=60)).isoformat() == "2026-02-09T00:00:00+01:00"
    dossier, le = make_dossier(), first_week(LUNDI)
    moments = [le, le - timedelta(seconds=1), le + timedelta(days=7), le + timedelta(days=13, hours=23), None]
    for rang, quand in enumerate(moments):
        envoi = post_envoi(cle=str(rang), genre="relance", destinataire=dossier.cree_par, le=LUNDI)
        for code in ("nie", "nil"):  # one mail about two items counts once
            lieu = {"dossier": dossier, "etape": 2, "tour": 0, "code": code, "echelon": str(rang), "sorte": "manque"}
            Relance.objects.create(**lieu, destinataire=dossier.cree_par, le=LUNDI, envoi=envoi, envoyee_le=quand)
    lu = tableau().relances
    assert len(lu) == 12
    assert (lu[0], lu[1], lu[-1]) == ((date(2025, 12, 15), 1), (date(2025, 12, 22), 2), (date(2026, 3, 2), 0))
    assert some(lu) == lu[:2]


@pytest.mark.parametrize("nombre", [1, 3])
def test_it_costs_four_queries(nombre, django_assert_num_queries):
    for _ in range(nombre):
        make_decided()
    dossiers = dossiers_suivis(make_instructeur())
    with django_assert_num_queries(4):
        tableau_of(dossiers, COULOIRS, LUNDI)


@pytest.mark.parametrize("nombre", [1, 3])
def test_the_export_costs_one_query(nombre, django_assert_num_queries):
    for _ in range(nombre):
        make_decided()
    dossiers = dossiers_suivis(make_instructeur())
    with django_assert_num_queries(1):
        lignes = list(export_rows(dossiers, COULOIRS))
    assert [len(ligne) for ligne in lignes] == [len(COLONNES_EXPORT)] * nombre


def test_an_exported_row_reads_like_the_page():
    dossier = make_decided("demander_complements")
    (ligne,) = export_rows(dossiers_suivis(make_instructeur()), COULOIRS)
    assert dict(zip(COLONNES_EXPORT, ligne, strict=True)) == {
        "Référence": dossier.reference,
        "Éditeur": dossier.editeur.raison_sociale,
        "SIREN": dossier.editeur.siren,
        "Solution": dossier.solution.nom,
        "Version": "1",
        "Dispositif": "DSR-MDV-LGC-Va2",
        "Couloir": "Médecin de ville",
        "Étape": 2,
        "État": "compléments demandés",
        "Qui doit agir": "éditeur",
        "Points à régler": 1,
        "En attente depuis le": "02/03/2026",
        "Ouvert le": "02/03/2026",
        "Référent": dossier.referent,
        "Relances faites": 0,
        "Prochaine relance le": "05/03/2026",
        "NIE": "00123",
        "NIL": "456-A",
    }


def test_it_is_the_ans_only():
    with pytest.raises(Interdit):
        dossiers_suivis(make_membre())
