"""What everybody asks first is answered, in whatever plain words; none of these need be a question of the base."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.knowledge.patterns import expand
from tests.bases import matcher_of

CORE = yaml.safe_load((Path(__file__).parent / "core.yaml").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("kind", CORE, ids=lambda kind: kind["ids"][0])
def test_what_is_asked_first_is_answered_in_plain_words(kind: dict[str, Any]) -> None:
    """One of the entries is the answer, and stands first."""
    questions = expand(kind["ask"])
    assert len(questions) > 10
    found = {question: matcher_of("shipped").match(question) for question in questions}
    other = {
        question: match
        for question, match in found.items()
        if not {*match.answers[:1], match.conflict} & {*kind["ids"]}
    }
    assert {question: (match.decision, match.answers, match.gap) for question, match in other.items()} == {}
