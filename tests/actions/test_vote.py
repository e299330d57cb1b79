"""One voice per person and version, and a robot slowed."""

from datetime import timedelta

import pytest

from dossiers.actions.vote import POURQUOI_MAX, Votant, record_vote
from dossiers.models import Vote
from dossiers.rules.refus import Refus
from tests.aide.outils import publish
from tests.factories import LUNDI, make_membre

pytestmark = pytest.mark.django_db


def anonyme(rang: int = 1) -> Votant:
    return Votant(None, f"192.0.2.{rang}", "Firefox")


def test_a_person_cannot_vote_twice():
    fiche, compte = publish(), make_membre()
    for utile in (True, True, False):
        record_vote(fiche=fiche, votant=Votant(compte, "192.0.2.1"), utile=utile, le=LUNDI)
    record_vote(fiche=fiche, votant=Votant(compte, "198.51.100.7", "Autre"), utile=False, le=LUNDI)
    assert [(vote.utile, vote.fiche) for vote in Vote.objects.all()] == [(False, fiche)]


def test_an_unknown_visitor_cannot_either():
    fiche = publish()
    assert [record_vote(fiche=fiche, votant=anonyme(), utile=True, le=LUNDI)[1] for _ in range(3)] == [
        True,
        False,
        False,
    ]
    assert Vote.objects.count() == 1


def test_a_new_version_is_voted_on_anew():
    record_vote(fiche=publish(), votant=anonyme(), utile=False, le=LUNDI)
    record_vote(fiche=publish(essentiel="Mieux."), votant=anonyme(), utile=True, le=LUNDI)
    assert [(v.fiche.version, v.utile) for v in Vote.objects.order_by("pk")] == [(1, False), (2, True)]


def test_a_robot_is_slowed_and_a_person_is_not():
    """It changes its name at each vote: its network does not."""
    fiche = publish()
    for rang in range(11):
        record_vote(fiche=fiche, votant=Votant(None, "192.0.2.1", f"robot{rang}"), utile=False, le=LUNDI)
    with pytest.raises(Refus, match="Attendez 1 minute"):
        record_vote(fiche=fiche, votant=Votant(None, "192.0.2.1", "robot99"), utile=False, le=LUNDI)
    apres = LUNDI + timedelta(minutes=1)
    record_vote(fiche=fiche, votant=Votant(None, "192.0.2.1", "robot99"), utile=False, le=apres)
    with pytest.raises(Refus, match="Attendez 2 minutes"):
        record_vote(fiche=fiche, votant=Votant(None, "192.0.2.1", "robot100"), utile=False, le=apres)
    record_vote(fiche=fiche, votant=anonyme(2), utile=True, le=LUNDI)
    record_vote(fiche=fiche, votant=Votant(make_membre(), "192.0.2.1"), utile=True, le=LUNDI)
    assert Vote.objects.count() == 14


def test_only_a_hash_of_the_voter_is_kept():
    vote, _ = record_vote(fiche=publish(), votant=anonyme(), utile=True, le=LUNDI)
    assert (len(vote.votant), "192.0.2.1" in vote.votant) == (64, False)


def test_reason_is_trimmed_and_bounded():
    pourquoi = f" Trop\x00 court {'x' * POURQUOI_MAX}"
    vote, _ = record_vote(fiche=publish(), votant=anonyme(), utile=False, pourquoi=pourquoi, le=LUNDI)
    assert vote.pourquoi == f"Trop court {'x' * POURQUOI_MAX}"[:POURQUOI_MAX]
