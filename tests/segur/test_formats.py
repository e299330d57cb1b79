"""Hours as Django shows them by itself, in the administration."""

from datetime import UTC, datetime

from django.utils.formats import date_format, localize
from django.utils.timezone import localtime

LE = localtime(datetime(2026, 3, 2, 16, 5, tzinfo=UTC))


def test_hours_are_written_as_in_french():
    assert (localize(LE), date_format(LE, "TIME_FORMAT")) == ("2 mars 2026 à 17\u00a0h\u00a005", "17\u00a0h\u00a005")
    assert date_format(LE, "DATE_FORMAT") == "2 mars 2026"
