"""The filters that say days and hours: every template has them, and they agree with the words of the rules."""

from datetime import UTC, date, datetime

import pytest
from django.template import engines

LE = datetime(2026, 4, 1, 15, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("filtre", "dit"),
    [
        ("jour", "1er avril 2026"),
        ("jour_court", "1er avril"),
        ("jour_semaine", "mercredi 1er avril 2026"),
        ("jour_semaine_court", "mercredi 1er avril"),
        ("heure", "17\u00a0h\u00a030"),
        ("moment", "1er avril 2026 à 17\u00a0h\u00a030"),
        ("moment_court", "1er avril à 17\u00a0h\u00a030"),
        ("moment_semaine", "mercredi 1er avril 2026 à 17\u00a0h\u00a030"),
        ("moment_semaine_court", "mercredi 1er avril à 17\u00a0h\u00a030"),
        ("moment_exact", "1er avril 2026 à 17\u00a0h\u00a030\u00a0min\u00a012\u00a0s"),
    ],
)
def test_each_filter_without_a_load(filtre, dit):
    assert _render(filtre, LE) == _render(filtre, LE.isoformat()) == dit
    assert _render(filtre, None) == _render(filtre, "") == ""


def test_a_day_alone():
    assert _render("jour", date(2026, 4, 1)) == _render("jour", "2026-04-01") == "1er avril 2026"


@pytest.mark.parametrize(("jours", "dit"), [(0, "0 jour ouvré"), (1, "1 jour ouvré"), (2, "2 jours ouvrés")])
def test_working_days(jours, dit):
    assert _render("jours_ouvres", jours) == dit


def _render(filtre: str, le) -> str:
    return engines["django"].from_string(f"{{{{ le|{filtre} }}}}").render({"le": le})
