"""Measuring the thresholds of a base: on labelled questions, or on the base itself where there are none.

A base without labelled questions is asked its own questions twice: with the question's own pattern left out (the
others must find the entry: answerable) and with the whole entry left out (nothing may be found: unanswerable). The
threshold is where the two are told apart best.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.retrieval.calibration import DEFAULT, Calibration
from bot.retrieval.evaluate import evaluate, tally
from bot.retrieval.match import Decision
from bot.retrieval.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.knowledge.model import Knowledge
    from bot.retrieval.evaluate import Outcome, Verdict
    from bot.retrieval.questions import LabelledQuestion

STEPS = tuple(step / 100 for step in range(4, 61))
"""Thresholds that are tried."""

WRONG_COSTS = 1.0
"""What a wrong answer costs beside not being a right one: an honest "not in my source" beats it."""

LEFT_OUT = 400
"""Questions of a base that are left out at most; spread evenly, they take some seconds."""

PATTERN_LIKENESS = 0.75
"""Share of common words from which two phrasings count as the same pattern and are left out together."""

SHRINK = 0.25
"""How far the threshold measured on the base itself moves from the default: people ask less like the base than it
asks itself."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Constants with what they were measured on."""

    constants: Calibration
    questions: int
    right: float
    wrong: float
    abstained: float
    source: str

    @property
    def value(self) -> float:
        """What the threshold is chosen by."""
        return (self.right + self.abstained - WRONG_COSTS * self.wrong) / 2


def calibrate(knowledge: Knowledge, questions: Sequence[LabelledQuestion]) -> Measured:
    """Return the constants with the threshold that serves the labelled questions best.

    The best threshold has the highest mean of right answers and right abstentions, less half of the wrong answers;
    of equals the highest. Without questions the base is its own measure (see `calibrate_itself`).
    """
    if not questions:
        return calibrate_itself(knowledge)
    # the threshold decides only whether an entry is answered, never which: one run at the lowest shows all of them
    matcher = Matcher(knowledge, dataclasses.replace(DEFAULT, threshold=0.0))
    outcomes = evaluate(matcher, questions).outcomes

    def at(threshold: float) -> Measured:
        total = tally(_with_threshold(outcome, threshold) for outcome in outcomes)
        constants = dataclasses.replace(DEFAULT, threshold=threshold)
        shares = (total.accuracy, total.wrong_share, total.abstention_recall)
        return Measured(constants, len(outcomes), *shares, "labelled questions")

    return max(map(at, STEPS), key=lambda one: (one.value, one.constants.threshold))


def calibrate_itself(knowledge: Knowledge) -> Measured:
    """Return the constants measured on the base itself, without labelled questions."""
    matcher = Matcher(knowledge)
    step = max(1, len(matcher.phrasings) // LEFT_OUT)
    numbers = range(0, len(matcher.phrasings), step)
    answerable: list[tuple[bool, float]] = []
    unanswerable: list[float] = []
    for number in numbers:
        wanted = matcher.phrasings[number].entry_id
        if matcher.entries[wanted].kind == "gap":
            continue
        found, score = matcher.found_without(number, matcher.engine.like(number, PATTERN_LIKENESS))
        answerable.append((found == wanted, score if _answers(matcher, found) else 0.0))
        found, score = matcher.found_without(number, matcher.engine.of_entry(number))
        unanswerable.append(score if _answers(matcher, found) else 0.0)

    def at(threshold: float) -> Measured:
        right = _share(good and score >= threshold for good, score in answerable)
        wrong = _share(not good and score >= threshold for good, score in answerable)
        abstained = _share(score < threshold for score in unanswerable)
        constants = dataclasses.replace(DEFAULT, threshold=threshold)
        return Measured(constants, len(answerable), right, wrong, abstained, "the base itself")

    best = max(map(at, STEPS), key=lambda one: (one.value, one.constants.threshold))
    threshold = DEFAULT.threshold + SHRINK * (best.constants.threshold - DEFAULT.threshold)
    return dataclasses.replace(best, constants=dataclasses.replace(DEFAULT, threshold=round(threshold, 2)))


def _answers(matcher: Matcher, entry_id: str) -> bool:
    return bool(entry_id) and matcher.entries[entry_id].kind != "gap"


def _with_threshold(outcome: Outcome, threshold: float) -> Outcome:
    if outcome.match.decision is not Decision.ANSWER or outcome.match.confidence >= threshold:
        return outcome
    verdict: Verdict = "missed" if outcome.question.abstain is None else "abstained"
    return dataclasses.replace(outcome, verdict=verdict, attributed=None)


def _share(values: Iterable[bool]) -> float:
    marks = list(values)
    return sum(marks) / len(marks) if marks else 0.0
