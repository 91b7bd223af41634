"""A new fact or gap: its draft with all its keys, and the edit that puts it at the end of its section."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.curating.edits import as_line, last_of_file, no_place
from bot.curating.written import Edit, Written, as_read, scalar, value_at, without, wrapped
from bot.errors import EditError
from bot.knowledge.characters import quoted
from bot.language.text import has_cyrillic, latin_key, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.knowledge.model import Knowledge

LONGEST_ID = 40
_WORDS_OF_ID = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact or a gap that is to be written, its values as they stand in a file.

    `text`, `brief` and `questions` (lines of patterns) are per language; a `date` of several days is `DAY..DAY`.
    Of the keys that may be missing, an empty one is left out; those of the other section are not looked at.
    """

    section: Literal["facts", "gaps"]
    id: str
    text: Mapping[str, str]
    questions: Mapping[str, Sequence[str]]
    source: str = ""
    document: str = ""
    paragraph: tuple[int, ...] = ()
    status: str = ""
    topic: str = ""
    date: str = ""
    expected: bool = False
    detail_of: str = ""
    nearest: tuple[str, ...] = ()
    off_topic: bool = False
    about: tuple[str, ...] = ()
    brief: Mapping[str, str] = field(default_factory=dict)
    former_ids: tuple[str, ...] = ()


def draft_of(knowledge: Knowledge, section: Literal["facts", "gaps"], question: str, language: str) -> Draft:
    """Return a draft for a question that nothing answers: an id, its question, and what only one thing is possible for.

    What the curator must say, the text before all, is empty in every language of the story.
    """
    texts = dict.fromkeys(knowledge.story.languages, "")
    line = (as_line(question),) if question else ()
    questions = {each: line if each == language else () for each in knowledge.story.languages}
    if section == "gaps":
        return Draft("gaps", new_id(knowledge, question), texts, questions)
    return Draft(
        "facts",
        new_id(knowledge, question),
        texts,
        questions,
        source=knowledge.sources[0].id if len(knowledge.sources) == 1 else "",
        document=knowledge.documents[0].id if len(knowledge.documents) == 1 else "",
        topic=knowledge.topics[0].id if len(knowledge.topics) == 1 else "",
    )


def new_id(knowledge: Knowledge, question: str) -> str:
    """Return an id that was never in use, of the longest words of a question in their order."""
    used = {id_ for each in knowledge.entries for id_ in (each.id, *each.former_ids)}
    used |= {each.id for each in knowledge.withdrawn}
    latin = [latin_key(word).casefold() if has_cyrillic(word) else word for word in words_of(question)]
    words = [re.sub(r"[^a-z0-9]", "", word) for word in latin]
    longest = sorted((word for word in words if word), key=len, reverse=True)[:_WORDS_OF_ID]
    kept = [word for word in words if word in longest][:_WORDS_OF_ID]
    stem = "-".join(kept)[: LONGEST_ID - 4].strip("-")
    if not re.match(r"[a-z]..?", stem):
        stem = f"entry-{stem}".strip("-")
    found, number = stem, 2
    while found in used:
        found, number = f"{stem}-{number}", number + 1
    return found


def add_entry(base: bytes, draft: Draft) -> Edit:
    """Return the edit that puts a new fact or gap behind the last one of its section; the section too, if missing.

    References, languages and patterns are for the loader to judge: read the bytes afterwards.

    Raises:
        EditError: the section is written in brackets, or a text would not be read as it is written.
    """
    written = Written(base)
    if not draft.id.strip():
        raise EditError("a new entry needs an id: small Latin letters, digits and hyphens")
    section = value_at(written.data, (draft.section,))
    lines, at, gap = _place(written, draft.section)
    dash, keys = lines
    entry = list(_lines_of(draft, keys))
    entry[0] = f"{' ' * dash}-{' ' * (keys - dash - 1)}{entry[0].lstrip()}"
    edit = written.insert((at, gap + "\n".join(entry)))
    count = len(section) if isinstance(section, list) else 0
    data = Written(edit.after).data
    path = (draft.section, count)
    rest = without(data, path)
    if not count:
        rest = without(rest, (draft.section,))
    if as_read(rest) != as_read(written.data) or _plain(value_at(data, path)) != _plain(_values_of(draft)):
        raise EditError(f"{quoted(draft.id)} cannot be written so that it is read as it is meant: look at its texts")
    return edit


def _place(written: Written, section: str) -> tuple[tuple[int, int], int, str]:
    """Return the columns of dash and keys, the offset behind what stands before the new entry, and what parts them."""
    path = (section,)
    if path not in written.positions.values:
        head = f"\n\n{section}:\n"
        return (2, 4), written.end_of(last_of_file(written)), head
    if written.style(path) != "-":
        raise no_place(written, path, "is written in brackets: write each entry on lines of its own, behind a `-`")
    entries = written.inside(path)
    if written.style(entries[-1]) != ":":
        raise no_place(written, entries[-1], "is written in braces: write its keys on lines of their own")
    last = written.last_line(entries[-1])
    parted = len(entries) > 1 and not written.lines[written.start(entries[-1])[0] - 1].strip()
    columns = written.start(path)[1], written.start(entries[-1])[1]
    return columns, written.end_of(last), "\n\n" if parted or len(entries) == 1 else "\n"


def _values_of(draft: Draft) -> dict[str, object]:
    """Return the keys of a draft in the order of the guide, without those that are empty."""
    fact = draft.section == "facts"
    values: dict[str, object] = {"id": draft.id, "text": dict(draft.text)}
    if fact:
        values |= {"brief": {code: text for code, text in draft.brief.items() if text.strip()}}
        values |= {"source": draft.source, "document": draft.document, "paragraph": [*map(str, draft.paragraph)]}
        values |= {"status": draft.status, "topic": draft.topic, "date": _date(draft.date)}
        values |= {"expected": "true" if draft.expected else ""}
    else:
        values |= {"nearest": [*draft.nearest]}
    values |= {"about": [*draft.about]}
    values |= {"detail_of": draft.detail_of} if fact else {"off_topic": "true" if draft.off_topic else ""}
    values |= {"questions": {language: [*lines] for language, lines in draft.questions.items() if lines}}
    values |= {"former_ids": [*draft.former_ids]}
    if fact and len(draft.paragraph) == 1:
        values["paragraph"] = str(draft.paragraph[0])
    return {key: value for key, value in values.items() if value}


def _date(date: str) -> str | dict[str, str]:
    start, dots, end = (part.strip() for part in date.partition(".."))
    return {"start": start, "end": end} if dots else date


def _lines_of(draft: Draft, column: int) -> Iterator[str]:
    for key, value in _values_of(draft).items():
        indent = " " * column
        if isinstance(value, str):
            yield (
                f"{indent}{key}: {value}"
                if key in {"date", "paragraph", "expected"}
                else f"{indent}{key}: {scalar(value)}"
            )
        elif isinstance(value, list):
            yield f"{indent}{key}: [{', '.join(value)}]"
        elif isinstance(value, dict):
            yield f"{indent}{key}:"
            for language, text in value.items():
                if isinstance(text, list):
                    yield f"{indent}  {language}: |"
                    yield from (f"{indent}    {line}" for line in text)
                else:
                    yield from wrapped(language, " ".join(str(text).split()), column + 2)


def _plain(value: object) -> object:
    """Return values with their texts as they are read: one space for any, the lines of a block as a list."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        value = "\n".join(map(str, value))
    lines = [" ".join(line.split()) for line in str(value).split("\n") if line.strip()]
    return lines if len(lines) > 1 else lines[0] if lines else ""
