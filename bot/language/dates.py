"""Days of a query, written any way, in the one way in which a base has them: "28.11" and "the 28th" as "28 November".

What is no day of any month is left alone, and so is a time, a price or a version that looks like one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from bot.language.pack import Pack

Day = tuple[int, int]
"""Month, 1 to 12, and day of it, 1 to 31."""

LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Days of each month."""

CENTURY = 2000
"""What a year of two digits is added to."""

SHORTEST_COUNT = 10
"""Day from which one that is spelt out may stand without its month: "второго" may be anything's second."""

LONGEST_WORD = 40
"""Letters of the next word that are looked at."""

_NUMERIC = re.compile(
    r"(?<![\d.,:/-])(?:"
    r"(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})(?P<between>[./-])(?P<month>\d{1,2})(?P=between)(?P<year>\d{4}|\d{2})"
    r"|(?P<short_day>\d{1,2})(?P<by>[./])(?P<short_month>\d{1,2})"
    r")(?![\d:%/-]|[.,]\d)"
)
_SUFFIX = r"(?:st|nd|rd|th|[-\u2010-\u2013]?(?:го|ого|ее|ое|ее|му|ше|ге|те|ме|е|є))"


class Dates:
    """Writes days as "28 November" with the months and ordinal numbers of some packs."""

    def __init__(self, packs: Sequence[Pack], held: Collection[Day], texts: Iterable[str] = ()) -> None:
        """Take the days that the base speaks of, one of which may be named without its month, and its texts.

        What they write as "4.2" is a version or a price, and no second of April.
        """
        self._packs = [pack for pack in packs if pack.months]
        self._small = [frozenset(pack.stop_words) for pack in self._packs]
        self._held = frozenset(held)
        self._months_held = {month for month, _ in held}
        self._no_day = {found[0] for text in texts for found in _NUMERIC.finditer(text) if found["short_day"]}
        self._only = {day: months[0] for day in range(1, 32) if len(months := _months_with(day, held)) == 1}
        self._month: dict[str, tuple[int, Pack]] = {}
        self._ordinal: dict[str, int] = {}
        for pack in self._packs:
            for number, forms in enumerate(pack.months, 1):
                self._month.update({form: (number, pack) for form in forms if form not in self._month})
            for number, forms in enumerate(pack.ordinals, 1):
                self._ordinal.update(dict.fromkeys(forms, number))
        month, told = _any(self._month), _any(self._ordinal)
        day_first = rf"(?:(?P<day>\d{{1,2}}){_SUFFIX}?|(?P<told>{told}))(?: of)? (?P<month>{month})"
        month_first = rf"(?P<first>{month})\.? (?:the )?(?:(?P<after>\d{{1,2}}){_SUFFIX}?|(?P<told_after>{told}))"
        self._named = re.compile(
            rf"(?<![\w.,:/])(?:{day_first}|{month_first})(?![\w:]|[.,]\d)",
            re.IGNORECASE,
        )
        self._alone = re.compile(
            rf"(?<![\w.,:/-])(?:(?P<day>\d{{1,2}}){_SUFFIX}|(?P<told>{told}))(?!\w|[.,:]\d)",
            re.IGNORECASE,
        )

    def written_out(self, text: str) -> str:
        """Return a text with its days as number and month, in the language that it seems to be in."""
        if not self._packs:
            return text
        text = self._named.sub(self._of_named, text)
        pack = self._pack_of(text)
        text = _NUMERIC.sub(lambda found: self._of_numeric(found, pack), text)
        return self._alone.sub(lambda found: self._of_day_alone(found, text, pack), text)

    def _of_named(self, found: re.Match[str]) -> str:
        month, pack = self._month[(found["month"] or found["first"]).lower()]
        day = self._number(found["day"] or found["after"], found["told"] or found["told_after"])
        return _written(found, month, day, pack)

    def _of_numeric(self, found: re.Match[str], pack: Pack) -> str:
        if found["iso_year"]:
            return _written(found, int(found["iso_month"]), int(found["iso_day"]), pack, found["iso_year"])
        if found["year"]:
            year = int(found["year"])
            year += CENTURY if len(found["year"]) == len("25") else 0
            return _written(found, int(found["month"]), int(found["day"]), pack, str(year))
        day, month = int(found["short_day"]), int(found["short_month"])
        if found["by"] == "/" and month > len(LONGEST):  # as Americans write
            day, month = month, day
        whole = all(len(number) == len("25") for number in found.group("short_day", "short_month"))
        is_day = (month, day) in self._held or (whole and month in self._months_held)
        return _written(found, month, day, pack) if is_day and found[0] not in self._no_day else found[0]

    def _of_day_alone(self, found: re.Match[str], text: str, pack: Pack) -> str:
        day = self._number(found["day"], found["told"])
        following = words_of(text[found.end() : found.end() + LONGEST_WORD])[:1]
        counted = bool(following) and not any(following[0] in small for small in self._small)
        if day not in self._only or counted or (found["told"] and day < SHORTEST_COUNT):
            return found[0]
        return _written(found, self._only[day], day, pack)

    def _number(self, digits: str | None, told: str | None) -> int:
        return int(digits) if digits else self._ordinal[(told or "").lower()]

    def _pack_of(self, text: str) -> Pack:
        """Return the pack that has most of the small words of a text; the first of several."""
        words = words_of(text)
        counts = [sum(word in small for word in words) for small in self._small]
        return self._packs[counts.index(max(counts))]


def _written(found: re.Match[str], month: int, day: int, pack: Pack, year: str = "") -> str:
    """Return a day in words, or what was written where no month has such a day."""
    if not (1 <= month <= len(LONGEST) and 1 <= day <= LONGEST[month - 1]):
        return found[0]
    return f"{day} {pack.months[month - 1][0]} {year}".rstrip()


def _months_with(day: int, held: Iterable[Day]) -> list[int]:
    return sorted({month for month, of_month in held if of_month == day})


def _any(forms: Iterable[str]) -> str:
    """Return a pattern of any of the forms, the longest first; one that nothing matches without any."""
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form)))) or r"(?!)"
