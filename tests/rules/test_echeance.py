"""The calendar: which limit governs, when it is missed, at which hour of Paris."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from dossiers.referentiel.dispositif import Dispositif, Echeance
from dossiers.rules.echeance import Deplacement, limites, moved_limites, next_limite
from dossiers.rules.jour import PARIS
from dossiers.rules.situation import Depot
from tests.rules.situations import LGC, situation
from tests.rules.textes import dispositif

DRIMBOX = "DSR-IMG-DB-Va2"


def _at(le: str, etape: int = 2, code: str | Dispositif = DRIMBOX):
    return situation(code, etape, le=datetime.fromisoformat(le).replace(tzinfo=PARIS))


def _said(limite) -> tuple[str, str, bool]:
    return limite.echeance.code, limite.le.isoformat(), limite.depassee


def test_whole_calendar_in_order_of_time():
    assert [_said(limite) for limite in limites(_at("2026-09-16T12:00"))] == [
        ("dossier_administratif", "2025-09-10T12:00:00+02:00", True),
        ("dossier_preuves", "2026-05-13T12:00:00+02:00", True),
        ("echanges", "2026-09-16T12:00:00+02:00", True),
        ("avance", "2026-11-10T12:00:00+01:00", False),
        ("prestations", "2027-09-15T12:00:00+02:00", False),
        ("solde", "2027-12-15T12:00:00+01:00", False),
    ]


@pytest.mark.parametrize(
    ("le", "etape", "attendue"),
    [
        ("2025-01-01T00:00", 1, ("dossier_administratif", False)),
        ("2025-09-10T11:59:59", 2, ("dossier_administratif", False)),
        ("2025-09-10T12:00", 2, ("dossier_administratif", True)),
        ("2026-12-01T00:00", 2, ("dossier_administratif", True)),
        ("2026-01-01T00:00", 3, ("dossier_preuves", False)),
        ("2026-09-16T11:59", 4, ("echanges", False)),
        ("2026-09-16T12:01", 4, ("echanges", True)),
    ],
)
def test_limit_that_governs_each_étape(le, etape, attendue):
    limite = next_limite(_at(le, etape))
    assert (limite.echeance.code, limite.depassee) == attendue


def test_étape_without_a_limit_of_its_own_looks_to_the_nearest_one_ahead_of_it():
    assert _said(next_limite(_at("2022-06-01T00:00", 1, "DSR-MDV-LGC-Va1"))) == (
        "dossier_preuves",
        "2022-06-15T14:00:00+02:00",
        False,
    )


def test_general_limits_serve_when_no_étape_has_any_left():
    generales = tuple(e for e in dispositif(DRIMBOX).echeances if e.etape is None)
    lu = replace(dispositif(DRIMBOX), echeances=generales)
    assert next_limite(_at("2026-11-10T11:59", 2, lu)).echeance.code == "avance"
    assert next_limite(_at("2026-11-10T12:00", 2, lu)).echeance.code == "prestations"
    assert _said(next_limite(_at("2028-01-01T00:00", 2, lu))) == ("solde", "2027-12-15T12:00:00+01:00", True)


def test_unknown_calendar():
    assert dispositif(LGC).echeances == ()
    assert next_limite(situation()) is None


@pytest.mark.parametrize(
    ("limite", "en_utc"),
    [
        ("2026-03-28T12:00", "2026-03-28T11:00:00+00:00"),
        ("2026-03-29T12:00", "2026-03-29T10:00:00+00:00"),
        ("2026-10-24T12:00", "2026-10-24T10:00:00+00:00"),
        ("2026-10-25T12:00", "2026-10-25T11:00:00+00:00"),
        ("2026-10-25T02:30", "2026-10-25T00:30:00+00:00"),
    ],
)
def test_hour_is_that_of_paris_on_both_sides_of_the_change(limite, en_utc):
    """Clocks go forward on 29 March 2026, back on 25 October: half past two then comes twice, the first counts."""
    lu = dispositif(LGC)
    echeance = Echeance("depot", "Dépôt", datetime.fromisoformat(limite), lu.reference, lu.lu_le, etape=2)
    lu = replace(lu, echeances=(echeance,))
    instant = datetime.fromisoformat(en_utc)
    obtenue = next_limite(situation(lu, le=instant - timedelta(seconds=1)))
    assert (obtenue.le.astimezone(UTC).isoformat(), obtenue.depassee) == (en_utc, False)
    assert next_limite(situation(lu, le=instant)).depassee is True


def test_limits_of_the_same_day_are_in_order_of_their_hours():
    lu = dispositif(LGC)
    base = Echeance("b", "B", datetime(2026, 5, 15, 14, 0), lu.reference, lu.lu_le, etape=2)
    avant = replace(base, code="a", limite=datetime(2026, 5, 15, 12, 0))
    lu = replace(lu, echeances=(base, avant))
    assert [_said(limite)[0] for limite in limites(_at("2026-01-01T00:00", 2, lu))] == ["a", "b"]
    assert next_limite(_at("2026-05-15T12:30", 2, lu)).echeance.code == "b"


def test_what_was_sent_in_time_is_kept_and_not_missed():
    """The éditeur's clock stands while the ANS has the dossier."""
    limite, quand = datetime(2025, 9, 10, 12, tzinfo=PARIS), _at("2025-09-13T12:00")
    avant, apres = (Depot(1, limite + ecart, {}, {}) for ecart in (-timedelta(hours=1), timedelta(hours=1)))
    lues = [next_limite(replace(quand, depot=depot)) for depot in (avant, apres, None)]
    assert [(limite.tenue, limite.depassee) for limite in lues] == [(True, False), (False, True), (False, True)]


def test_what_was_first_sent_in_time_is_kept_when_it_is_sent_again_after_the_limit():
    limite, quand = datetime(2025, 9, 10, 12, tzinfo=PARIS), _at("2025-09-13T12:00")
    heure = timedelta(hours=1)
    lues = [
        next_limite(replace(quand, depot=Depot(2, limite + heure, {}, {}, premier_le=premier)))
        for premier in (limite - heure, limite)
    ]
    assert [(lue.tenue, lue.depassee) for lue in lues] == [(True, False), (False, True)]


def test_what_moved_from_one_version_to_the_next():
    une, deux, trois = (
        Echeance(code, code.capitalize(), datetime(2026, mois, 1, 12), "https://a.gouv.fr/x", date(2026, 1, 31))
        for code, mois in (("une", 3), ("deux", 4), ("trois", 5))
    )
    bougee = replace(deux, limite=datetime(2026, 6, 1, 14))
    redite = replace(une, libelle="Une, autrement dite")
    assert moved_limites([une, deux], [redite, bougee, trois]) == [
        Deplacement("trois", "Trois", None, datetime(2026, 5, 1, 12, tzinfo=PARIS)),
        Deplacement("deux", "Deux", datetime(2026, 4, 1, 12, tzinfo=PARIS), datetime(2026, 6, 1, 14, tzinfo=PARIS)),
    ]
    assert moved_limites([une], []) == [Deplacement("une", "Une", datetime(2026, 3, 1, 12, tzinfo=PARIS), None)]
