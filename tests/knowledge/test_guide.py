"""docs/knowledge.md says what is true: every key, every limit, every example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.knowledge import model, patterns, warnings
from bot.knowledge.patterns import expand

GUIDE = (Path(__file__).parents[2] / "docs/knowledge.md").read_text(encoding="utf-8")
PARTS = [part for part in vars(model).values() if isinstance(part, type) and issubclass(part, BaseModel)]
EXAMPLES = re.findall(r"^\| `(.*\(.*)` \| (.*) \|$", GUIDE, re.MULTILINE)


def test_every_key_is_explained() -> None:
    """Each key of the model stands in the guide, as code."""
    keys = {key for part in PARTS for key in part.model_fields} - {"start", "end"}
    named = set(re.findall(r"`([a-z_]+)`", GUIDE))
    assert keys - named == set()
    assert {status.value for status in model.Status} - named == set()


def test_there_are_examples_of_patterns() -> None:
    """The table of patterns is found; else the next test would test nothing."""
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize(("pattern", "phrasings"), EXAMPLES)
def test_an_example_of_a_pattern_is_true(pattern: str, phrasings: str) -> None:
    """What the guide says a pattern stands for is what it stands for."""
    assert expand(pattern.replace("\\|", "|")) == phrasings.split(" · ")


def test_the_limits_are_those_of_the_code() -> None:
    """Numbers in the guide are the numbers that hold."""
    for limit in (patterns.MAX_PER_LINE, patterns.MAX_PER_BLOCK, warnings.LONG_TEXT, warnings.LONG_QUESTION):
        assert re.search(rf"\b{limit:,}\b", GUIDE)
