"""Conflicts: all sides, or the side whose source was asked for with a note on the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answering.reply import Answer
from bot.answering.responder import Responder
from bot.knowledge.load import load
from bot.rendering.plain import render_plain
from bot.retrieval.matcher import Matcher

SHIPPED = load(Path(__file__).parents[2] / "knowledge.yaml")
RESPONDER = Responder(SHIPPED, Matcher(SHIPPED))
CONFLICT = SHIPPED.conflicts[0]


@pytest.mark.parametrize(
    ("query", "side"),
    [
        ("What did Peskov say about Putin and Witkoff?", "peskov-dates"),
        ("according to Axios, when would the plan be shown to Putin?", "plan-to-putin-2-december"),
        ("за даними Axios, коли план покажуть Путіну?", "plan-to-putin-2-december"),
        ("когда по словам Пескова Путин встретится с Уиткоффом?", "peskov-dates"),
    ],
)
def test_a_named_source_gets_its_own_side_with_a_note(query: str, side: str) -> None:
    """The side asked for is the only fact; the neutral sentence and a button lead to the other."""
    responded = RESPONDER.respond(query)
    assert responded.match.answers == (side,)
    assert responded.match.conflict is None
    assert responded.match.differs == CONFLICT.id
    reply = responded.reply
    assert isinstance(reply, Answer)
    assert reply.suggestions[0].id == CONFLICT.id
    assert CONFLICT.text[reply.language] in render_plain(reply)


@pytest.mark.parametrize("query", ["when will Putin meet Witkoff", "Do Axios and Peskov name the same date?"])
def test_without_one_source_all_sides_are_shown(query: str) -> None:
    """Also where both sources are named."""
    match = RESPONDER.respond(query).match
    assert set(match.answers) == set(CONFLICT.sides)
    assert (match.conflict, match.differs) == (CONFLICT.id, None)
