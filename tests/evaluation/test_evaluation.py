"""Floors of the evaluation on the shipped base, and what an evaluation counts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from bot.evaluation.evaluate import Evaluation, Floors, evaluate, judge
from bot.evaluation.questions import LabelledQuestion, Split, load_questions
from bot.evaluation.report import render
from bot.retrieval.match import Decision, Match
from tests.bases import matcher_of
from tests.knowledge.builders import harbour

TOP = Path(__file__).parents[2]

FLOORS = {
    "tune": Floors(
        accuracy=0.94,
        abstention_recall=0.96,
        both_sides=0.87,
        attribution=0.98,
        right_reason=0.95,
        wrong_share=0.027,
    ),
    "holdout": Floors(accuracy=0.875, abstention_recall=0.89, both_sides=0.87, attribution=0.98, wrong_share=0.048),
}
"""What was reached less about two standard errors (docs/retrieval.md)."""


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("split", ["tune", "holdout"])
def test_the_shipped_base_stays_above_its_floors(split: Split) -> None:
    """A change of the base or the matcher that loses more than noise is noticed."""
    asked = load_questions([TOP / "tests" / "questions"], split=split)
    assert evaluate(matcher_of("shipped"), asked).below(FLOORS[split]) == []


SIDES = ("ferry-on-the-12th", "ferry-on-the-15th")
MATCHES = {
    "nothing": Match("", Decision.NOT_IN_SOURCE, 0.1, 0.14),
    "offered": Match("", Decision.DID_YOU_MEAN, 0.1, 0.14, suggestions=SIDES),
    "berg": Match("", Decision.ANSWER, 0.9, 0.14, answers=("berg-resigned",)),
    "12th": Match("", Decision.ANSWER, 0.8, 0.14, answers=SIDES[:1]),
    "both": Match("", Decision.ANSWER, 0.7, 0.14, answers=SIDES, conflict="ferry-dates"),
    "one, with the note": Match("", Decision.ANSWER, 0.6, 0.14, answers=SIDES[1:], differs="ferry-dates"),
}


def question(*accept: str, kind: str = "direct") -> LabelledQuestion:
    """Return a question with the entries that are right, or one that must be abstained from."""
    label: dict[str, Any] = {"accept": frozenset(accept)} if accept else {"abstain": "not_in_source"}
    return LabelledQuestion("small", "tune", "en", kind, "who resigned", accept, **label)


@pytest.mark.parametrize(
    ("accept", "match", "verdict", "sides", "attributed"),
    [
        (("berg-resigned",), "berg", "right", None, True),
        (("why-berg-resigned", "berg-resigned"), "berg", "right", None, True),
        (("berg-resigned",), "12th", "wrong", None, None),
        (("berg-resigned",), "nothing", "missed", None, None),
        (("ferry-on-the-12th",), "offered", "missed", None, None),  # an offer is no answer
        (("ferry-on-the-12th",), "both", "right", None, True),
        (("ferry-on-the-15th",), "both", "wrong", None, None),  # what counts is the first fact
        (("ferry-dates",), "both", "right", (2, 2), True),
        (("ferry-dates", "ferry-on-the-12th"), "12th", "right", (1, 2), True),
        (("ferry-dates", "ferry-on-the-12th"), "one, with the note", "right", (2, 2), False),
        (("ferry-dates",), "nothing", "missed", (0, 2), None),
        ((), "berg", "false answer", None, None),
        ((), "nothing", "abstained", None, None),
        ((), "offered", "abstained", None, None),
    ],
)
def test_a_match_is_judged(
    accept: tuple[str, ...],
    match: str,
    verdict: str,
    sides: tuple[int, int] | None,
    attributed: bool | None,  # noqa: FBT001 - a column
) -> None:
    """By its first fact, the sides that it shows and the source of what it answers."""
    outcome = judge(harbour(), question(*accept), MATCHES[match])
    assert (outcome.verdict, outcome.sides, outcome.attributed) == (verdict, sides, attributed)


JUDGED = Evaluation(
    tuple(
        judge(harbour(), one, MATCHES[match])
        for one, match in (
            (question("berg-resigned"), "berg"),
            (question("berg-resigned", kind="far"), "12th"),
            (question("ferry-dates"), "nothing"),
            (question("ferry-dates"), "both"),
            (question(kind="outside"), "nothing"),
            (question(kind="outside"), "both"),
        )
    ),
    threshold=0.14,
)


def test_figures_are_shares_of_what_they_are_about() -> None:
    """Four questions have an answer, two have none, two ask for both sides."""
    total = JUDGED.total
    assert (total.accuracy, total.wrong_share, total.abstention_recall) == (0.5, 0.25, 0.5)
    assert (total.abstention_precision, total.both_sides, total.attribution, total.balanced) == (0.5, 0.5, 1.0, 0.5)
    by_kind = {kind: (one.right, one.answerable) for kind, one in JUDGED.by(lambda one: one.kind).items()}
    assert by_kind == {"direct": (2, 3), "far": (0, 1), "outside": (0, 0)}


def test_what_lies_below_a_floor_is_named() -> None:
    """One sentence for each, none for a figure that reaches it."""
    assert JUDGED.below(Floors(accuracy=0.5, abstention_recall=0.5, both_sides=0.5, wrong_share=0.25)) == []
    assert JUDGED.below(Floors(accuracy=0.6, both_sides=0.6, wrong_share=0.2)) == [
        "right first fact: 50.0%, the floor is 60.0%",
        "conflicts with every side: 50.0%, the floor is 60.0%",
        "another fact as the answer: 25.0%, the ceiling is 20.0%",
    ]
    assert Evaluation((), 0.14).below(Floors(1.0, 1.0, 1.0, 1.0)) == []  # nothing was asked


def test_a_report_names_the_figures_and_the_worst_mistakes() -> None:
    """The figures by kind, language and batch; as many mistakes as asked for, the surest first, missed ones last."""
    text = render(JUDGED, worst=2)
    assert "right first fact           50.0%  (2/4)" in text
    assert "both sides of conflicts    50.0%  (1/2)" in text
    assert re.findall(r"^by (\w+)", text, re.MULTILINE) == ["kind", "language", "batch"]
    assert "the worst 2 of 3 mistakes" in text
    assert re.findall(r"^  (wrong|false answer|missed)\b", text, re.MULTILINE) == ["wrong", "false answer"]
    assert "want berg-resigned; got ferry-on-the-12th (answer)" in text
