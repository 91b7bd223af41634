"""Conflicts: all sides, in date order, or that first whose source, day or own question was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.answering.reply import Answer
from bot.rendering.plain import render_plain
from tests.rendering.samples import shipped

if TYPE_CHECKING:
    from bot.answering.reply import Responded


def assert_comes_first(side: str, responded: Responded) -> None:
    """Say that a reply shows the neutral sentence, then that side, then the other."""
    reply, conflict = responded.reply, shipped().knowledge.conflicts[0]
    assert isinstance(reply, Answer)
    assert [fact.id for fact in reply.facts] == [side, *(other for other in conflict.sides if other != side)]
    assert conflict.text[reply.language] in render_plain(reply)


@pytest.mark.parametrize(
    ("query", "side"),
    [
        ("What did Peskov say about Putin and Witkoff?", "peskov-dates"),
        ("according to Axios, when would the plan be shown to Putin?", "plan-to-putin-2-december"),
        ("за даними Axios, коли план покажуть Путіну?", "plan-to-putin-2-december"),
        ("когда по словам Пескова Путин встретится с Уиткоффом?", "peskov-dates"),
    ],
)
def test_a_named_source_gets_its_own_side_first(query: str, side: str) -> None:
    """The side asked for is what was matched, and shown first; then the neutral sentence and the other side."""
    responded, conflict = shipped().respond(query), shipped().knowledge.conflicts[0]
    assert responded.match.answers == (side,)
    assert responded.match.conflict is None
    assert responded.match.differs == conflict.id
    assert_comes_first(side, responded)


@pytest.mark.parametrize(
    ("query", "side"),
    [
        ("what's on December 4?", "peskov-dates"),
        ("що буде 5 грудня", "peskov-dates"),
        ("4-5 декабря", "peskov-dates"),
        ("December 2", "plan-to-putin-2-december"),
        ("що буде 2 грудня", "plan-to-putin-2-december"),
        # or that whose own question comes first
        ("what dates does Moscow give for receiving the envoy?", "peskov-dates"),
        ("На какие числа в Кремле ждут гостя?", "peskov-dates"),
        ("коли після Маямі план потрапить до Путіна?", "plan-to-putin-2-december"),
    ],
)
def test_the_side_that_was_asked_for_comes_first(query: str, side: str) -> None:
    """The other one is shown behind it; the neutral sentence stands before both."""
    assert_comes_first(side, shipped().respond(query))


@pytest.mark.parametrize("query", ["when will Putin meet Witkoff", "Do Axios and Peskov name the same date?"])
def test_without_one_source_all_sides_are_shown(query: str) -> None:
    """Also where both sources are named."""
    match, conflict = shipped().respond(query).match, shipped().knowledge.conflicts[0]
    assert set(match.answers) == set(conflict.sides)
    assert (match.conflict, match.differs) == (conflict.id, None)
