"""Clauses of a message: where it may be cut, and which pieces may hold the question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

LONG_FROM = 14
"""Words from which a sentence is cut at commas and conjunctions too; shorter ones are questions with a comma in
them."""

MAX_CLAUSES = 48
"""Pieces of one message that are matched: a message of 4,096 characters has about 60 sentences at most; the pieces
with a question mark or a question word come first."""

SHORTEST = 2
"""Words that a piece must have to be matched on its own."""

_SENTENCE = re.compile(r"[^.!?…\n;]+(?:\.(?=\S)[^.!?…\n;]+)*[.!?…\n;]*")
_PART = re.compile(r"\s*(?:[,:()\u2013\u2014]|\s-\s)\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message; `asks` says that a question mark ends its sentence."""

    text: str
    asks: bool


def pieces_of(message: str, breaks: Collection[str]) -> list[Piece]:
    """Return the pieces of `message` that are worth matching: sentences, and the parts of long ones, in order.

    `breaks` are the conjunctions at which a part that is still long is cut.

    A message of one short sentence gives that sentence alone. Pieces of a question come before others where there
    are more than `MAX_CLAUSES`.
    """
    found: dict[str, Piece] = {}
    for match in _SENTENCE.finditer(message):
        sentence = match.group().strip()
        asks = "?" in sentence[-3:]
        for text in [sentence, *_parts(sentence, breaks)]:
            if len(text.split()) >= SHORTEST or sentence == message.strip():
                found.setdefault(text, Piece(text, asks))
    pieces = list(found.values())
    if len(pieces) > MAX_CLAUSES:
        first = [piece for piece in pieces if piece.asks][-MAX_CLAUSES:]
        rest = [piece for piece in pieces if not piece.asks][: MAX_CLAUSES - len(first)]
        pieces = first + rest
    return pieces


def _parts(sentence: str, breaks: Collection[str]) -> list[str]:
    if len(sentence.split()) < LONG_FROM:
        return []
    parts = [part for part in _PART.split(sentence) if part.strip()]
    pairs = [f"{a}, {b}" for a, b in pairwise(parts)]
    split = [piece for part in parts for piece in _at_conjunctions(part, breaks)]
    return [*parts, *pairs, *split]


def _at_conjunctions(part: str, breaks: Collection[str]) -> list[str]:
    words = part.split()
    if len(words) < LONG_FROM:
        return []
    pieces: list[list[str]] = [[]]
    for word in words:
        if word.casefold() in breaks and pieces[-1]:
            pieces.append([])
        pieces[-1].append(word)
    return [" ".join(piece) for piece in pieces] if len(pieces) > 1 else []
