"""A YAML file as it is written: its characters, where each value stands among them, and what is put between them.

Everything here adds and nothing rewrites: what stood in the file before stands there afterwards, to the byte.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.errors import EditError
from bot.knowledge import characters, nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.positions import Path, Positions

WIDTH = 120
"""Columns of a line that is written by itself."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_WORDS_THAT_ARE_VALUES = frozenset({"true", "false", "yes", "no", "on", "off", "y", "n", "null", "~"})


@dataclass(frozen=True, slots=True)
class Edit:
    """What a file held `before` and would hold `after`, with what is put in: character offsets and texts, in order."""

    before: bytes
    after: bytes
    inserted: tuple[tuple[int, str], ...]

    def diff(self, name: str = "") -> str:
        """Return the change as a unified diff with a line around it; `name` stands for the file."""
        old, new = (raw.decode("utf-8-sig").splitlines() for raw in (self.before, self.after))
        return "\n".join(difflib.unified_diff(old, new, name, name, n=1, lineterm=""))

    @property
    def added(self) -> tuple[str, ...]:
        """The lines that are new, or were added to, as they will stand."""
        changed = (line for line in self.diff().splitlines()[2:] if line.startswith("+"))
        return tuple(line[1:] for line in changed)


class Written:
    """A file that can be read as YAML. Lines and columns count from 0, as the positions of its values do."""

    def __init__(self, raw: bytes) -> None:
        """Read the bytes of a file.

        Raises:
            EditError: they are not UTF-8, or not YAML that the loader of bases understands.
        """
        text = characters.decode(raw)
        if not isinstance(text, str):
            raise EditError(f"the file cannot be read: {text}")
        tree = nodes.parse(text)
        if tree.problems:
            raise EditError(f"the file must be mended first: {tree.problems[0]}")
        self.raw = raw
        self.data = tree.data
        self.positions: Positions = tree.positions
        self.text = raw.decode("utf-8")  # with its byte-order mark, if it has one
        self._lines = _LINE.findall(text)
        self._starts = list(accumulate(map(len, self._lines), initial=len(self.text) - len(text)))
        self.break_ = "\r\n" if "\r\n" in text else "\n" if "\n" in text or "\r" not in text else "\r"

    @cached_property
    def lines(self) -> list[str]:
        """The lines without their breaks."""
        return [line.rstrip("\r\n") for line in self._lines]

    def at(self, line: int, column: int) -> int:
        """Return the offset of a place."""
        return self._starts[line] + column

    def end_of(self, line: int) -> int:
        """Return the offset behind the last character of a line, before its break."""
        return self._starts[line] + len(self.lines[line])

    def start(self, path: Path) -> tuple[int, int]:
        """Return line and column where a value begins."""
        line, column, _ = self.positions.values[path]
        return line, column

    def style(self, path: Path) -> str:
        """Return how a value is written: "|", ">", "'", '"', "" (plain), "[", "{", "-" (a list), ":" (a mapping)."""
        line, column, style = self.positions.values[path]
        if style != "-":
            return style
        first = self.lines[line][column : column + 1]
        return first if first in "[{-" else ":"

    def last_line(self, path: Path) -> int:
        """Return the line on which a value that holds something ends.

        Raises:
            EditError: brackets end where this cannot tell.
        """
        style = self.style(path)
        if style in {"|", ">"}:
            return self._end_of_block(self.start(path)[0])
        if path in self.positions.ends:
            return self.positions.ends[path][0]
        last = max(self.last_line(each) for each in self.inside(path))
        if style in "[{":
            last = self._closing(self.inside(path)[-1], {"[": "]", "{": "}"}[style])
        return last

    def inside(self, path: Path) -> list[Path]:
        """Return the paths of the values in a list or mapping, in file order."""
        return [each for each in self.positions.values if len(each) == len(path) + 1 and each[:-1] == path]

    def block_indent(self, path: Path) -> int:
        """Return the indentation of the lines of a `|` block."""
        header = self.start(path)[0]
        return next((_indent(line) for line in self.lines[header + 1 :] if line.strip()), 0)

    def insert(self, *pieces: tuple[int, str]) -> Edit:
        """Return the edit that puts each text at its offset; line breaks in them become those of the file."""
        inserted = tuple(sorted((at, text.replace("\n", self.break_)) for at, text in pieces))
        parts, done = [], 0
        for at, text in inserted:
            parts += [self.text[done:at], text]
            done = at
        after = "".join([*parts, self.text[done:]])
        return Edit(self.raw, after.encode("utf-8"), inserted)

    def _end_of_block(self, header: int) -> int:
        indent = next((_indent(line) for line in self.lines[header + 1 :] if line.strip()), 0)
        last = header
        for number in range(header + 1, len(self.lines)):
            if self.lines[number].strip():
                if _indent(self.lines[number]) < indent:
                    break
                last = number
        return last

    def _closing(self, last: Path, bracket: str) -> int:
        """Return the line of the bracket that closes what ends with the value `last`."""
        line = self.last_line(last)
        column = self.positions.ends[last][1] if last in self.positions.ends else 0
        rest = self.lines[line][column:]
        while bracket not in rest.partition("#")[0]:
            line += 1
            if line >= len(self.lines):
                raise EditError("the end of these brackets cannot be found: write them on one line")
            rest = self.lines[line]
        return line


def scalar(text: str, *, flow: bool = False) -> str:
    """Return a text of one line as YAML writes it: plain where that reads as the same text, else in quotation marks."""
    plain = nodes.parse(f"[{text}]" if flow else f"- {text}\n")
    if plain.data == [text] and not plain.problems and _is_a_text(text) and "\n" not in text:
        return text
    return "'" + text.replace("'", "''") + "'"


def wrapped(key: str, text: str, indent: int) -> list[str]:
    """Return `key: text` as lines of at most `WIDTH` columns where words allow; those that follow stand further in."""
    words = f"{key}: {scalar(text)}".split(" ")
    lines = [" " * indent + words[0]]
    for word in words[1:]:
        # A value begins on the line of its key; a line that began with `#` would be a comment.
        if len(lines[-1]) + 1 + len(word) <= WIDTH or lines[-1].strip() == words[0] or word.startswith("#"):
            lines[-1] += f" {word}"
        else:
            lines.append(" " * (indent + 2) + word)
    return lines


def without(data: object, path: Sequence[str | int]) -> object:
    """Return plain data without the value at a path; as it is where there is none."""
    if not path:
        return None
    first, *rest = path
    if isinstance(data, dict) and first in data:
        kept = {key: value for key, value in data.items() if key != first}
        return {**kept, first: without(data[first], rest)} if rest else kept
    if isinstance(data, list) and isinstance(first, int) and first < len(data):
        return [*data[:first], *([without(data[first], rest)] if rest else []), *data[first + 1 :]]
    return data


def value_at(data: object, path: Sequence[str | int]) -> object:
    """Return the value at a path of plain data; None where there is none."""
    for part in path:
        of_list = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if not of_list and not (isinstance(data, dict) and part in data):
            return None
        data = data[part]  # type: ignore[index]  # it is one of the two
    return data


def as_read(data: object) -> object:
    """Return plain data without line breaks at the end of texts, which no model keeps.

    The last text of a file without a final line break gets one by whatever is written behind it.
    """
    if isinstance(data, dict):
        return {key: as_read(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_read(value) for value in data]
    return data.rstrip("\n") if isinstance(data, str) else data


def _is_a_text(text: str) -> bool:
    return any(character.isalpha() for character in text) and text.casefold() not in _WORDS_THAT_ARE_VALUES


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
