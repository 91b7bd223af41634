"""Clauses of a message: where it may be cut, and which pieces may hold the question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator

LONG_FROM = 14
"""Words from which a sentence is cut at commas and conjunctions too; shorter ones are questions with a comma in
them."""

LONGEST = 64
"""Words of a piece: what has more, without a mark or a conjunction to cut it at, is cut in pieces of so many."""

MAX_CLAUSES = 28
"""Pieces of one message that are read: of 362 labelled messages with several clauses none has more than 26."""

MAX_WORDS = 256
"""Words in all the pieces that are read, of which parts share some; the labelled messages have 252 at most."""

SHORTEST = 2
"""Words that a piece must have to be matched on its own."""

_SENTENCE = re.compile(r"[^.!?…\n;]+(?:\.(?=\S)[^.!?…\n;]+)*[.!?…\n;]*")
_WORD = re.compile(r"[^\W_]+")
_PART = re.compile(r"\s*(?:[,:()\u2013\u2014]|\s-\s)\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message; `asks` says that a question mark ends its sentence."""

    text: str
    asks: bool


def pieces_of(message: str, breaks: Collection[str], telling: Container[str] = ()) -> list[Piece]:
    """Return the pieces of `message` that are worth matching: sentences, and the parts of long ones, in order.

    `breaks` are the conjunctions at which a part that is still long is cut. A message of one short sentence gives that
    sentence alone. Where there are more pieces than are read, those of questions are kept first, then those with the
    most `telling` words to a word.
    """
    found: dict[str, Piece] = {}
    for match in _SENTENCE.finditer(message):
        sentence = match.group().strip()
        asks = "?" in sentence[-3:]
        for text in chain.from_iterable(map(_short_enough, [sentence, *_parts(sentence, breaks)])):
            if len(text.split()) >= SHORTEST or sentence == message.strip():
                found.setdefault(text, Piece(text, asks))
    return _most_promising(list(found.values()), telling)


def _most_promising(pieces: list[Piece], telling: Container[str]) -> list[Piece]:
    """Return the pieces, without the least promising where they are too many or too long; the order stays."""
    if len(pieces) <= MAX_CLAUSES and sum(map(_length, pieces)) <= MAX_WORDS:
        return pieces

    def promise(at: int) -> tuple[bool, float]:
        words = _WORD.findall(pieces[at].text.casefold())
        return pieces[at].asks, sum(word in telling for word in words) / max(1, len(words))

    kept: list[int] = []
    left = MAX_WORDS
    for at in sorted(range(len(pieces)), key=promise, reverse=True):
        length = _length(pieces[at])
        if length <= left:
            kept.append(at)
            left -= length
        if len(kept) == MAX_CLAUSES or left < SHORTEST:
            break
    return [pieces[at] for at in sorted(kept)]


def _length(piece: Piece) -> int:
    return len(words_of(piece.text)[-LONGEST:])


def _short_enough(text: str) -> Iterator[str]:
    words = text.split()
    if len(words) <= LONGEST:
        yield text
    else:
        for start in range(0, len(words), LONGEST):
            yield " ".join(words[start : start + LONGEST])


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
