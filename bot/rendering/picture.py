"""The timeline as a picture: a PNG that is legible on a phone, whatever the colours of the chat around it.

Each line of the message is a row with a track on a common scale of days: a dot for a day, a bar for several, so that
what overlaps is seen. Where a pause of years would leave two days one dot, long pauses are shortened, and a note says
so. What happened comes above the day at which the document ends, what was expected under it. The picture has a ground
of its own, since Telegram tells no bot whether a chat is light or dark.

Pillow and the font are imported where a picture is drawn, and not before.
"""

from __future__ import annotations

import importlib.util
import io
import itertools
import math
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.rendering.catalogue import catalogue
from bot.rendering.cutting import shorten, utf16_length
from bot.rendering.pieces import capitalised, titled
from bot.rendering.timeline import rows_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from bot.answering.timeline import Timeline
    from bot.rendering.catalogue import Catalogue
    from bot.rendering.timeline import Row

WIDTH = 1080
"""Pixels: what phones show without scaling up. The height follows from the rows."""
MARGIN = 56
MOST_ROWS = 14
"""Rows of a picture: more would be too tall to read without enlarging."""
MOST_LINES = 4
"""Lines of a row's words; an ellipsis stands for more."""
DOT = 26
"""Pixels of a dot, and the shortest bar."""
CAPTION = 1024
"""UTF-16 units that Telegram takes under a picture."""
DRAWABLE = re.compile(
    r"[\s!-~\u00a1-\u00ac\u00ae-\u0377\u0384-\u038a\u0391-\u03a1\u03a3-\u03e1\u0400-\u052f\u1e00-\u1eff"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20be\u2116\u2122\u2212\u2248\u2260\u2264\u2265]*\Z"
)
"""What the font can draw: Latin, Cyrillic and Greek with their signs. Of other scripts no picture is offered."""
GROUND, INK, FAINT, TRACK = "#fbf9f4", "#1d2733", "#5b6673", "#d9d8d2"
PAST, AWAITED, MARKED = "#1f6f78", "#7a4fb5", "#b3261e"


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words and where they stand, in pixels from the left and the top, with their size."""

    text: str
    left: int
    top: int
    width: int
    size: int
    bold: bool
    colour: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A rounded bar from corner to corner, in pixels; `hollow` ones are drawn as an outline."""

    box: tuple[int, int, int, int]
    colour: str
    hollow: bool = False


@dataclass(slots=True)
class Layout:
    """All that is drawn, from the top to the bottom."""

    words: list[Words] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    height: int = MARGIN


@cache
def can_draw() -> bool:
    """Tell whether Pillow and the font are installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("PIL", "font_roboto"))


def has_picture(reply: Timeline) -> bool:
    """Tell whether a picture can be drawn of a timeline: something is on it, not too much, in letters of the font."""
    rows = rows_of(reply, catalogue(reply.language)) if reply.facts else []
    told = (text for row in rows for text in (row.day, row.mark, row.voice, *row.briefs))
    return 0 < len(rows) <= MOST_ROWS and all(map(DRAWABLE.match, told)) and can_draw()


def caption(reply: Timeline, say: Catalogue) -> str:
    """Return what stands under the picture, as plain text of at most 1,024 UTF-16 units: of what, from where, as of."""
    documents = {fact.source.document: fact.source for fact in reply.facts}
    sources = [say("source.document", title=titled(document, say)) for document in documents.values()]
    end = "\n" + say("reply.as_of", date=say.date(reply.as_of))
    told = "\n".join((say("command.timeline"), *sources))
    return shorten(told, CAPTION - utf16_length(end)) + end


def draw(reply: Timeline) -> bytes:
    """Return the picture as a PNG. It takes some hundred milliseconds of a processor: not for an event loop.

    Raises:
        ImportError: Pillow or the font is not installed (`can_draw`).
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - memory that is spared where nobody asks

    made = layout(reply)
    image = Image.new("RGB", (WIDTH, made.height), GROUND)
    pen = ImageDraw.Draw(image)
    for bar in made.bars:
        radius = (bar.box[3] - bar.box[1]) // 2
        fill, width = (GROUND, 5) if bar.hollow else (bar.colour, 0)
        pen.rounded_rectangle(bar.box, radius, fill=fill, outline=bar.colour, width=width)
    for words in made.words:
        font = _font(words.size, bold=words.bold)
        pen.text((words.left, words.top), words.text, font=font, fill=words.colour)
    written = io.BytesIO()
    image.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


def layout(reply: Timeline) -> Layout:
    """Put words and bars in their places.

    Raises:
        ImportError: as `draw`.
    """
    say, made = catalogue(reply.language), Layout()
    rows = rows_of(reply, say)
    days = [reply.as_of, *(day for row in rows for day in (row.first, row.last))]
    scale = _Scale(days)
    for expected in (False, True):
        chosen = [row for row in rows if row.expected is expected]
        if chosen:
            key = "timeline.expected" if expected else "timeline.happened"
            _write(made, say(key), 46, INK, bold=True)
            made.height += 14
        for row in chosen:
            _row(made, row, scale, reply.as_of)
        if not expected:
            _end_of_document(made, say("reply.as_of", date=say.date(reply.as_of)))
    if any(row.expected for row in rows):
        _write(made, say("conflict.expected"), 32, FAINT)
    if scale.is_shortened:
        _write(made, say("timeline.shortened"), 32, FAINT)
    made.height += MARGIN - 16
    return made


class _Scale:
    """From days to pixels: in proportion, or, where two days would share a dot, at least a dot apart."""

    def __init__(self, days: Iterable[dt.date]) -> None:
        ordered = sorted(set(days))
        pauses = [(after - before).days for before, after in itertools.pairwise(ordered)]
        room = WIDTH - 2 * MARGIN - DOT
        self.is_shortened = bool(pauses) and min(pauses) * room < DOT * sum(pauses)
        least = min(DOT, room / max(1, len(pauses))) if self.is_shortened else 0.0
        parts = [math.log2(pause) if self.is_shortened else float(pause) for pause in pauses]
        left, whole = room - least * len(pauses), sum(parts) or 1.0
        ends = itertools.accumulate((least + left * part / whole for part in parts), initial=0.0)
        self._at = {day: round(end) for day, end in zip(ordered, ends, strict=True)}

    def at(self, day: dt.date) -> int:
        """Return the middle of a day's dot."""
        return MARGIN + DOT // 2 + self._at[day]


def _row(made: Layout, row: Row, scale: _Scale, as_of: dt.date) -> None:
    colour = AWAITED if row.expected else PAST
    head = capitalised(row.day) + (f" \N{MIDDLE DOT} {row.mark}" if row.mark else "")
    _write(made, head, 38, MARKED if row.mark else colour, bold=True)
    _write(made, "; ".join(row.briefs), 38, INK)
    _write(made, row.voice, 32, FAINT)
    made.height += 8
    top, middle, now = made.height, made.height + DOT // 2, scale.at(as_of)
    made.bars.append(Bar((MARGIN, middle - 3, WIDTH - MARGIN, middle + 3), TRACK))
    made.bars.append(Bar((now - 3, top - 4, now + 3, top + DOT + 4), FAINT))
    left, right = scale.at(row.first) - DOT // 2, scale.at(row.last) + DOT // 2
    made.bars.append(Bar((left, top, right, top + DOT), MARKED if row.mark else colour, hollow=row.expected))
    made.height += DOT + 34


def _end_of_document(made: Layout, text: str) -> None:
    made.bars.append(Bar((MARGIN, made.height, WIDTH - MARGIN, made.height + 6), FAINT))
    made.height += 16
    _write(made, text, 34, FAINT, bold=True)
    made.height += 24


def _write(made: Layout, text: str, size: int, colour: str, *, bold: bool = False) -> None:
    """Add words in as many lines as they take, at most `MOST_LINES`."""
    font = _font(size, bold=bold)
    for line in _wrapped(text, font, WIDTH - 2 * MARGIN):
        width = round(font.getlength(line))
        made.words.append(Words(line, MARGIN, made.height, width, size, bold, colour))
        made.height += round(size * 1.3)


def _wrapped(text: str, font: Any, width: int) -> list[str]:
    lines, rest = list[str](), text.split()
    while rest and len(lines) < MOST_LINES:
        taken = 1
        while taken < len(rest) and font.getlength(" ".join(rest[: taken + 1])) <= width:
            taken += 1
        line, rest = " ".join(rest[:taken]), rest[taken:]
        if rest and len(lines) == MOST_LINES - 1:
            line += "…"
        while font.getlength(line) > width:
            line = line.rstrip("…")[:-1] + "…"
        lines.append(line)
    return lines


@cache
def _font(size: int, *, bold: bool) -> Any:
    from PIL import ImageFont  # noqa: PLC0415 - as in `draw`

    found = importlib.util.find_spec("font_roboto")
    if found is None or found.origin is None:
        raise ImportError("the font is not installed: font-roboto")
    name = "Roboto-Bold.ttf" if bold else "Roboto-Regular.ttf"
    return ImageFont.truetype(str(Path(found.origin).with_name("files") / name), size)
