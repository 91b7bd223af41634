"""What is silently not what was written: texts that YAML cuts or folds, and offices that no question can meet."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.errors import Problem
from bot.knowledge.patterns import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.model import Knowledge
    from bot.knowledge.positions import Path, Place, Positions
    from bot.retrieval.naming import Naming

LONG_ROLE = 3
"""Words, the article aside, in which people name an office; of a longer one they say a part."""

_TERMS = frozenset({"aliases", "roles", "heard_as", "thesaurus"})
_BLOCKS = _TERMS | {"questions"}
_TEXTS = _BLOCKS | {"title", "publisher", "name", "role", "attribution", "text", "brief", "contact"}
_NOTE = re.compile(r"\s+#.*")


def traps_in(knowledge: Knowledge, positions: Positions, naming: Naming) -> Iterator[Problem]:
    """Yield the traps of a base that the loader accepted."""
    yield from _cut_and_folded(knowledge, positions)
    yield from _offices_not_understood(knowledge, positions, naming)


def _cut_and_folded(knowledge: Knowledge, positions: Positions) -> Iterator[Problem]:
    for path, (line, column, style) in positions.values.items():
        if style in {"|", "-"} or _TEXTS.isdisjoint(path):
            continue
        end_line, end_column = positions.ends[path]
        note = _NOTE.match(positions.lines[end_line], end_column) if not style else None
        if note:
            shown = note[0].strip()
            yield Problem(
                end_line + 1,
                note.end() - len(note[0].lstrip()) + 1,
                _where(knowledge, path),
                f"'{shown[:40]}' is cut off: to YAML it is a note",
                "put the text in quotation marks, or the note on a line of its own",
            )
        if end_line > line and not _BLOCKS.isdisjoint(path):
            written = positions.lines[line : end_line + 1]
            written[-1] = written[-1][:end_column].rstrip(style)
            written[0] = "" if style == ">" else written[0][column:]
            if joined := _joined(written, commas=not _TERMS.isdisjoint(path)):
                yield _problem(
                    positions.of(path),
                    _where(knowledge, path),
                    f"'{joined[:60]}' runs on from the line above it",
                    f"put `|` behind `{path[-1]}:`, and the lines under it"
                    if isinstance(path[-1], str)
                    else "put a '-' before each line",
                )


def _joined(written: list[str], *, commas: bool) -> str:
    """Return the first line that runs on from the one above; alternatives in parentheses may, terms after a comma."""
    depth = 0
    for above, line in pairwise(map(str.strip, written)):
        depth += above.count("(") - above.count(")")
        if above and line and not depth and not (commas and above.endswith(",")):
            return line
    return ""


def _offices_not_understood(knowledge: Knowledge, positions: Positions, naming: Naming) -> Iterator[Problem]:
    for index, entity in enumerate(knowledge.entities):
        for language, role in (entity.role or {}).items():
            words = _words_of(naming.without_article(role, language))
            known = [*phrases(entity.roles.get(language, "")), *phrases(entity.aliases.get(language, ""))]
            if len(words) <= LONG_ROLE or any(
                set(_words_of(naming.without_article(phrase, language))) <= set(words) for phrase in known
            ):
                continue
            yield _problem(
                positions.of(("entities", index, "role", language)),
                entity.id,
                f"'{role[:60]}' is understood in questions as a whole alone",
                f"write under `roles`, in '{language}', what people say for short",
            )


def _where(knowledge: Knowledge, path: Path) -> str:
    if len(path) > 1 and isinstance(path[1], int):
        return str(getattr(knowledge, str(path[0]))[path[1]].id)
    return str(path[1]) if path[0] == "thesaurus" else ".".join(map(str, path))


def _problem(place: Place, where: str, message: str, advice: str) -> Problem:
    return Problem(place.line, place.column, where, message, advice)


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
