"""All labelled questions at once: what becomes of them, how narrowly, and what has changed since the last time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.curating.preview import ORDER, Changed, effect_of
from bot.evaluation.changes import outcome
from bot.evaluation.evaluate import Outcome, judge, tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.curating.preview import Effect
    from bot.curating.versions import Version
    from bot.evaluation.evaluate import Tally
    from bot.evaluation.questions import LabelledQuestion

NARROWEST = 10
"""Questions named as narrow: what the next change may tip."""


@dataclass(frozen=True, slots=True)
class Narrow:
    """A question that is dealt with rightly by a small `margin` of confidence above or below the threshold (0 to 1)."""

    question: LabelledQuestion
    margin: float


@dataclass(frozen=True, slots=True)
class Run:
    """What a base made of labelled questions.

    `tune` counts those that may be mended by, `apart` those that are labelled only: theirs is the figure that counts,
    and none of them is named. `narrowest` are right by the smallest margins, the smallest first. `changes` are those
    answered differently than in the run before, worse ones first; `changes_apart` counts those of the others.
    """

    tune: Tally
    apart: Tally
    narrowest: tuple[Narrow, ...]
    outcomes: tuple[Outcome, ...]
    changes: tuple[Changed, ...] = ()
    changes_apart: Counter[Effect] | None = None
    """None in the first run."""


def run(
    version: Version,
    labelled: Sequence[LabelledQuestion],
    last: Run | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Ask every labelled question; compare with the `last` run, question by question, where it asked the same.

    `progress` is told how many of how many were asked; what it raises ends the asking.
    """
    outcomes: list[Outcome] = []
    for number, question in enumerate(labelled, start=1):
        outcomes.append(judge(version.knowledge, question, version.match(question.ask)))
        if progress is not None:
            progress(number, len(labelled))
    shown = [each for each in outcomes if each.question.split != "holdout"]
    narrow = [Narrow(each.question, abs(each.match.confidence - each.match.threshold)) for each in shown if each.good]
    changes = [] if last is None else _changes(last, outcomes)
    told = [change for change in changes if change.question.split != "holdout"]
    return Run(
        tally(shown),
        tally(each for each in outcomes if each.question.split == "holdout"),
        tuple(sorted(narrow, key=lambda each: each.margin)[:NARROWEST]),
        tuple(outcomes),
        tuple(sorted(told, key=lambda change: ORDER[change.effect])),
        None if last is None else Counter(each.effect for each in changes if each.question.split == "holdout"),
    )


def _changes(last: Run, outcomes: Sequence[Outcome]) -> list[Changed]:
    before = {each.question.ask: each for each in last.outcomes}
    found = []
    for each in outcomes:
        old = before.get(each.question.ask)
        if old is not None and (was := outcome(old.match)) != (now := outcome(each.match)):
            found.append(Changed(each.question, was, now, effect_of(old.verdict, each.verdict)))
    return found
