"""The base to browse: every entry with its texts, sources, questions and line, and what `check` warns of at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.curating.warnings import warnings_of
from bot.knowledge.model import DateRange, Fact, Gap

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from bot.knowledge.load import Loaded
    from bot.knowledge.model import Conflict, Knowledge
    from bot.knowledge.positions import Path
    from bot.playground.standin.model import Json


def entries_as_json(loaded: Loaded) -> Json:
    """Write all entries in the file's order, and the warnings that stand at none of them.

    Texts and questions come by language, questions as the lines of the file; lines count from 1.
    """
    knowledge = loaded.knowledge
    warnings = [
        {"line": each.line, "where": each.where, "message": each.message, "advice": each.advice}
        for each in warnings_of(knowledge, loaded.positions)
    ]
    entries = [
        _entry(knowledge, entry)
        | {
            "line": loaded.positions.of(path).line,
            "warnings": [each for each in warnings if each["where"] == entry.id],
        }
        for path, entry in _entries(knowledge)
    ]
    ids = {each["id"] for each in entries}
    return {
        "digest": knowledge.digest,
        "languages": list(knowledge.story.languages),
        "entries": entries,
        "warnings": [each for each in warnings if each["where"] not in ids],
    }


def _entries(knowledge: Knowledge) -> Iterator[tuple[Path, Fact | Gap | Conflict]]:
    yield from ((("facts", index), fact) for index, fact in enumerate(knowledge.facts))
    yield from ((("gaps", index), gap) for index, gap in enumerate(knowledge.gaps))
    yield from ((("conflicts", index), conflict) for index, conflict in enumerate(knowledge.conflicts))


def _entry(knowledge: Knowledge, entry: Fact | Gap | Conflict) -> Json:
    common: Json = {
        "id": entry.id,
        "former": list(entry.former_ids),
        "text": entry.text,
        "questions": {
            language: [line.strip() for line in block.splitlines() if line.strip()]
            for language, block in entry.questions.items()
        },
    }
    if isinstance(entry, Fact):
        source = next(each for each in knowledge.sources if each.id == entry.source)
        document = next(each for each in knowledge.documents if each.id == entry.document)
        topic = next(each for each in knowledge.topics if each.id == entry.topic)
        return common | {
            "kind": "fact",
            "source": source.attribution,
            "document": document.title,
            "paragraph": ", ".join(map(str, entry.paragraph)),
            "date": _days(entry.date),
            "topic": topic.name,
            "about": [each.name for each in knowledge.entities if each.id in entry.about],
        }
    if isinstance(entry, Gap):
        return common | {"kind": "gap", "related": list(entry.nearest)}
    return common | {"kind": "conflict", "related": list(entry.sides)}


def _days(date: dt.date | DateRange | None) -> str:
    if isinstance(date, DateRange):
        return f"{date.start.isoformat()} – {date.end.isoformat()}"
    return date.isoformat() if date else ""
