"""What is remembered is bounded, and forgotten in time."""

from __future__ import annotations

from bot.handlers.memory import REPEATED_WITHIN, Bounded, Memory


def test_what_was_used_longest_ago_is_forgotten_first() -> None:
    """Looking at an entry counts as using it."""
    bounded: Bounded[str, int] = Bounded(2)
    bounded.put("a", 1)
    bounded.put("b", 2)
    assert bounded.get("a") == 1
    bounded.put("c", 3)
    assert (bounded.get("a"), bounded.get("b"), bounded.get("c")) == (1, None, 3)


def test_an_answer_is_pointed_to_for_minutes_in_its_own_topic() -> None:
    """Later, elsewhere, or after it was deleted, it is given again."""
    memory = Memory()
    memory.note_said(-1, None, "text", 5, now=100)
    assert memory.said_lately(-1, None, "text", now=100 + REPEATED_WITHIN) == 5
    assert memory.said_lately(-1, None, "text", now=101 + REPEATED_WITHIN) is None
    assert memory.said_lately(-1, 3, "text", now=101) is None
    assert memory.said_lately(-2, None, "text", now=101) is None
    memory.forget_said(-1, 5)
    assert memory.said_lately(-1, None, "text", now=101) is None
