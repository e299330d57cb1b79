"""Observed durations: the text's estimate until ten were seen, then their median and 80th percentile."""

from datetime import datetime, timedelta
from random import randrange

import pytest

from dossiers.models import Soumission, Statut
from dossiers.queries.duree import durees_of, percentile_80
from dossiers.queries.referentiel import dispositif_of
from dossiers.rules.calendrier import Calendrier
from dossiers.rules.retroplan import Duree
from tests.factories import LUNDI, make_dossier, make_instructeur, make_piece, picture

pytestmark = pytest.mark.django_db


def decide(jours: list[int]) -> dict[str, Duree]:
    dossier, par = make_dossier(etape=2), make_instructeur()
    for tour, attente in enumerate(jours, 1):
        champs = {"contenu": {}, "sha256": "x", "par": dossier.cree_par, "decision": "valider", "decidee_par": par}
        le = LUNDI + timedelta(days=attente)
        Soumission.objects.create(dossier=dossier, etape=2, tour=tour, le=LUNDI, decidee_le=le, **champs)
    return durees_of(dispositif_of(dossier.referentiel).commun, Calendrier())


def test_too_few_the_texts_own_estimate():
    durees = decide([1] * 9)
    assert (durees["decision_etape_2"], durees["decision_etape_3"]) == (Duree(10, None, 9), Duree(20))


def test_ten_or_more_what_was_seen():
    """In working days: the weekend between Monday and the next one does not count."""
    durees = decide([1, 1, 1, 1, 2, 2, 2, 3, 7, 14])
    assert durees["decision_etape_2"] == Duree(3, 2, 10)


def test_eighty_in_a_hundred_were_no_longer():
    assert percentile_80(range(1, 101)) == 80


def test_two_queries(django_assert_num_queries):
    commun = dispositif_of(make_dossier().referentiel).commun
    with django_assert_num_queries(2):
        durees_of(commun, Calendrier())


def show(code: str, jour: datetime, nil: str, dossier, affichee: bool = True) -> None:
    """A status that a proof showed that day."""
    piece = make_piece(dossier, contenu=picture(couleur=(randrange(256), randrange(256), randrange(256))))
    Statut.objects.create(
        piece=piece, solution=dossier.solution, nil=nil, code=code, libelle=code,
        date=jour.date() if affichee else None, constate_le=jour,
    )  # fmt: skip


def test_statuses_of_the_cnda_as_the_proofs_showed_them():
    """From the first one seen to « Pré-examen », then on to « Obtenu »; one seen twice counts from its first day."""
    dossier = make_dossier(etape=2)
    for rang in range(10):
        show("recette", LUNDI, f"NIL{rang}", dossier)
        show("pre_examen", LUNDI + timedelta(days=7), f"NIL{rang}", dossier, affichee=rang % 2 == 0)
        show("pre_examen", LUNDI + timedelta(days=14), f"NIL{rang}", dossier)
    show("obtenu", LUNDI + timedelta(days=28), "NIL0", dossier)
    durees = durees_of(dispositif_of(dossier.referentiel).commun, Calendrier())
    assert durees["cnda_pre_examen"] == Duree(5, 5, 10)
    assert durees["cnda_obtenu"] == Duree(60, None, 1)
