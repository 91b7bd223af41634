"""The message of /timeline: one line for each date and whoever says so, its facts numbered as the buttons are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.rendering.cutting import shorten
from bot.rendering.message import block, bold, italic, line
from bot.rendering.pieces import DOT, source_details

if TYPE_CHECKING:
    from bot.answering.reply import ShownFact
    from bot.answering.timeline import Timeline
    from bot.rendering.catalogue import Catalogue
    from bot.rendering.message import Block, Line

BRIEF = 80
"""UTF-16 units that stand for a fact of which the base has no brief line: two lines of a phone."""


def timeline(reply: Timeline, say: Catalogue) -> list[Block]:
    """Return what happened and what was expected, then where it stands; one sentence where there is neither."""
    if not reply.facts:
        return [block(say("timeline.none"))]
    numbers = {fact.id: number for number, fact in enumerate(reply.facts, start=1)}
    blocks = []
    if reply.happened:
        blocks.append(block(bold(say("timeline.happened")), *_lines(reply, reply.happened, numbers, say)))
    if reply.expected:
        unknown = italic(say("conflict.expected"))
        blocks.append(block(bold(say("timeline.expected")), *_lines(reply, reply.expected, numbers, say), unknown))
    return [*blocks, source_details(reply.facts, say)]


def _lines(reply: Timeline, facts: tuple[ShownFact, ...], numbers: dict[str, int], say: Catalogue) -> list[Line]:
    groups: dict[tuple[str, str, str], list[ShownFact]] = {}
    for fact in facts:
        mark = _mark(reply, fact, say)
        groups.setdefault((_day(reply, fact, say), _voice(fact, say), mark), []).append(fact)
    return [
        line(
            bold(day),
            DOT + "; ".join(f"{numbers[fact.id]}) {_brief(fact)}" for fact in group) + DOT,
            italic(owner),
            *((DOT, bold(mark)) if mark else ()),
        )
        for (day, owner, mark), group in groups.items()
    ]


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


def _brief(fact: ShownFact) -> str:
    return fact.brief or shorten(fact.text, BRIEF).rstrip(".")
