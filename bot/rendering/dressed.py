"""Messages for a terminal that somebody sits at: wrapped at words, bold where they say so, choices numbered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.rendering.pieces import BULLET
from bot.rendering.plain import INDENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.rendering.message import Line, Message, Style

WIDEST = 100
"""Columns of a line: longer ones are hard to read, however wide the window is."""
NARROWEST = 20
_LEAD = re.compile(r" *(?:(?:[-+\N{BULLET}\N{RIGHTWARDS ARROW}]|\d+\.?) +)?")
"""What stands before the text of a line."""
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"

_Word = tuple[tuple[str, "Style"], ...]
"""Pieces that stand together without a space, each in its style."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a terminal shows a message: within `width` columns (0: lines as they come), in `bold` where it says so.

    `numbered` says that somebody can choose by number from what is offered.
    """

    width: int = 0
    bold: bool = False
    numbered: bool = False


AS_IT_COMES = Look()
"""A pipe's, a file's."""


def write_dressed(message: Message, look: Look, *, numbered: bool = False) -> str:
    """Write blocks with an empty line between them, as `write_plain` does, in a look.

    With `numbered` the choices have numbers, from 1 through the whole message, instead of bullets.
    """
    blocks, number = [], 0
    for each in message:
        indent = INDENT if each.folded else ""
        shown = [_lines(line, look, indent) for line in each.lines]
        for line in each.choices:
            if numbered and _is_choice(line):
                number += 1
                shown.append(_lines(line, look, indent, mark=f"{number}. "))
            else:
                shown.append(_lines(line, look, indent))
        blocks.append("\n".join(shown))
    return "\n\n".join(blocks)


def fitted(text: str, width: int) -> str:
    """Return plain lines wrapped at words within `width` columns (0: as they come), under the text of their line."""
    if not width:
        return text
    width = max(NARROWEST, min(width, WIDEST))
    return "\n".join("\n".join(_folded(line, width)) for line in text.split("\n"))


def _folded(line: str, width: int) -> Iterator[str]:
    """Yield the rows of a line; what follows the mark of a list, a change or an arrow stands under its text."""
    begun = _LEAD.match(line)
    lead = begun[0] if begun else ""
    hang = " " * min(len(lead), width // 2)
    row, empty = lead, True
    for word in line[len(lead) :].split(" "):
        if not empty and len(row) + 1 + len(word) > width:
            yield row.rstrip()
            row, empty = hang, True
        row, empty = row + ("" if empty else " ") + word, False
    yield row


def choices_in(message: Message) -> int:
    """Return how many choices a message offers: lines with a bullet, where buttons would stand elsewhere."""
    return sum(_is_choice(line) for each in message for line in each.choices)


def _is_choice(line: Line) -> bool:
    return bool(line) and line[0].text.startswith(BULLET)


def _lines(line: Line, look: Look, indent: str, mark: str = "") -> str:
    """Return one line as one or more; what follows a bullet or a number stands under its text."""
    words = list(_words(line))
    hang = indent
    if words and words[0] and words[0][0][0] == BULLET.strip():
        first = mark or BULLET
        words = words[1:]
        lead, hang = indent + first, indent + " " * len(first)
    else:
        lead = indent
    width = max(NARROWEST, min(look.width, WIDEST)) if look.width else 0
    made, used, begun = [lead], len(lead), False
    for word in words:
        length = sum(len(text) for text, _ in word)
        if begun and width and used + 1 + length > width:
            made += ["\n", hang]
            used, begun = len(hang), False
        made += [" "] * begun + [_styled(text, style, look) for text, style in word]
        used += length + begun
        begun = True
    return "".join(made).replace(_PLAIN + " " + _BOLD, " ")


def _words(line: Line) -> Iterator[_Word]:
    """Yield what stands between two spaces; several spaces are an empty word."""
    word: list[tuple[str, Style]] = []
    for span in line:
        text = f"{span.text} ({span.url})" if span.url not in ("", span.text) else span.text
        first, *rest = text.split(" ")
        word.append((first, span.style))
        for part in rest:
            yield tuple(word)
            word = [(part, span.style)]
    yield tuple(word)


def _styled(text: str, style: Style, look: Look) -> str:
    return f"{_BOLD}{text}{_PLAIN}" if text and look.bold and style == "bold" else text
