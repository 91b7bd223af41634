"""A message between reply and surface: blocks of lines of spans. Composed once, then written as plain text or HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "bold", "italic", "code"]


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one style; `url` makes it a link."""

    text: str
    style: Style = "plain"
    url: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together: a long message is cut between blocks. `folded` ones open on a tap, where they can."""

    lines: tuple[Line, ...]
    folded: bool = False


Message = tuple[Block, ...]


def line(*pieces: str | Span) -> Line:
    """Return a line of spans; strings are plain text, empty ones are left out."""
    return tuple(Span(piece) if isinstance(piece, str) else piece for piece in pieces if piece not in ("", Span("")))


def block(*lines: str | Span | Line, folded: bool = False) -> Block:
    """Return a block; a string or span is a line of its own, and line breaks in a string start new lines."""
    made: list[Line] = []
    for each in lines:
        if isinstance(each, str):
            made += [line(part) for part in each.split("\n")]
        elif isinstance(each, Span):
            made.append((each,))
        else:
            made.append(each)
    return Block(tuple(made), folded)


def bold(text: str) -> Span:
    """Return bold text."""
    return Span(text, "bold")


def italic(text: str) -> Span:
    """Return text in italics."""
    return Span(text, "italic")
