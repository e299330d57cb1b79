"""By when a dossier is due: the limit ahead or the delay of the reminders, whichever comes first."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dossiers.referentiel.dispositif import Echeance
from dossiers.referentiel.exigence import Porteur
from dossiers.rules.calendrier import Calendrier
from dossiers.rules.jour import PARIS
from dossiers.rules.parcours import Etat
from dossiers.rules.priorite import JAMAIS, JOURS_ANS, JOURS_AUTRES, allowed_days, due_moment
from tests.rules.situations import situation

LUNDI = datetime(2026, 3, 2, 10, tzinfo=PARIS)
JOURS_OUVRES = Calendrier()
# Ten working days after Monday 2 March, sixteen for an éditeur, at nine.
DIX, SEIZE = datetime(2026, 3, 16, 9, tzinfo=PARIS), datetime(2026, 3, 24, 9, tzinfo=PARIS)


def with_limits(*limites: datetime, etape: int = 2, **champs):
    base = situation(le=LUNDI, etape=etape, etat=Etat.SOUMISE, **champs)
    modele = Echeance("x", "Limite", LUNDI, "https://exemple.fr", LUNDI.date(), etape)
    dates = tuple(replace(modele, code=f"l{n}", limite=le.replace(tzinfo=None)) for n, le in enumerate(limites))
    return replace(base, dispositif=replace(base.dispositif, echeances=dates))


def due(vue, bloqueur=Porteur.ANS, depuis=LUNDI) -> datetime:
    return due_moment(vue, bloqueur, depuis, JOURS_OUVRES, 9)


@pytest.mark.parametrize(
    ("bloqueur", "attendu"),
    [(Porteur.ANS, DIX), (Porteur.EDITEUR, SEIZE), (Porteur.CNDA, SEIZE), (Porteur.TIERS, SEIZE), (None, JAMAIS)],
)
def test_the_delay_is_that_of_whoever_must_act(bloqueur, attendu):
    assert due(with_limits(), bloqueur) == attendu


@pytest.mark.parametrize(
    ("limites", "attendu"),
    [
        ([LUNDI + timedelta(days=3)], LUNDI + timedelta(days=3)),
        ([LUNDI + timedelta(days=60)], DIX),
        ([LUNDI - timedelta(days=3)], DIX),
        ([LUNDI], DIX),
        ([LUNDI - timedelta(days=3), LUNDI + timedelta(days=5)], LUNDI + timedelta(days=5)),
    ],
)
def test_the_limit_counts_when_it_was_ahead_and_comes_first(limites, attendu):
    assert due(with_limits(*limites)) == attendu


def test_the_hour_at_which_it_is_computed_changes_nothing():
    vue = with_limits(LUNDI + timedelta(days=3), LUNDI + timedelta(days=9))
    moments = [LUNDI + timedelta(days=jours) for jours in (0, 2, 4, 8, 30, 400)]
    assert {due(replace(vue, le=le)) for le in moments} == {LUNDI + timedelta(days=3)}


def test_texts_that_say_nothing_have_delays_too():
    vue = situation(le=LUNDI)
    muet = replace(vue, dispositif=replace(vue.dispositif, commun=replace(vue.dispositif.commun, relances=())))
    jours = [allowed_days(muet, porteur) for porteur in (Porteur.ANS, Porteur.EDITEUR)]
    assert jours == [JOURS_ANS, JOURS_AUTRES] == [10, 16]


def test_what_is_never_due_comes_after_everything():
    assert due(with_limits(datetime(2999, 1, 1, tzinfo=PARIS)), None) > datetime(2999, 1, 1, tzinfo=PARIS)
