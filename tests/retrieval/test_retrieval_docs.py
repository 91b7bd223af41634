"""docs/retrieval.md names what is there: every file of the way of a query, every rule that it speaks of."""

from __future__ import annotations

import re
from pathlib import Path

from bot.retrieval.constants import DEFAULT
from bot.retrieval.rules import RULES

TOP = Path(__file__).parents[2]
GUIDE = (TOP / "docs" / "retrieval.md").read_text(encoding="utf-8")
VALUES = {"match.py", "matcher.py", "remarks.py", "constants.py", "names.py", "__init__.py"}
"""Files that are no step of the way: the whole of it, what it gives and says, and looking up a name."""


def test_every_file_of_both_rooms_has_its_place_on_the_way() -> None:
    """Files come and go with the document."""
    rooms = [TOP / "bot" / room for room in ("language", "retrieval")]
    files = {path.name for room in rooms for path in room.glob("*.py")}
    named = set(re.findall(r"`(\w+\.py)`", GUIDE))
    assert named <= files
    assert files - VALUES <= named


def test_rules_are_called_as_in_the_table() -> None:
    """Where the ablation tells which rules a row takes away, and with their constants."""
    [told] = re.findall(r"Rules are taken away by their\s.*?\n\n", GUIDE, re.DOTALL)
    assert set(re.findall(r"`([a-z_ ]+)`", told)) < set(RULES)
    [(rule, price)] = re.findall(r"`(\w+)` with ([\d.]+) multiplies the vote", GUIDE)
    assert rule in RULES
    assert getattr(DEFAULT, rule) == float(price)
