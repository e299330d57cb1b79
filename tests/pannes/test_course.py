"""A dossier whose every geste is raced for, round after round: each race has one outcome, whoever wins it.

Three races a round: two decisions at once (of two reviewers, or of one who presses twice), a decision on what was read
against the éditeur who sends again, the éditeur's button pressed twice. Other dossiers are withdrawn while decided.
"""

import os
import time
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from dossiers.actions.dossier import withdraw_dossier
from dossiers.actions.etape import decide_etape, submit_etape
from dossiers.actions.projection import save_projection
from dossiers.actions.reponse import save_reponses
from dossiers.models import Compte, Dossier, Envoi, Soumission
from dossiers.queries.trace import verify_chain
from dossiers.rules.refus import Refus
from tests.courses import run_together
from tests.factories import LUNDI, fresh, make_dossier, make_instructeur, make_membre, make_ready, verdicts

pytestmark = [pytest.mark.pannes, pytest.mark.django_db(transaction=True)]
LONGUES = os.environ.get("PANNES") == "longues"
TOURS = 334 if LONGUES else 10
PAR_TOUR = 3
PLUS_TARD = LUNDI + timedelta(hours=2)
FAUX = ("a_corriger", "Il manque un chiffre.")


def submit(dossier: Dossier):
    return lambda: submit_etape(dossier=dossier, par=dossier.cree_par, le=PLUS_TARD)


def contest(dossier: Dossier, par: Compte):
    """A decision on the dossier as it was read."""
    return lambda: decide_etape(
        dossier=dossier,
        decision="demander_complements",
        examens=verdicts(nie=FAUX),
        version=dossier.version,
        par=par,
        le=PLUS_TARD,
    )


def outcome(resultat: object) -> str:
    """« fait », « refusé » (a sentence), and the name of anything else, which is a fault."""
    if isinstance(resultat, Soumission):
        return "fait"
    return "refusé" if isinstance(resultat, Refus) else type(resultat).__name__


def race(*gestes) -> tuple[str, ...]:
    return tuple(sorted(outcome(resultat) for resultat in run_together(*gestes)))


def play_round(dossier: Dossier, tour: int, camille: Compte, dominique: Compte) -> list[tuple[str, ...]]:
    """The races of a round, their outcomes; the dossier ends sent once more than it began."""
    lu = fresh(dossier)
    deux_avis = race(contest(lu, camille), contest(lu, dominique if tour % 2 else camille))
    save_reponses(dossier=dossier, valeurs={"nie": f"{tour:05}9"}, par=dossier.cree_par, le=PLUS_TARD)
    renvoi = race(submit(dossier), contest(lu, camille))
    deux_envois = race(submit(dossier), submit(dossier))
    return [deux_avis, renvoi, deux_envois]


def test_a_thousand_races_have_one_outcome_each(chiffres):
    camille, dominique = make_instructeur(), make_instructeur()
    dossier = make_ready(make_dossier(etape=2))
    assert race(submit(dossier), submit(dossier)) == ("fait", "fait")
    debut = time.monotonic()
    obtenus = [play_round(dossier, tour, camille, dominique) for tour in range(1, TOURS + 1)]
    # Whoever is told « fait » of a sending holds the one receipt: both clicks are answered the same.
    attendus = [("fait", "refusé"), ("fait", "refusé"), ("fait", "fait")]
    assert Counter(map(tuple, obtenus)) == {tuple(attendus): TOURS}
    soumissions = list(dossier.soumissions.order_by("tour").values_list("tour", "decision"))
    assert soumissions == [(tour, "demander_complements") for tour in range(1, TOURS + 1)] + [(TOURS + 1, "")]
    gestes = Counter(dossier.evenements.values_list("geste", flat=True))
    assert (gestes["soumettre"], gestes["demander_complements"]) == (TOURS + 1, TOURS)
    assert (verify_chain(dossier), save_projection(fresh(dossier), PLUS_TARD)) == ((), [])
    assert Envoi.objects.filter(genre="demander_complements").count() == TOURS
    duree, base = round(time.monotonic() - debut), connection.vendor
    chiffres(f"{TOURS * PAR_TOUR} courses sur un dossier : une seule issue à chacune, en {duree} s ({base}).")


def test_withdrawn_or_decided_never_both(chiffres):
    nombre = max(TOURS // 10, 3)
    membre, issues = make_membre(), Counter()
    for _ in range(nombre):
        dossier = make_ready(make_dossier(membre, etape=2))
        submit(dossier)()
        lu = fresh(dossier)
        retrait, decision = run_together(
            lambda lu=lu: withdraw_dossier(dossier=lu, par=lu.cree_par, le=PLUS_TARD),
            contest(lu, make_instructeur()),
        )
        apres = fresh(dossier)
        # Withdrawn after a decision, it is withdrawn and the decision stands; never decided once withdrawn.
        assert apres.etat == "retiree" if not isinstance(retrait, Refus) else apres.etat == "complements"
        issues[outcome(decision)] += 1
        assert verify_chain(apres) == ()
    assert issues["fait"] + issues["refusé"] == nombre
    chiffres(f"{nombre} retraits contre une décision : {issues['refusé']} gagnés par le retrait.")
