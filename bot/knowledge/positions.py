"""Where each value of a knowledge file stands, so that every problem can name its line."""

from __future__ import annotations

from dataclasses import dataclass, field

Path = tuple[str | int, ...]
"""The way to a value: `("facts", 3, "text", "en")`; list entries count from 0."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line and a column, both from 1; (0, 0) where the place is not known."""

    line: int
    column: int


NOWHERE = Place(0, 0)


@dataclass(slots=True)
class Positions:
    """The places of keys and values in one file. Empty for a base that was not read from a file."""

    lines: list[str] = field(default_factory=list)
    """The lines of the file."""
    values: dict[Path, tuple[int, int, str]] = field(default_factory=dict)
    """Path -> line and column from 0 where the value begins, and its style ("" plain, "|" literal, "-" no scalar)."""
    ends: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Path of a scalar -> line and column from 0 behind its last character."""
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """Path -> line and column from 0 where its key begins; list entries have none."""

    def of(self, path: Path) -> Place:
        """Return where a value begins; where it has none of its own, where the nearest value around it does."""
        while path not in self.values:
            if not path:
                return NOWHERE
            path = path[:-1]
        line, column, _ = self.values[path]
        return Place(line + 1, column + 1)

    def of_key(self, path: Path) -> Place:
        """Return where the key of a value stands; for an entry of a list, where the entry begins."""
        if path in self.keys:
            line, column = self.keys[path]
            return Place(line + 1, column + 1)
        return self.of(path)

    def within(self, path: Path, line: int, column: int) -> Place:
        """Return the place of a character of a text, given by line and column from 1 within the text.

        Exact for literal blocks and for texts on one line; the beginning of the text for folded ones. Of a list, `line`
        is the entry.
        """
        if (*path, line - 1) in self.values:
            path, line = (*path, line - 1), 1
        if path not in self.values:
            return self.of(path)
        start_line, start_column, style = self.values[path]
        if style == "|":
            at = start_line + line
            return Place(at + 1, self._indent(at, start_line) + column)
        if line > 1 or style == ">":
            return Place(start_line + 1, start_column + 1)
        quote = 1 if style else 0
        return Place(start_line + 1, start_column + quote + column)

    def _indent(self, at: int, header: int) -> int:
        """Return the indentation of the literal block that begins under line `header` and holds line `at`.

        It is that of the block's first line that is not blank, as YAML has it.
        """
        for number in range(header + 1, min(at, len(self.lines) - 1) + 1):
            text = self.lines[number]
            if text.strip():
                return len(text) - len(text.lstrip(" "))
        return 0
