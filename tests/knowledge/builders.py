"""Real knowledge bases for tests, small and about something else than the shipped one.

    from tests.knowledge.builders import bridge, harbour, knowledge, fact

`bridge()`: one language, one document, two facts, one gap: a village bridge that was shut.
`harbour()`: two languages, two documents, three facts of which two differ (a conflict), a gap, all optional parts.
`bridge_yaml()` and `harbour_yaml()`: the same as text (bridge.yaml, harbour.yaml), to be broken with `replaced`.
`knowledge(facts=[...])`: a base around facts of your own; `fact("id", ...)`, `gap("id", ...)`: one entry with defaults.
All give what the loader gives: checked, frozen objects.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.knowledge.load import load_text
from bot.knowledge.model import Fact, Gap, Knowledge

if TYPE_CHECKING:
    from collections.abc import Sequence

_HERE = Path(__file__).parent
BRIDGE = (_HERE / "bridge.yaml").read_text(encoding="utf-8")
HARBOUR = (_HERE / "harbour.yaml").read_text(encoding="utf-8")


def bridge_yaml() -> str:
    """Return the text of the smallest story: one language, two facts, one gap."""
    return BRIDGE


def harbour_yaml() -> str:
    """Return the text of a story in English and German with two documents and a conflict."""
    return HARBOUR


def bridge() -> Knowledge:
    """Return the village bridge: facts `bridge-shut`, `repair-planned`; gap `repair-cost`."""
    return load_text(BRIDGE, "bridge.yaml")


def harbour() -> Knowledge:
    """Return the harbour: facts `ferry-on-the-12th`, `ferry-on-the-15th`, `berg-resigned`; conflict `ferry-dates`."""
    return load_text(HARBOUR, "harbour.yaml")


def replaced(text: str, old: str, new: str) -> str:
    """Return a text with one passage replaced.

    Raises:
        ValueError: the passage is not there exactly once, so that the test would not test what it says.
    """
    if text.count(old) != 1:
        raise ValueError(f"{old!r} is there {text.count(old)} times")
    return text.replace(old, new)


def fact(fact_id: str, text: str = "The bridge was shut.", questions: str = "is it shut", **others: Any) -> Fact:
    """Return a fact of the bridge in English; `others` are any further fields, as they stand in the file."""
    fields: dict[str, Any] = {
        "id": fact_id,
        "text": {"en": text},
        "source": "letter",
        "document": "parish-letter",
        "paragraph": 1,
        "status": "background",
        "topic": "repairs",
        "questions": {"en": questions},
    }
    return Fact.model_validate(fields | others)


def gap(gap_id: str, text: str = "The letter does not say.", questions: str = "what else", **others: Any) -> Gap:
    """Return a gap of the bridge in English."""
    return Gap.model_validate({"id": gap_id, "text": {"en": text}, "questions": {"en": questions}} | others)


def knowledge(*, facts: Sequence[Fact] | None = None, gaps: Sequence[Gap] = (), **others: Any) -> Knowledge:
    """Return the bridge with other facts and gaps; `others` replace whole sections ("entities", "conflicts", ...).

    References between entries are not checked: that is the loader's work.
    """
    base = bridge()
    chosen: dict[str, Any] = {"gaps": tuple(gaps)} | others
    if facts is not None:
        chosen["facts"] = tuple(facts)
    return base.model_copy(update=chosen)
