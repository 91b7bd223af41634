"""How long answers are on a phone: floors over the questions marked `tune`, for each language.

A median over many questions moves when a layout grows, not when one fact is reworded.
"""

from __future__ import annotations

import statistics
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pytest

from bot.answering.reply import Answer
from bot.evaluation.questions import load_questions
from bot.playground.standin.formatting import parse_html
from bot.rendering.html import render_html
from tests.rendering.samples import LANGUAGES, shipped

QUESTIONS = Path(__file__).parents[1] / "questions"
LONGEST = 260
"""Characters of the median answer, folded parts included."""
LONGEST_CONFLICT = 660
"""Characters of the median card of a conflict: two facts and what is said of both."""
LEAST = 0.60
"""Share of the median answer that is the facts' own text."""
EVERY = 8
"""Of the questions every eighth is asked, which is quicker; medians are within seven characters of those of all."""


@lru_cache
def answers() -> dict[str, list[tuple[Answer, int]]]:
    """Return the answers in each language, each with the length of its message as it is read."""
    found: dict[str, list[tuple[Answer, int]]] = defaultdict(list)
    for question in load_questions([QUESTIONS], split="tune")[::EVERY]:
        reply = shipped().respond(question.ask).reply
        if isinstance(reply, Answer):
            length = sum(len(parse_html(part)[0]) for part in render_html(reply))
            found[reply.language].append((reply, length))
    return found


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_median_answer_is_short(language: str) -> None:
    """Everything counts: who says it, the paragraph, as of when."""
    found = answers()[language]
    assert len(found) > 50
    assert statistics.median(length for _, length in found) < LONGEST


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("language", LANGUAGES)
def test_most_of_an_answer_is_the_fact(language: str) -> None:
    """What stands around it is read once and then passed over."""
    shares = [sum(len(fact.text) for fact in reply.facts) / length for reply, length in answers()[language]]
    assert statistics.median(shares) >= LEAST


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_conflict_fits_a_phone(language: str) -> None:
    """Both sides, each with its owner and place, are seen at once."""
    lengths = [length for reply, length in answers()[language] if reply.conflict]
    assert lengths
    assert statistics.median(lengths) < LONGEST_CONFLICT
