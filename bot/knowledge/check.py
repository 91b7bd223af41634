"""Checks that need more than one value: references, doubled ids, languages, and the patterns inside texts.

They run on the plain data rather than on the model, so that a file with a wrong date still hears of its wrong
references. Whatever has the wrong shape is passed over here: the model has reported it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import Problem
from bot.knowledge import patterns
from bot.knowledge.characters import quoted
from bot.knowledge.explain import nearest, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.nodes import Tree
    from bot.knowledge.positions import Path, Place

_ANSWERS = ("facts", "gaps", "conflicts", "withdrawn")
"""The sections whose ids links and buttons carry."""
_NAMED = ("documents", "topics", "entities", "sources")

_REFERENCES: dict[str, dict[str, str]] = {
    "facts": {
        "source": "sources",
        "document": "documents",
        "topic": "topics",
        "about": "entities",
        "detail_of": "facts",
    },
    "gaps": {"nearest": "facts", "about": "entities"},
    "conflicts": {"sides": "facts"},
    "sources": {"speaker": "entities", "outlet": "entities"},
    "entities": {"side": "entities"},
}

_TEXTS: dict[str, tuple[str, ...]] = {
    "documents": ("title", "publisher"),
    "topics": ("name",),
    "entities": ("name", "role"),
    "sources": ("attribution",),
    "facts": ("text", "brief"),
    "gaps": ("text",),
    "conflicts": ("text",),
    "withdrawn": ("text",),
}
"""What is shown, and so must be there in every language of the story."""

_PATTERNS: dict[str, tuple[str, ...]] = {
    "entities": ("aliases", "roles", "heard_as"),
    "facts": ("questions",),
    "gaps": ("questions",),
    "conflicts": ("questions",),
}

Entry = dict[str, object]


def problems_between(tree: Tree) -> list[Problem]:
    """Return what is wrong between the values of a file whose `data` is a mapping; in no particular order."""
    check = _Check(tree)
    return [
        *check.doubled_ids(),
        *check.references(),
        *check.sides_in_a_circle(),
        *check.paragraphs(),
        *check.languages(),
        *check.patterns(),
    ]


class _Check:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._data: Entry = tree.data if isinstance(tree.data, dict) else {}
        self._sections = {name: list(self._entries(name)) for name in (*_NAMED, *_ANSWERS)}
        self._ids = {
            name: {entry_id: path for path, entry in entries if (entry_id := _text(entry, "id"))}
            for name, entries in self._sections.items()
        }

    def doubled_ids(self) -> Iterator[Problem]:
        """Yield ids used twice: within a section, and over everything that a link can name."""
        for name in _NAMED:
            yield from self._doubled([(*path, "id") for path, _ in self._sections[name]])
        linked: list[Path] = []
        for name in _ANSWERS:
            for path, entry in self._sections[name]:
                linked.append((*path, "id"))
                linked += ((*path, "former_ids", index) for index, _ in _texts(entry.get("former_ids")))
        yield from self._doubled(linked)

    def references(self) -> Iterator[Problem]:
        """Yield ids that name nothing, or the same thing twice."""
        for name, keys in _REFERENCES.items():
            for path, entry in self._sections[name]:
                for key, target in keys.items():
                    yield from self._reference((*path, key), entry.get(key), target)
        story = self._data.get("story")
        if isinstance(story, dict):
            yield from self._reference(("story", "overview"), story.get("overview"), "facts")

    def sides_in_a_circle(self) -> Iterator[Problem]:
        """Yield entities that are, by way of their sides, on their own side."""
        sides = {_text(entry, "id"): _text(entry, "side") for _, entry in self._sections["entities"]}
        for path, entry in self._sections["entities"]:
            start = _text(entry, "id")
            seen, side = {start}, sides.get(start, "")
            while side and side not in seen:
                seen.add(side)
                side = sides.get(side, "")
            if start and side == start:
                yield self._problem(
                    (*path, "side"), f"{quoted(start)} is on its own side", "name another, or leave it out"
                )

    def paragraphs(self) -> Iterator[Problem]:
        """Yield facts from a paragraph that their document does not have, and paragraphs named twice."""
        sizes = {_text(entry, "id"): _text(entry, "paragraphs") for _, entry in self._sections["documents"]}
        for path, entry in self._sections["facts"]:
            at: Path = (*path, "paragraph")
            listed, size = _texts(entry.get("paragraph")), sizes.get(_text(entry, "document"), "")
            yield from self._twice(at, listed)
            for index, number in listed:
                if _is_number(number) and _is_number(size) and int(number) > int(size):
                    yield self._problem(
                        (*at, index) if isinstance(entry.get("paragraph"), list) else at,
                        f"paragraph {int(number)} of a document that has {int(size)}",
                        "count the paragraphs again, the headline included",
                    )

    def languages(self) -> Iterator[Problem]:
        """Yield texts that lack a language of the story, and languages that the story does not have."""
        story = self._data.get("story")
        listed = _texts(story.get("languages")) if isinstance(story, dict) else []
        codes = [code for _, code in listed]
        if not codes or not all(code.isascii() and code.isalpha() for code in codes):
            return  # the model reports the code; every text would only repeat it
        yield from self._twice(("story", "languages"), listed)
        if isinstance(story, dict):
            yield from self._texts_in(("story", "title"), story.get("title"), codes, codes)
            yield from self._texts_in(("story", "contact"), story.get("contact"), codes, codes)
        for name, keys in _TEXTS.items():
            for path, entry in self._sections[name]:
                for key in keys:
                    yield from self._texts_in((*path, key), entry.get(key), codes, codes)
        for name, keys in _PATTERNS.items():
            for path, entry in self._sections[name]:
                for key in keys:
                    needed = codes[:1] if key == "questions" else []
                    yield from self._texts_in((*path, key), entry.get(key), codes, needed)
        for path, group in self._groups():
            yield from self._texts_in(path, group, codes, [])

    def patterns(self) -> Iterator[Problem]:
        """Yield malformed patterns, each at its line within the block."""
        for name, keys in _PATTERNS.items():
            for path, entry in self._sections[name]:
                for key in keys:
                    yield from self._blocks((*path, key), entry.get(key), commas=key != "questions")
        for path, group in self._groups():
            yield from self._blocks(path, group, commas=True)

    def _entries(self, name: str) -> Iterator[tuple[Path, Entry]]:
        section = self._data.get(name)
        if isinstance(section, list):
            for index, entry in enumerate(section):
                if isinstance(entry, dict):
                    yield (name, index), entry

    def _groups(self) -> Iterator[tuple[Path, object]]:
        groups = self._data.get("thesaurus")
        if isinstance(groups, dict):
            for key, group in groups.items():
                yield ("thesaurus", key), group

    def _doubled(self, paths: list[Path]) -> Iterator[Problem]:
        first: dict[str, Place] = {}
        for path in paths:
            used = self._at(path)
            if not used:
                continue
            if used in first:
                message = f"the id {quoted(used)} is in use already, on line {first[used].line}"
                yield self._problem(path, message, "choose another; ids are never reused")
            else:
                first[used] = self._tree.positions.of(path)

    def _at(self, path: Path) -> str:
        value: object = self._data
        for part in path:
            if isinstance(value, list) and isinstance(part, int):
                value = value[part]
            elif not isinstance(value, str):  # a bare id is the list that it stands for
                value = value.get(part) if isinstance(value, dict) else None
        return value if isinstance(value, str) else ""

    def _reference(self, path: Path, value: object, target: str) -> Iterator[Problem]:
        if isinstance(value, str):
            yield from self._known(path, value, target)
            return
        listed = _texts(value)
        yield from self._twice(path, listed)
        for index, name in listed:
            yield from self._known((*path, index), name, target)

    def _known(self, path: Path, name: str, target: str) -> Iterator[Problem]:
        if not name or name in self._ids[target]:
            return
        other = next((section for section, ids in self._ids.items() if name in ids), "")
        if other:
            message = f"{quoted(name)} stands under {other}; here one of {target} is meant"
            yield self._problem(path, message, f"name one of {target}")
            return
        meant = nearest(name, list(self._ids[target]))
        advice = f"did you mean {quoted(meant)}?" if meant else f"add it to {target}, or name one that is there"
        yield self._problem(path, f"there is no {quoted(name)} among the {target}", advice)

    def _twice(self, path: Path, listed: list[tuple[int, str]]) -> Iterator[Problem]:
        seen: set[str] = set()
        for index, name in listed:
            if name in seen:
                yield self._problem((*path, index), f"{quoted(name)} is named twice in this list", "name it once")
            seen.add(name)

    def _texts_in(self, path: Path, texts: object, known: list[str], needed: list[str]) -> Iterator[Problem]:
        if not isinstance(texts, dict):
            return
        for code in needed:
            if code not in texts and (*path, code) not in self._tree.absent:
                place = self._tree.positions.of_key(path)
                yield Problem(
                    place.line,
                    place.column,
                    where(self._data, path),
                    f"{quoted(str(path[-1]))} is missing in {quoted(code)}",
                    f"add `{code}:` under it",
                )
        for code in texts:
            if code not in known:
                place = self._tree.positions.of_key((*path, code))
                yield Problem(
                    place.line,
                    place.column,
                    where(self._data, path),
                    f"{quoted(code)} is not among the languages of the story",
                    f"use {', '.join(known)}, or add it to story.languages",
                )

    def _blocks(self, path: Path, blocks: object, *, commas: bool) -> Iterator[Problem]:
        if not isinstance(blocks, dict):
            return
        for code, block in blocks.items():
            text = "\n".join(line for _, line in _texts(block)) if isinstance(block, list) else block
            if isinstance(text, str):
                for error in patterns.check(text, commas=commas):
                    place = self._tree.positions.within((*path, code), error.line, error.column)
                    yield Problem(place.line, place.column, where(self._data, path), error.message, error.advice)

    def _problem(self, path: Path, message: str, advice: str) -> Problem:
        place = self._tree.positions.of(path)
        return Problem(place.line, place.column, where(self._data, path), message, advice)


def _text(entry: Entry, key: str) -> str:
    value = entry.get(key)
    return value if isinstance(value, str) else ""


def _texts(value: object) -> list[tuple[int, str]]:
    """Return the texts of a list with their index, a bare one as the only entry; nothing where it is neither."""
    listed = value if isinstance(value, list) else [value]
    return [(index, text) for index, text in enumerate(listed) if isinstance(text, str)]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - more digits than any document has
