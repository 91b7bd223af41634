"""Dates as one writes them in each language."""

from __future__ import annotations

import datetime as dt

import pytest
from babel.dates import format_date

from bot.knowledge.model import DateRange
from bot.rendering.catalogue import catalogue, interface_languages

DAY = dt.date(2025, 11, 30)
IN_A_MONTH = DateRange(start=dt.date(2025, 12, 4), end=dt.date(2025, 12, 5))
IN_A_YEAR = DateRange(start=DAY, end=dt.date(2025, 12, 2))
MONTH = DateRange(start=dt.date(2025, 11, 1), end=DAY)
YEAR = DateRange(start=dt.date(2025, 1, 1), end=dt.date(2025, 12, 31))
TWO_MONTHS = DateRange(start=dt.date(2025, 11, 1), end=dt.date(2025, 12, 31))
OVER_NEW_YEAR = DateRange(start=dt.date(2025, 12, 31), end=dt.date(2026, 1, 2))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            [
                "30 November 2025",
                "4–5 December 2025",
                "30 November – 2 December 2025",
                "31 December 2025 – 2 January 2026",
                "November 2025",
                "2025",
                "1 November – 31 December 2025",
            ],
        ),
        (
            "uk",
            [
                "30 листопада 2025 року",
                "4–5 грудня 2025 року",
                "30 листопада – 2 грудня 2025 року",
                "31 грудня 2025 року – 2 січня 2026 року",
                "листопад 2025 року",
                "2025 рік",
                "1 листопада – 31 грудня 2025 року",
            ],
        ),
        (
            "ru",
            [
                "30 ноября 2025 года",
                "4–5 декабря 2025 года",
                "30 ноября – 2 декабря 2025 года",
                "31 декабря 2025 года – 2 января 2026 года",
                "ноябрь 2025 года",
                "2025 год",
                "1 ноября – 31 декабря 2025 года",
            ],
        ),
    ],
)
def test_days_and_ranges_read_naturally(language: str, expected: list[str]) -> None:
    """The month in its right case, the year once where once is enough, and a whole month or year by its name."""
    say = catalogue(language)
    assert [say.date(date) for date in (DAY, IN_A_MONTH, IN_A_YEAR, OVER_NEW_YEAR, MONTH, YEAR, TWO_MONTHS)] == expected


def test_a_range_of_one_day_is_that_day() -> None:
    """Nobody writes 4-4 December."""
    assert catalogue("en").date(DateRange(start=DAY, end=DAY)) == "30 November 2025"


@pytest.mark.parametrize("language", interface_languages())
def test_the_months_are_those_that_babel_knows(language: str) -> None:
    """Beside a day and alone; the catalogues hold them, since Babel takes 8 MB and 30 ms to say them."""
    say = catalogue(language)
    days = [dt.date(2025, month, 1) for month in range(1, 13)]
    assert say("date.months").split() == [format_date(day, "MMMM", locale=language) for day in days]
    assert say("date.months_alone").split() == [format_date(day, "LLLL", locale=language) for day in days]
