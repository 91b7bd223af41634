"""YAML text -> plain dicts, lists and strings, and the place of each.

A deliberately small YAML: one document, scalars as strings, no anchors, aliases, tags or merge keys, bounded depth and
size. It is built from the stream of events rather than with a YAML loader, so nothing is ever constructed, expanded or
recursed into, and everything unwanted is met with its line.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.errors import Problem
from bot.knowledge.characters import bad_characters, quoted
from bot.knowledge.positions import Path, Positions
from bot.knowledge.syntax import in_plain_words

MAX_DEPTH = 12
"""The deepest path of the model has 6 levels."""
MAX_NODES = 100_000
"""Twenty times a complete base."""

_ENTRY = 2
"""The level of an entry such as a fact: base, section, entry."""

_LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # PyYAML may be built without libyaml

_NO_SHARING = "write the text out where it is needed; if it begins with & or *, put it in quotation marks"


@dataclass(slots=True)
class Tree:
    """What a file holds: `data` (dicts, lists, strings), where it stands, and what was wrong on the way.

    `absent` are the paths of values that were refused or empty: they are not in `data`, and should not be reported as
    missing on top.
    """

    data: object = None
    positions: Positions = field(default_factory=Positions)
    problems: list[Problem] = field(default_factory=list)
    absent: set[Path] = field(default_factory=set)


@dataclass(slots=True)
class _Open:
    """A mapping or list that is still being read. `key` is the key whose value comes next (mappings only)."""

    path: Path
    items: dict[str, object] | list[object]
    key: str | None = None


def parse(text: str) -> Tree:
    """Read the text of one file; `data` is None where it could not be read to the end. Never raises."""
    builder = _Builder(text)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                builder.tree.data = None
                break
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # without libyaml, a wrong escape is a ValueError
        builder.tree.problems.append(in_plain_words(error))
        builder.tree.data = None
    return builder.tree


class _Builder:
    def __init__(self, text: str) -> None:
        self.tree = Tree(positions=Positions(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))
        self._stack: list[_Open] = []
        self._nodes = 0
        self._skip = 0
        """Depth inside a value that is not wanted: that of a doubled key, or one that stands as a key."""
        self._documents = 0
        self._drop = False

    def take(self, event: Any) -> bool:
        """Take the next event; False stops the reading."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        if kind is yaml.MappingStartEvent:
            return self._start(event, {})
        if kind is yaml.SequenceStartEvent:
            return self._start(event, [])
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._end()
        elif kind is yaml.AliasEvent:
            self._report(event, f"*{_short(event.anchor)} refers to another place", _NO_SHARING)
            self._refuse()
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                self._report(event, "a second document begins here", "remove the line --- (one file, one base)")
                return False
        return True

    def _scalar(self, event: Any) -> bool:
        if not self._count(event):
            return False
        if self._skip:
            return True
        current = self._stack[-1] if self._stack else None
        if current is not None and type(current.items) is dict and current.key is None:
            self._key(current, event)
            return True
        if event.anchor is not None or event.tag is not None:
            self._unwanted(event)
        value: str = event.value
        mark = event.start_mark
        style: str = event.style or ""
        if self._drop:
            self._drop = False
            if current is not None:
                current.key = None
            return True
        path = self._next_path()
        self.tree.positions.values[path] = (mark.line, mark.column, style)
        self.tree.positions.ends[path] = (event.end_mark.line, event.end_mark.column)
        if not value and not style:
            if path:
                self._empty(event, path)
            self._refuse()
            return True
        if style == '"' and (bad := next(bad_characters(value), None)):
            self._report(event, f"the text holds {bad[1]}", "remove the escape that stands for it")
        self._put(value)
        return True

    def _empty(self, event: Any, path: Path) -> None:
        what = f"after '{_short(path[-1])}:'" if isinstance(path[-1], str) else "after the '-'"
        at = self.tree.positions.keys.get(path)
        self._report(event, f"nothing stands {what}", "fill it in, or remove the line", at)

    def _key(self, current: _Open, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._unwanted(event)
        name: str = event.value
        path = (*current.path, name)
        mark = event.start_mark
        keys = self.tree.positions.keys
        current.key = name
        if name == "<<" and not event.style:
            self._report(event, "a merge key (<<) is not understood", "write the keys out")
            self._drop = True
        elif path in keys:
            first = keys[path][0] + 1
            self._report(
                event,
                f"the key '{_short(name)}' is here a second time; the first is on line {first}",
                "remove one of the two, or bring them together",
            )
            self._drop = True
        else:
            keys[path] = (mark.line, mark.column)

    def _start(self, event: Any, items: dict[str, object] | list[object]) -> bool:
        if not self._count(event):
            return False
        if self._skip:
            self._skip += 1
            return True
        if event.anchor is not None or event.tag is not None:
            self._unwanted(event)
        if len(self._stack) >= MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels within each other"
            self._report(event, message, "look for stray brackets or indentation")
            return False
        current = self._stack[-1] if self._stack else None
        if current is not None and type(current.items) is dict and current.key is None:
            self._report(event, "a list or mapping stands where a key should", "a key is a plain word and a colon")
            current.key = ""
            self._skip = 1
            return True
        if self._drop:
            self._skip = 1
            return True
        path = self._next_path()
        mark = event.start_mark
        self.tree.positions.values[path] = (mark.line, mark.column, "-")
        self._put(items)
        self._stack.append(_Open(path, items))
        return True

    def _end(self) -> None:
        if not self._skip:
            self._stack.pop()
            return
        self._skip -= 1
        if self._skip:
            return
        current = self._stack[-1]
        if self._drop:
            self._drop = False
            current.key = None
        else:  # what stood as a key is over: its value is not wanted either
            self._drop = True

    def _put(self, value: object) -> None:
        if not self._stack:
            self.tree.data = value
            return
        current = self._stack[-1]
        if isinstance(current.items, dict):
            if current.key is not None:
                current.items[current.key] = value
                current.key = None
        else:
            current.items.append(value)

    def _refuse(self) -> None:
        """Leave out the value that stands here. In a list an empty text keeps the place, so that paths stay true."""
        if self._skip:
            return
        if self._drop:
            self._drop = False
            self._stack[-1].key = None
            return
        self.tree.absent.add(self._next_path())
        if not self._stack:
            return
        current = self._stack[-1]
        if isinstance(current.items, dict):
            if current.key is None:  # an alias as a key
                current.key = ""
                self._drop = True
            else:
                current.key = None
        else:
            current.items.append("")

    def _next_path(self) -> Path:
        if not self._stack:
            return ()
        current = self._stack[-1]
        if type(current.items) is dict:
            return (*current.path, current.key or "")
        return (*current.path, len(current.items))

    def _count(self, event: Any) -> bool:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._report(event, f"more than {MAX_NODES} values", "a base of this size cannot be read by people either")
            return False
        return True

    def _unwanted(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(event, f"&{_short(event.anchor)} names this place for use elsewhere", _NO_SHARING)
        if event.tag is not None:
            self._report(
                event,
                f"the tag {_short(event.tag)} is not understood",
                "remove it; if the text begins with !, put it in quotation marks",
            )

    def _report(self, event: Any, message: str, advice: str, at: tuple[int, int] | None = None) -> None:
        line, column = at or (event.start_mark.line, event.start_mark.column)
        self.tree.problems.append(Problem(line + 1, column + 1, _short(self._where()), message, advice))

    def _where(self) -> str:
        """Return the id of the entry that is being read, where it has been read already; else the path."""
        entry = self._stack[_ENTRY].items if len(self._stack) > _ENTRY else None
        name = entry.get("id") if isinstance(entry, dict) else None
        return name if isinstance(name, str) else ".".join(str(part) for part in self._next_path())


def _short(text: str) -> str:
    return quoted(text)[1:-1]
