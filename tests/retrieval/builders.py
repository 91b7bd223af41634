"""Evidence, entries and scored entries for tests: what is not given says nothing.

    from tests.retrieval.builders import entry, evidence, scored

`evidence(persons=["ada"], asks=["time"])`: a clause that names Ada and asks for a time, and holds no other word.
`entry("ada-left", entities=["ada"])`: a fact; `kind="gap"` or `"conflict"` for the others.
`scored(entry(...), 0.4)`: the entry with its score.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.language.reading import Frame
from bot.retrieval.entry import Entry
from bot.retrieval.evidence import Content, Evidence
from bot.retrieval.scales import Scored
from bot.retrieval.vote import Phrasing, Ranked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.retrieval.match import EntryKind

SETS = frozenset({
    "accusations", "acts", "asks", "bodies", "phases", "day", "not_meant", "numbers", "office", "own", "persons",
    "places", "roles",
})  # fmt: skip


def evidence(*, content: Sequence[Sequence[Any]] = (), **others: Any) -> Evidence:
    """Return evidence; `content` are stems with their concepts and weights, and they weigh their sum."""
    known = tuple(Content(stem, frozenset(concepts), weight) for stem, concepts, weight in content)
    fields: dict[str, Any] = {name: frozenset(others.pop(name, ())) for name in SETS}
    if "frame" in others:
        frame: dict[str, Any] = {
            name: frozenset(value) if isinstance(value, list) else value for name, value in others["frame"].items()
        }
        others["frame"] = Frame(**frame)
    fields |= {"content": known, "mass": sum(one.weight for one in known), "unseen": 0.0, "unseen_words": ()}
    return Evidence(**fields | others)


def entry(
    id_: str = "it", kind: EntryKind = "fact", *, phrasings: int = 1, explains: bool = False, **others: Any
) -> Entry:
    """Return an entry that gives nothing but what is named."""
    fields: dict[str, Any] = {"entities": (), "asks": (), "places": (), "stems": (), "concepts": (), "numbers": ()}
    fields |= others
    about = tuple(fields.pop("about", ()))
    sets = {name: frozenset(value) for name, value in fields.items()}
    first = Phrasing(id_, "what is it", "en")
    return Entry(id_, kind, about=about, phrasing=first, phrasings=phrasings, explains=explains, **sets)


def scored(entry: Entry, score: float, vetoed_by: str = "") -> Scored:
    """Return the entry with its score."""
    return Scored(Ranked(entry.id, score, score, entry.phrasing), entry, score, vetoed_by)
