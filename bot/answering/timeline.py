"""/timeline: what happened and what was expected, by date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.browsing import overview
from bot.answering.reply import CommandReply
from bot.answering.showing import start_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from bot.answering.context import CommandContext
    from bot.answering.reply import ShownFact
    from bot.knowledge.model import Fact


@dataclass(frozen=True, slots=True)
class Timeline(CommandReply):
    """What happened and what was only expected, each by date.

    A fact that happened and has no date is known by the date of its document, and stands after those of that day.
    `dates_differ` and `accounts_differ` are ids of facts shown here that sources differ on, in the date or otherwise.
    """

    happened: tuple[ShownFact, ...]
    expected: tuple[ShownFact, ...]
    dates_differ: frozenset[str] = frozenset()
    accounts_differ: frozenset[str] = frozenset()

    @property
    def facts(self) -> tuple[ShownFact, ...]:
        """All that is shown, in the order in which it is numbered."""
        return (*self.happened, *self.expected)


def timeline(context: CommandContext, _argument: str) -> Timeline:
    """Put every fact that has a date, or a brief line and happened, in its place; ties in the file's order."""
    show = context.showcase

    def place(fact: Fact) -> tuple[dt.date, bool]:
        return (start_of(fact.date) if fact.date else show.documents[fact.document].date, fact.date is None)

    placed = (fact for fact in overview(context) if fact.date or (fact.brief and not fact.expected))
    facts = sorted(placed, key=place)
    dates, accounts = _differing(context, {fact.id for fact in facts})

    def shown(chosen: Iterable[Fact]) -> tuple[ShownFact, ...]:
        return tuple(show.fact(fact.id, context.language) for fact in chosen)

    return Timeline(
        context.language,
        context.as_of,
        happened=shown(fact for fact in facts if not fact.expected),
        expected=shown(fact for fact in facts if fact.expected),
        dates_differ=dates,
        accounts_differ=accounts,
    )


def _differing(context: CommandContext, ids: set[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return which of the facts sources differ on: in the date, and otherwise. A detail counts for its fact."""
    facts, dates, accounts = context.showcase.facts, set[str](), set[str]()
    for conflict in context.knowledge.conflicts:
        sides = [facts[side] for side in conflict.sides]
        here = dates if len({side.date for side in sides if side.date}) > 1 else accounts
        here |= {known for side in sides for known in (side.id, side.detail_of) if known in ids}
    return frozenset(dates), frozenset(accounts - dates)
