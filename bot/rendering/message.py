"""A message between reply and surface: blocks of lines of spans. Composed once, then written as plain text or HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Style = Literal["plain", "bold", "italic"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one style; `url` makes it a link."""

    text: str
    style: Style = "plain"
    url: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a long message is cut between blocks. `folded` ones open on a tap, where they can.

    `choices` are the last lines, which buttons stand for on a surface that has them.
    """

    lines: tuple[Line, ...]
    folded: bool = False
    choices: tuple[Line, ...] = ()


Message = tuple[Block, ...]


def line(*pieces: str | Span) -> Line:
    """Return a line of spans; strings are plain text, empty ones are left out."""
    return tuple(Span(piece) if isinstance(piece, str) else piece for piece in pieces if piece not in ("", Span("")))


def block(*lines: str | Span | Line, folded: bool = False) -> Block:
    """Return a block; a string or span is a line of its own, and line breaks in a string start new lines."""
    return Block(_lines(lines), folded)


def choices(*lines: str, under: str = "") -> Block:
    """Return a block of what can be chosen, for where there are no buttons; a heading `under` which it stands stays."""
    return Block(_lines((under,) if under else ()), choices=_lines(lines))


def bold(text: str) -> Span:
    """Return bold text."""
    return Span(text, "bold")


def italic(text: str) -> Span:
    """Return text in italics."""
    return Span(text, "italic")


def _lines(lines: Iterable[str | Span | Line]) -> tuple[Line, ...]:
    made: list[Line] = []
    for each in lines:
        if isinstance(each, str):
            made += [line(part) for part in each.split("\n")]
        elif isinstance(each, Span):
            made.append((each,))
        else:
            made.append(each)
    return tuple(made)
