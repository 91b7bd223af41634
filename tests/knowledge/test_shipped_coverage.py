"""docs/coverage.md and the shipped base say the same about which paragraph each fact comes from."""

from __future__ import annotations

import re
from pathlib import Path

from tests.bases import knowledge_of

ROOT = Path(__file__).parents[2]
BASE = knowledge_of("shipped")
_ROW = re.compile(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)


def in_the_table() -> dict[str, set[int]]:
    """Return the facts of the table, each with the paragraphs that it has a line under."""
    found: dict[str, set[int]] = {}
    for paragraph, facts in _ROW.findall((ROOT / "docs/coverage.md").read_text(encoding="utf-8")):
        for fact in re.findall(r"`([a-z0-9-]+)`", facts):
            found.setdefault(fact, set()).add(int(paragraph))
    return found


def test_a_fact_cites_the_paragraphs_that_the_table_gives_it() -> None:
    """All facts, all their paragraphs, none besides."""
    assert in_the_table() == {fact.id: set(fact.paragraph) for fact in BASE.facts}


def test_every_paragraph_is_cited() -> None:
    """Nothing in the document is passed over."""
    (document,) = BASE.documents
    cited = {number for fact in BASE.facts for number in fact.paragraph}
    assert cited == set(range(1, document.paragraphs + 1))
