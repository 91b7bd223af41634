"""The whole set at once, with what changed since the last time."""

from __future__ import annotations

import dataclasses

import pytest

from bot.curating.edits import add_question
from bot.curating.preview import Effect
from bot.curating.runs import NARROWEST, run
from bot.curating.versions import version_of
from bot.evaluation.questions import load_questions
from tests.curating.test_preview import BASE, LIBRARY, labelled

ASKED = [labelled("where will the books go", "moves-to-depot"), labelled("what is wrong with the roof", "roof-leaks")]


def test_a_run_counts_and_names_what_is_narrow() -> None:
    """Right answers and abstentions by their distance from the threshold; progress to the end."""
    questions = [dataclasses.replace(each, split="tune") for each in load_questions([LIBRARY / "questions.yaml"])]
    done: list[tuple[int, int]] = []
    version = version_of(BASE)
    found = run(version, questions, progress=lambda *each: done.append(each))
    assert done[-1] == (len(questions), len(questions))
    assert found.tune.answerable + found.tune.must_abstain == len(questions)
    assert found.apart.answerable == 0
    margins = [each.margin for each in found.narrowest]
    assert len(margins) == NARROWEST
    assert margins == sorted(margins)
    first = found.narrowest[0]
    match = version.matcher.match(first.question.ask)
    assert first.margin == pytest.approx(abs(match.confidence - match.threshold))
    assert found.changes == ()
    assert found.changes_apart is None


def test_a_run_says_what_changed_since_the_last() -> None:
    """Of those that are labelled only, how many."""
    last = run(version_of(BASE), ASKED)
    after = version_of(add_question(BASE, "moves-to-depot", ASKED[0].ask, "en").after)
    found = run(after, ASKED, last)
    assert [(each.question.ask, each.effect) for each in found.changes] == [(ASKED[0].ask, Effect.MENDED)]
    assert not found.changes_apart
    apart = [dataclasses.replace(each, split="holdout") for each in ASKED]
    kept = run(after, apart, run(version_of(BASE), apart))
    assert (kept.changes, kept.narrowest) == ((), ())
    assert kept.changes_apart == {Effect.MENDED: 1}
