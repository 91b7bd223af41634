"""A run of all labelled questions: what is right, what is near the edge, what has changed since the run before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.evaluation.evaluate import judge, tally

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.curating.versions import Version
    from bot.evaluation.evaluate import Outcome, Tally
    from bot.evaluation.questions import LabelledQuestion
    from bot.playground.standin.model import Json

NARROWEST = 5
"""Answers nearest to the threshold that are named."""
MISTAKES = 40
"""Mistakes that are listed."""
APART = "holdout"


@dataclass(frozen=True, slots=True)
class Run:
    """What a base made of the labelled questions."""

    outcomes: tuple[Outcome, ...]


def measured(version: Version, labelled: Sequence[LabelledQuestion], progress: Callable[[int, int], None]) -> Run:
    """Ask every question; `progress` is told how many of how many were asked."""
    outcomes = []
    for number, question in enumerate(labelled, start=1):
        outcomes.append(judge(version.knowledge, question, version.match(question.ask)))
        progress(number, len(labelled))
    return Run(tuple(outcomes))


def run_as_json(run: Run, before: Run | None) -> Json:
    """Write the figures, of the questions that may be mended by and of those kept apart; of the latter nothing else.

    `since` is the difference from the run before, None where there was none: what was asked then and is asked now.
    """
    mended_by = [each for each in run.outcomes if each.question.split != APART]
    apart = [each for each in run.outcomes if each.question.split == APART]
    right = [each for each in mended_by if each.verdict == "right"]
    narrow = sorted(right, key=lambda each: each.match.confidence - each.match.threshold)[:NARROWEST]
    bad = sorted((each for each in mended_by if not each.good), key=lambda each: each.verdict == "missed")
    return {
        "figures": _figures(tally(mended_by)),
        "apart": _figures(tally(apart)),
        "narrow": [
            _asked(each) | {"confidence": float(each.match.confidence), "threshold": float(each.match.threshold)}
            for each in narrow
        ],
        "mistakes": [_asked(each) for each in bad[:MISTAKES]],
        "since": None if before is None else _since(run, before),
    }


def _figures(counted: Tally) -> Json:
    return {
        "right": counted.right,
        "wrong": counted.wrong,
        "missed": counted.missed,
        "abstained": counted.abstained,
        "false_answers": counted.false_answers,
    }


def _asked(outcome: Outcome) -> Json:
    return {"ask": outcome.question.ask, "language": outcome.question.language, "verdict": outcome.verdict}


def _since(run: Run, before: Run) -> Json:
    then = {(each.question.ask, each.question.split): each.good for each in before.outcomes}
    changed = [
        each for each in run.outcomes if then.get((each.question.ask, each.question.split), each.good) != each.good
    ]
    shown = [each for each in changed if each.question.split != APART]
    return {
        "better": [_asked(each) for each in shown if each.good],
        "worse": [_asked(each) for each in shown if not each.good],
        "apart": {
            "better": sum(each.good for each in changed if each.question.split == APART),
            "worse": sum(not each.good for each in changed if each.question.split == APART),
        },
        "new": sum((each.question.ask, each.question.split) not in then for each in run.outcomes),
    }
