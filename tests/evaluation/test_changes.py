"""What `check --diff` lists."""

from __future__ import annotations

from bot.evaluation.changes import changes
from bot.retrieval.matcher import Matcher
from tests.knowledge.builders import bridge, fact, knowledge


def test_only_questions_that_are_answered_differently_are_listed() -> None:
    """The same base answers the same; a fact that is gone shows in the questions that it answered."""
    old = Matcher(bridge())
    new = Matcher(knowledge(facts=[fact("repair-planned", questions="when does the repair begin")]))
    asked = ["when was the old bridge shut", "when does the repair begin"]
    assert list(changes(old, old, asked)) == []
    found = list(changes(old, new, asked))
    assert [change.question for change in found] == ["when was the old bridge shut"]
    assert found[0].before == "bridge-shut"
