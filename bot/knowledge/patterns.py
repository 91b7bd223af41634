"""The pattern language: one line of `questions` stands for several phrasings.

    who (will | was to) (present | bring) the plan (to Putin |)

Parentheses offer alternatives, parted by bars; an empty alternative makes the part optional; groups may be nested and
may stand against a word ("plan(s |)"). Everything else is taken as it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.errors import BotError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_PER_LINE = 256
"""Eight optional parts in one line: more than anybody can read, few enough for an index to hold."""
MAX_PER_BLOCK = 2_000
"""About a hundred lines of twenty phrasings; a block beyond it is a mistake or an attack."""
MAX_DEPTH = 6
"""Groups within groups; nobody can read a seventh level."""

_PIECE = re.compile(r"[()|]|[^()|]+")
_FLAT_GROUP = re.compile(r"\(([^()]*)\)")
_GAP_BEFORE_MARK = re.compile(r" (?=[?!.,;:…](?: |$))")


class PatternError(BotError):
    """A pattern that cannot be read.

    `line` and `column` count from 1 within the block that was passed (`column` within the line as written, its leading
    spaces included); `advice` says what to write instead.
    """

    def __init__(self, message: str, advice: str, *, column: int, line: int = 1) -> None:
        self.message = message
        self.advice = advice
        self.line = line
        self.column = column
        super().__init__(f"line {line}, column {column}: {message}; {advice}")


def expand(block: str) -> list[str]:
    """Return every phrasing of a block of patterns, in order, each once; spaces normalised, empty lines dropped.

    `"who (will | was to) go?"` gives `["who will go?", "who was to go?"]`.

    Raises:
        PatternError: a line is malformed, or a line or the block stands for too many phrasings; the first one found.
    """
    phrasings: dict[str, None] = {}
    for number, line in lines_of(block):
        phrasings.update(dict.fromkeys(expand_line(line, number)))
        if len(phrasings) > MAX_PER_BLOCK:
            raise _too_many_in_block(number)
    return list(phrasings)


def phrases(block: str) -> list[str]:
    """Return the words and phrases of a block of terms (a thesaurus group, the aliases of an entity).

    Like `expand`, with commas parting phrases as line breaks do, before parentheses are read: a group lies between
    two commas. This is the one reader of such blocks; `check` with `commas` finds fault just where it does.

    Raises:
        PatternError: as `expand`; line and column are those of the block as it was passed.
    """
    found: dict[str, None] = {}
    for number, line in lines_of(block):
        for start, part in _parts(line):
            if not part.strip():
                continue
            try:
                found.update(dict.fromkeys(expand_line(part, number)))
            except PatternError as error:
                error.column += start
                raise
        if len(found) > MAX_PER_BLOCK:
            raise _too_many_in_block(number)
    return list(found)


def terms_of(blocks: Mapping[str, str]) -> Iterator[str]:
    """Yield every term of blocks per language, language by language, as `phrases` reads them."""
    for block in blocks.values():
        yield from phrases(block)


def check(block: str, *, commas: bool = False) -> Iterator[PatternError]:
    """Yield what is wrong with a block, at most one error per line, without expanding anything.

    With `commas` the block holds terms (see `phrases`).
    """
    total = 0
    for number, line in lines_of(block):
        for start, part in _parts(line) if commas else ((0, line),):
            try:
                total += count(part, number)
            except PatternError as error:
                error.column += start
                yield error
                break
    if total > MAX_PER_BLOCK:
        yield _too_many_in_block(1)


def expand_line(line: str, number: int = 1) -> list[str]:
    """Return every phrasing of one line, each once; `number` is the line's number for an error.

    Raises:
        PatternError: the line is malformed or stands for more than `MAX_PER_LINE` phrasings.
    """
    if _is_plain(line):
        return [" ".join(line.split())]
    count(line, number)  # refuses what would not fit before anything is multiplied
    stack: list[_Group] = [_Group()]
    for piece in _PIECE.findall(line):
        if piece == "(":
            stack.append(_Group())
        elif piece == "|":
            stack[-1].close()
        elif piece == ")":
            group = stack.pop()
            group.close()
            stack[-1].times([phrasing.strip() for phrasing in group.done])
        else:
            stack[-1].times([piece])
    tidy = (_GAP_BEFORE_MARK.sub("", " ".join(phrasing.split())) for phrasing in stack[0].current)
    return list(dict.fromkeys(phrasing for phrasing in tidy if phrasing))


def count(line: str, number: int = 1) -> int:
    """Return how many phrasings a line stands for, doubles included, after checking that it is well formed.

    Raises:
        PatternError: the line is malformed or stands for more than `MAX_PER_LINE` phrasings.
    """
    if quick := _count_of_simple(line):
        return quick
    stack = [_Shape(0)]
    for match in _PIECE.finditer(line):
        piece, column = match[0], match.start() + 1
        if piece == "(":
            stack.append(_Shape(column))
            if len(stack) > MAX_DEPTH + 1:
                raise PatternError(
                    f"more than {MAX_DEPTH} groups within each other", "write two lines", column=column, line=number
                )
        elif piece in ")|" and len(stack) == 1:
            raise _stray(piece, column, number)
        elif piece == "|":
            stack[-1].bar()
        elif piece == ")":
            shape = stack.pop()
            stack[-1].multiply(shape.close(number))
        else:
            stack[-1].has_text = stack[-1].has_text or bool(piece.strip())
        if stack[-1].current > MAX_PER_LINE or stack[-1].total > MAX_PER_LINE:
            raise PatternError(
                f"this line stands for more than {MAX_PER_LINE} questions",
                "write fewer alternatives, or two lines",
                column=1,
                line=number,
            )
    if len(stack) > 1:
        raise PatternError(
            "an opening parenthesis is never closed", "add the missing )", column=stack[-1].column, line=number
        )
    return stack[0].current


def lines_of(block: str) -> Iterator[tuple[int, str]]:
    """Yield each line of a block that is not blank, with its number from 1."""
    for number, line in enumerate(block.split("\n"), start=1):
        if line.strip():
            yield number, line


class _Group:
    """The phrasings of a group while it is expanded: `done` alternatives, and those of the `current` one."""

    __slots__ = ("current", "done")

    def __init__(self) -> None:
        self.done: list[str] = []
        self.current: list[str] = [""]

    def close(self) -> None:
        self.done += self.current
        self.current = [""]

    def times(self, endings: list[str]) -> None:
        self.current = [start + ending for start in self.current for ending in endings]


class _Shape:
    """How many phrasings a group stands for while it is counted, and whether it says anything at all."""

    __slots__ = ("bars", "column", "current", "has_text", "total")

    def __init__(self, column: int) -> None:
        self.column = column
        self.total = 0
        self.current = 1
        self.bars = 0
        self.has_text = False

    def bar(self) -> None:
        self.total += self.current
        self.current = 1
        self.bars += 1

    def multiply(self, times: int) -> None:
        self.current *= times
        self.has_text = True

    def close(self, number: int) -> int:
        if not self.has_text:
            raise PatternError("a group with nothing in it", "remove it", column=self.column, line=number)
        if not self.bars:
            raise PatternError(
                "a group without a bar offers no choice",
                "write (a | b) for alternatives, (a |) for an optional part, or remove the parentheses",
                column=self.column,
                line=number,
            )
        return self.total + self.current


def _count_of_simple(line: str) -> int:
    """Return the count of a well-formed line without nested groups, the usual one in a base; 0 for any other."""
    groups: list[str] = _FLAT_GROUP.findall(line)
    if not len(groups) == line.count("(") == line.count(")"):
        return 0
    product, bars = 1, 0
    for group in groups:
        inside = group.count("|")
        if not inside or not group.strip("| "):
            return 0
        bars += inside
        product *= inside + 1
    return product if bars == line.count("|") and product <= MAX_PER_LINE else 0


def _is_plain(line: str) -> bool:
    return "(" not in line and ")" not in line and "|" not in line


def _stray(piece: str, column: int, number: int) -> PatternError:
    if piece == "|":
        return PatternError(
            "a bar outside parentheses", "put the alternatives in parentheses: (a | b)", column=column, line=number
        )
    return PatternError(
        "a closing parenthesis without an opening one", "remove it or add the missing (", column=column, line=number
    )


def _too_many_in_block(number: int) -> PatternError:
    return PatternError(
        f"this block stands for more than {MAX_PER_BLOCK} questions", "write fewer alternatives", column=1, line=number
    )


def _parts(line: str) -> Iterator[tuple[int, str]]:
    start = 0
    for part in line.split(","):
        yield start, part
        start += len(part) + 1
