"""Messages that hold the words of a fact and ask for something else are not answered with it (kinds.yaml)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bases import matcher_of

KINDS = yaml.safe_load((Path(__file__).parent / "kinds.yaml").read_text(encoding="utf-8"))


def messages(block: str) -> list[str]:
    """Return those of a block, which has bars between them."""
    return " ".join(block.split()).split(" | ")


@pytest.mark.usefixtures("untraced")
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind["kind"])
def test_what_no_fact_answers_is_not_answered(kind: dict[str, Any]) -> None:
    """Whatever words it shares with one; and the same words are answered where a fact does answer."""
    matcher = matcher_of("shipped")
    asked = messages(kind["not"])
    assert {one: match.answers for one in asked if (match := matcher.match(one)).answers} == {}
    for row in kind.get("yet", ()):
        found = {one: matcher.match(one) for one in messages(row["ask"])}
        other = {one: match for one, match in found.items() if not {*match.answers, match.conflict} & {*row["ids"]}}
        assert {one: (match.decision, match.answers, match.gap) for one, match in other.items()} == {}
