"""Two reviewers decide at once, for real: two threads, two connections. One wins; the other is told who did what."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client

from dossiers.models import Evenement, Soumission
from tests.factories import fresh, make_instructeur, make_submitted
from tests.instruction.outils import CONFORMES, COUPEE, post, text

pytestmark = pytest.mark.django_db(transaction=True)
TOURS = 5


def race(dossier, gestes: list[tuple[str, dict]]) -> list:
    """Each geste from its own account, at the same moment; their answers, in order."""
    depart, reponses = Barrier(len(gestes)), [None] * len(gestes)
    clients = [Client() for _ in gestes]
    for client in clients:
        client.force_login(make_instructeur())

    def run(rang: int) -> None:
        try:
            depart.wait(timeout=30)
            geste, champs = gestes[rang]
            reponses[rang] = post(clients[rang], dossier, geste, champs)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(rang,)) for rang in range(len(gestes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return reponses


@pytest.mark.parametrize("essai", range(TOURS))
def test_of_two_decisions_at_once_one_wins_and_the_other_keeps_what_was_typed(essai):
    dossier = make_submitted()
    valide, complements = race(dossier, [("valider", CONFORMES), ("demander_complements", {**CONFORMES, **COUPEE})])
    assert sorted([valide.status_code, complements.status_code]) == [302, 409]
    gagnant, perdant, decision = (
        (valide, complements, "valider") if valide.status_code == 302 else (complements, valide, "demander_complements")
    )
    assert Soumission.objects.get(dossier=dossier).decision == decision
    assert Evenement.objects.filter(dossier=dossier, geste__in=("valider", "demander_complements")).count() == 1
    assert fresh(dossier).referent == gagnant.wsgi_request.user
    page = text(perdant)
    assert str(gagnant.wsgi_request.user) in page
    assert "Votre saisie, à recopier s’il le faut" in page
    saisie = "À corriger – La copie d’écran est coupée." if perdant is complements else "Conforme"
    assert f"Preuve de la demande déposée au CNDA{saisie}" in page


def test_the_same_button_pressed_twice_decides_once():
    dossier = make_submitted()
    reponses = race(dossier, [("tout_valider", {})] * 2)
    assert sorted(reponse.status_code for reponse in reponses) == [302, 409]
    assert Evenement.objects.filter(dossier=dossier, geste="valider").count() == 1
