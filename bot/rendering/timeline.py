"""The message of /timeline: one line for each date and whoever says so, its facts numbered as the buttons are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.showing import end_of, start_of
from bot.rendering.cutting import shorten
from bot.rendering.message import Span, block, bold, italic, line
from bot.rendering.pieces import DOT, source_details

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from bot.answering.reply import ShownFact
    from bot.answering.timeline import Timeline
    from bot.rendering.catalogue import Catalogue
    from bot.rendering.message import Block, Line

BRIEF = 80
"""UTF-16 units that stand for a fact of which the base has no brief line: two lines of a phone."""
MANY = 40
"""Rows from which on voices are plain: of a message's formatted places, about a hundred are kept."""
OPEN = 400
"""Letters, ten lines of a phone, from which on what happened, or what was expected, is folded."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one voice says of one date: `briefs` with their `numbers`, and in which way another differs, or ""."""

    day: str
    briefs: tuple[str, ...]
    numbers: tuple[int, ...]
    voice: str
    mark: str
    expected: bool
    first: dt.date
    last: dt.date


def timeline(reply: Timeline, say: Catalogue) -> list[Block]:
    """Return what happened and what was expected, then where it stands; one sentence where there is neither."""
    if not reply.facts:
        return [block(say("timeline.none"))]
    rows = rows_of(reply, say)
    voices = italic if len(rows) < MANY else Span
    blocks: list[Block] = []
    if reply.happened:
        blocks += _part(say("timeline.happened"), [_line(row, voices) for row in rows if not row.expected])
    if reply.expected:
        told = [_line(row, voices) for row in rows if row.expected]
        blocks += _part(say("timeline.expected"), told, italic(say("timeline.not_said")))
    return [*blocks, source_details(reply.facts, say)]


def _part(heading: str, told: list[Line], *note: Span) -> list[Block]:
    """Return a list under its heading; what is long is folded, so that all of it stands on one screen."""
    if sum(len(span.text) for each in told for span in each) <= OPEN:
        return [block(bold(heading), *told, *note)]
    return [block(bold(heading), *note), block(*told, folded=True)]


def rows_of(reply: Timeline, say: Catalogue) -> list[Row]:
    """Return a row for each date, voice and mark, those of what happened first, in the order of their numbers."""
    groups: dict[tuple[bool, str, str, str], list[tuple[int, ShownFact]]] = {}
    for number, fact in enumerate(reply.facts, start=1):
        expected = number > len(reply.happened)
        key = (expected, _day(reply, fact, say), _voice(fact, say), _mark(reply, fact, say))
        groups.setdefault(key, []).append((number, fact))
    return [
        Row(
            day=day,
            briefs=tuple(fact.brief or shorten(fact.text, BRIEF).rstrip(".") for _, fact in group),
            numbers=tuple(number for number, _ in group),
            voice=voice,
            mark=mark,
            expected=expected,
            first=start_of(group[0][1].date or group[0][1].source.date),
            last=end_of(group[0][1].date or group[0][1].source.date),
        )
        for (expected, day, voice, mark), group in groups.items()
    ]


def _line(row: Row, voices: Callable[[str], Span]) -> Line:
    told = "; ".join(f"{number}) {brief}" for number, brief in zip(row.numbers, row.briefs, strict=True))
    return line(bold(row.day), DOT + told + DOT, voices(row.voice), *((DOT, bold(row.mark)) if row.mark else ()))


def _day(reply: Timeline, fact: ShownFact, say: Catalogue) -> str:
    """Return the date without the year of the base, which the last line names; "by" the document's for none."""
    if fact.date is None:
        return say("timeline.by", date=say.date(fact.source.date, within=reply.as_of.year))
    return say.date(fact.date, within=reply.as_of.year)


def _mark(reply: Timeline, fact: ShownFact, say: Catalogue) -> str:
    if fact.id in reply.dates_differ:
        return say("timeline.dates_differ")
    return say("timeline.accounts_differ") if fact.id in reply.accounts_differ else ""


def _voice(fact: ShownFact, say: Catalogue) -> str:
    return fact.owner or (say("timeline.document") if fact.source.only else fact.attribution)
