"""The interface's sentences in one language: gettext catalogues with plural forms, and dates.

Message ids are keys such as "button.source": the part before the dot is the place, and a place has a limit of length
that tests check. English is a catalogue like the others, and the one to fall back to for a language that has none.

The .po files are read as they are written, without a compile step that could be forgotten: a file takes about a
millisecond.
"""

from __future__ import annotations

import calendar
import datetime as dt
import gettext
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.knowledge.model import DateRange

LOCALES = Path(__file__).parent / "locales"
FALLBACK = "en"
DOMAIN = "talks_bot"
_FIELD = re.compile(r'(?:(?P<keyword>msgid_plural|msgid|msgstr)(?:\[(?P<form>\d)\])?\s+)?"(?P<text>.*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t"}


class Catalogue:
    """Sentences and dates in one interface language. `language` is the catalogue's own: "en" where it stands in."""

    def __init__(self, language: str, messages: dict[str, tuple[str, ...]]) -> None:
        self.language = language
        self._messages = messages
        rule = messages[""][0].partition("plural=")[2].partition(";")[0]
        self._plural_form = gettext.c2py(rule)

    def __call__(self, key: str, **values: object) -> str:
        """Return a sentence with its `{name}` places filled.

        Raises:
            KeyError: the catalogue has no such key, or a value is missing; tests rule both out.
        """
        text = self._messages[key][0]
        return text.format_map(values) if values else text

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the plural form for `number`, which fills `{n}`."""
        forms = self._messages[key]
        return forms[self._plural_form(number)].format_map({"n": number, **values})

    def date(self, date: dt.date | DateRange, *, within: int | None = None) -> str:
        """Return "30 November 2025", "4-5 December 2025", "November 2025" or "2025", the way the language writes it.

        Days of the year `within` go without it: "30 November".
        """
        if isinstance(date, dt.date):
            return self._written("date.day_of_year" if date.year == within else "date.day", date)
        if whole := _whole(date):
            return self._written(whole, date.start, months="date.months_alone")
        within = within if date.start.year == date.end.year else None
        last = self.date(date.end, within=within)
        if date.start == date.end:
            return last
        if (date.start.year, date.start.month) == (date.end.year, date.end.month):
            return f"{date.start.day}{self('date.dash')}{last}"
        first = self._written("date.day_of_year" if date.start.year == date.end.year else "date.day", date.start)
        return f"{first} \N{EN DASH} {last}"

    def _written(self, pattern: str, date: dt.date, months: str = "date.months") -> str:
        places = {"day": date.day, "month": self(months).split()[date.month - 1], "year": date.year}
        return self._messages[pattern][0].format_map(places)


def _whole(date: DateRange) -> str:
    """Return the key of the pattern for a range that is all days of one month or of one year, "" for another."""
    start, end = date.start, date.end
    if start.day != 1 or end.day != calendar.monthrange(end.year, end.month)[1] or start.year != end.year:
        return ""
    if start.month == end.month:
        return "date.month"
    return "date.year" if (start.month, end.month) == (1, 12) else ""


@lru_cache
def catalogue(language: str) -> Catalogue:
    """Return the catalogue of a language, the English one where there is none."""
    path = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if language != FALLBACK and not path.is_file():
        return catalogue(FALLBACK)
    return Catalogue(language, read_po(path))


def interface_languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a catalogue, English first."""
    found = sorted(path.parent.parent.name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    return tuple(sorted(found, key=lambda language: language != FALLBACK))


def read_po(path: Path) -> dict[str, tuple[str, ...]]:
    """Return each message id of a gettext .po file with its translations: one, or one per plural form.

    The header stands under "". Read is the small part of the format that the catalogues use; a test holds this against
    Babel's reader.

    Raises:
        ValueError: a line is neither a comment, a field nor a continued string, or the file is not UTF-8.
    """
    messages: dict[str, tuple[str, ...]] = {}
    msgid, forms, field = "", [""], ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        found = _FIELD.fullmatch(line)
        if found is None:
            raise ValueError(f"{path.name}: line {number} is not a gettext line: {line[:60]}")
        text = _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), found["text"])
        field = found["keyword"] or field
        if found["keyword"] == "msgid":
            messages[msgid] = tuple(forms)
            msgid, forms = text, [""]
        elif field == "msgid":
            msgid += text
        elif found["keyword"] == "msgstr" and found["form"] not in (None, "0"):
            forms.append(text)
        elif field == "msgstr":
            forms[-1] += text
    messages[msgid] = tuple(forms)
    return messages
