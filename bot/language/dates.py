"""Days of a query, written any way, in the one way in which a base has them: "28.11" and "the 28th" as "28 November".

What is no day of any month is left alone, and so is a time, a price or a version that looks like one.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from bot.language.pack import merged
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

LONGEST_JUDGED = 600
"""Characters by which the language of a text is guessed."""

MOST = 20
"""Days in digits alone that are written out in one text."""

MOST_TOKENS = 200
"""Words in which days are looked for: a longer text is no question."""

_NUMERIC = re.compile(
    r"(?<![\d.,:/-])(?:"
    r"(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    r"|(?P<day>\d{1,2})(?P<between>[./-])(?P<month>\d{1,2})(?P=between)(?P<year>\d{4}|\d{2})"
    r"|(?P<short_day>\d{1,2})(?P<by>[./])(?P<short_month>\d{1,2})"
    r")(?![\d:%/-]|[.,]\d)"
)
_BETWEEN = frozenset({" ", ". "})
"""What stands between the words of one day: "28 Nov. 2025"."""


class _Told(NamedTuple):
    """A day of the month at some tokens, the last of which is before `after`; `alone` if it needs no month."""

    number: int
    after: int
    alone: bool


class Dates:
    """Writes days as "28 November" with the months and ordinal numbers of some packs."""

    def __init__(self, packs: Sequence[Pack], held: Collection[Day], texts: Iterable[str] = ()) -> None:
        """Take the days that the base speaks of, one of which may be named without its month, and its texts.

        What they write as "4.2" is a version or a price, and no second of April.
        """
        self._packs = [pack for pack in packs if pack.months]
        self._small = [frozenset(pack.stop_words) for pack in self._packs]
        mixed = merged(self._packs)
        self._articles, self._joins = frozenset(mixed.articles), frozenset(mixed.joins)
        endings = "|".join(map(re.escape, mixed.ordinal_endings)) or "(?!)"
        self._token = re.compile(
            rf"(?<![\w.,:/])(?:(?P<day>\d{{1,2}})(?P<suffix>[-\u2010-\u2013]?(?:{endings}))?"
            r"|[^\W\d_]+(?:['\u2019-][^\W\d_]+)*)(?![\w:]|[.,]\d)",
            re.IGNORECASE,
        )
        """A number of a day, with the ending that makes it one, or a word."""
        self._held = frozenset(held)
        self._months_held = {month for month, _ in held}
        self._no_day = {found[0] for text in texts for found in _NUMERIC.finditer(text) if found["short_day"]}
        months = {day: {month for month, of_month in held if of_month == day} for _, day in held}
        self._only = {day: min(of_day) for day, of_day in months.items() if len(of_day) == 1}
        self._month: dict[str, tuple[int, Pack]] = {}
        self._ordinal: dict[str, int] = {}
        for pack in self._packs:
            for number, forms in enumerate(pack.months, 1):
                self._month.update({form: (number, pack) for form in forms if form not in self._month})
            for number, forms in enumerate(pack.ordinals, 1):
                self._ordinal.update(dict.fromkeys(forms, number))

    def written_out(self, text: str) -> str:
        """Return a text with its days as number and month, in the language that it seems to be in."""
        if not self._packs:
            return text
        if any(map(str.isdigit, text)):
            pack = self._pack_of(text)
            text = _NUMERIC.sub(lambda found: self._of_numeric(found, pack), text, count=MOST)
        tokens = list(islice(self._token.finditer(text), MOST_TOKENS))
        words = [token[0].lower() for token in tokens]
        pieces: list[str] = []
        done = at = 0
        while at < len(tokens):
            written, after = self._day_at(text, tokens, words, at)
            if written:
                pieces += (text[done : tokens[at].start()], written)
                done = tokens[after - 1].end()
            at = after
        return "".join((*pieces, text[done:]))

    def _day_at(self, text: str, tokens: Sequence[re.Match[str]], words: Sequence[str], at: int) -> tuple[str, int]:
        """Return the day that begins at a token, written out ("" if none does), and the token that comes after it."""

        def joined(before: int) -> bool:
            return before + 1 < len(tokens) and text[tokens[before].end() : tokens[before + 1].start()] in _BETWEEN

        if (month := self._month.get(words[at])) is not None:
            next_ = at + 1 + (joined(at) and words[at + 1] in self._articles)
            if joined(next_ - 1) and (day := self._told_at(tokens, words, next_)) is not None:
                return _written(month[0], day.number, month[1]), day.after
            return "", at + 1
        if (day := self._told_at(tokens, words, at)) is None:
            return "", at + 1
        last = day.after - 1
        place = day.after + (joined(last) and words[day.after] in self._joins)
        if joined(place - 1) and (month := self._month.get(words[place])) is not None:
            return _written(month[0], day.number, month[1]), place + 1
        counted = joined(last) and not any(words[day.after] in small for small in self._small)
        if day.alone and not counted and day.number in self._only:
            return _written(self._only[day.number], day.number, self._pack_of(text)), day.after
        return "", day.after

    def _told_at(self, tokens: Sequence[re.Match[str]], words: Sequence[str], at: int) -> _Told | None:
        if tokens[at]["day"]:
            return _Told(int(tokens[at]["day"]), at + 1, alone=bool(tokens[at]["suffix"]))
        number = self._ordinal.get(" ".join(words[at : at + 2])) if at + 1 < len(words) else None
        if number is not None:
            return _Told(number, at + 2, alone=True)
        if (number := self._ordinal.get(words[at])) is None:
            return None
        return _Told(number, at + 1, alone=number >= SHORTEST_COUNT)

    def _of_numeric(self, found: re.Match[str], pack: Pack) -> str:
        if found["iso_year"]:
            return _written(int(found["iso_month"]), int(found["iso_day"]), pack, found["iso_year"]) or found[0]
        if found["year"]:
            year = int(found["year"])
            year += CENTURY if len(found["year"]) == len("25") else 0
            return _written(int(found["month"]), int(found["day"]), pack, str(year)) or found[0]
        day, month = int(found["short_day"]), int(found["short_month"])
        if found["by"] == "/" and month > len(LONGEST):  # as Americans write
            day, month = month, day
        whole = all(len(number) == len("25") for number in found.group("short_day", "short_month"))
        is_day = (month, day) in self._held or (whole and month in self._months_held)
        return (_written(month, day, pack) if is_day and found[0] not in self._no_day else "") or found[0]

    def _pack_of(self, text: str) -> Pack:
        """Return the pack that has most of the small words of a text; the first of several."""
        words = words_of(text[:LONGEST_JUDGED])
        counts = [sum(word in small for word in words) for small in self._small]
        return self._packs[counts.index(max(counts))]


def _written(month: int, day: int, pack: Pack, year: str = "") -> str:
    """Return a day in words, "" where no month has such a day."""
    if not (1 <= month <= len(LONGEST) and 1 <= day <= LONGEST[month - 1]):
        return ""
    return f"{day} {pack.months[month - 1][0]} {year}".rstrip()
