"""An evaluation as plain text for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.evaluation.evaluate import Evaluation, Outcome, Tally

WORST_SHOWN = 10
"""Mistakes listed by default: enough to see what goes wrong, few enough to read."""


def render(evaluation: Evaluation, *, worst: int = WORST_SHOWN) -> str:
    """Return the evaluation as text: a line per kind, language and batch, the figures, then the `worst` mistakes."""
    return "\n".join(_lines(evaluation, worst))


def _lines(evaluation: Evaluation, worst: int) -> Iterator[str]:
    header = f"{'':22}{'right':>7}{'wrong':>7}{'missed':>8} |{'abstained':>10}{'false':>7} |{'good':>8}"
    for title, key in (
        ("kind", lambda question: question.kind),
        ("language", lambda question: question.language or "-"),
        ("batch", lambda question: f"{question.batch} ({question.split})"),
    ):
        yield f"by {title:19}" + header[22:]
        yield from (_row(name, tally) for name, tally in evaluation.by(key).items())
        yield ""
    yield _row("all", evaluation.total)
    yield ""
    yield from _figures(evaluation)
    mistakes = evaluation.mistakes()
    if mistakes and worst:
        yield ""
        yield f"the worst {min(worst, len(mistakes))} of {len(mistakes)} mistakes"
        yield from map(_mistake, mistakes[:worst])


def _row(name: str, tally: Tally) -> str:
    total = tally.answerable + tally.must_abstain
    good = (tally.right + tally.abstained) / total if total else 0.0
    answered = f"{tally.right:7}{tally.wrong:7}{tally.missed:8}"
    return f"{name:22}{answered} |{tally.abstained:10}{tally.false_answers:7} |{good:8.1%}"


def _figures(evaluation: Evaluation) -> Iterator[str]:
    total = evaluation.total
    yield f"right first fact         {total.accuracy:7.1%}  ({total.right}/{total.answerable})"
    yield f"right within one tap     {total.within_one_tap:7.1%}  ({total.right + total.tapped}/{total.answerable})"
    yield f"another fact as answer   {total.wrong_share:7.1%}  ({total.wrong}/{total.answerable})"
    yield f"abstention recall        {total.abstention_recall:7.1%}  ({total.abstained}/{total.must_abstain})"
    not_answered = total.abstained + total.missed
    yield f"abstention precision     {total.abstention_precision:7.1%}  ({total.abstained}/{not_answered})"
    yield f"both sides of conflicts  {total.both_sides:7.1%}  ({total.sides_all}/{total.sides_asked})"
    yield f"attribution              {total.attribution:7.1%}  ({total.attributed}/{total.attribution_asked})"
    yield f"right reason, or none    {total.right_reason:7.1%}  ({total.reasoned}/{total.reason_asked})"
    yield f"balanced                 {total.balanced:7.3f}"
    yield f"threshold                {evaluation.threshold:7.2f}"


def _mistake(outcome: Outcome) -> str:
    question, match = outcome.question, outcome.match
    want = ", ".join(question.codes) or question.abstain
    got = ", ".join(match.answers) or match.gap or match.decision.value
    best = f"; best {match.candidates[0].entry_id} {100 * match.candidates[0].score:.0f}" if match.candidates else ""
    return (
        f"  {outcome.verdict:13} {match.confidence:.2f} [{question.batch} {question.kind}] {question.ask}\n"
        f"{'':16}want {want}; got {got} ({match.decision.value}){best}"
    )
