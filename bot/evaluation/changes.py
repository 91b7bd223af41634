"""Which questions a changed base answers differently: what `talks-bot check --diff` lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.retrieval.match import Match
    from bot.retrieval.matcher import Matcher


@dataclass(frozen=True, slots=True)
class Change:
    """A question and what it gets: ids of facts, or the kind of the reply and the gap, if one matched."""

    question: str
    before: str
    after: str


def changes(before: Matcher, after: Matcher, questions: Iterable[str]) -> Iterator[Change]:
    """Yield the questions whose reply changes, in order; a mere change of confidence is none."""
    for question in questions:
        old, new = outcome(before.match(question)), outcome(after.match(question))
        if old != new:
            yield Change(question, old, new)


def outcome(match: Match) -> str:
    """Return what a match comes to, such as "yermak-resigned", "not_in_source (casualties)" or "off_topic".

    Behind an answer stands the gap of another question of the same message, if there is one.
    """
    answered = match.decision is Decision.ANSWER
    found = match.conflict or ", ".join(match.answers) if answered else match.decision.value
    return f"{found} ({match.gap})" if match.gap else found
