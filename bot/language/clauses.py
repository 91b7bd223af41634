"""Clauses of a message: where it may be cut, which pieces may hold the question, and whether there are several."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.language.text import words_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

LONG_FROM = 14
"""Words from which a sentence is cut at commas and conjunctions too; shorter ones are questions with a comma in
them."""

LONGEST = 64
"""Words of a piece: what has more, without a mark or a conjunction to cut it at, is cut in pieces of so many."""

MAX_CLAUSES = 28
"""Pieces of one message that are read: of 362 labelled messages with several clauses none has more than 26."""

MAX_WORDS = 256
"""Words in all the pieces that are read, of which parts share some; the labelled messages have 252 at most."""

LONGEST_NAME = 3
"""Words of a sentence that may only name what the next one asks about: "Wait, Kushner??"."""

SHORTEST_REST = 3
"""Words that stand after a beginning that tells nothing, to be matched without it."""

LONG_LEAD_IN = 6
"""Words from which a beginning before a question is a story of its own: "according to the Kremlin, when" has less."""

SHORTEST = 2
"""Words that a piece must have to be matched on its own, or a question beside another."""

MOST_ASKED = 96
"""Words of a message in which several questions stand side by side; in a longer one they have a story around them."""

_ENDS = r".!?…\n;\u2600-\u27bf\U0001f300-\U0001faff"
"""What a sentence may end with, pictures among it."""
_SENTENCE = re.compile(rf"[^{_ENDS}]+(?:\.(?=\S)[^{_ENDS}]+)*[{_ENDS}]*")
_WORD = re.compile(r"[^\W_]+")
_TOKEN = re.compile(r"\n|\S+")
_PART = re.compile(r"\s*(?:[,:](?!\d)|[()\u2013\u2014]|\s-\s)\s*")


class Signs(NamedTuple):
    """Words, in small letters, by which it is told where a message may be cut."""

    breaks: Container[str] = ()
    """Conjunctions at which a part that is still long is cut."""
    telling: Container[str] = ()
    """Words of the base that say something."""
    asking: Container[str] = ()
    """Words that ask for a time, a place, a person."""
    openers: Container[str] = ()
    """These and others that may begin one of several questions: "what", "which"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message; `asks` says that a question mark ends its sentence."""

    text: str
    asks: bool


def pieces_of(message: str, signs: Signs) -> list[Piece]:
    """Return the pieces of `message` that are worth matching: sentences, and the parts of long ones, in order.

    A message of one short sentence gives that sentence alone, and what stands after a beginning that tells nothing ("my
    wife asks, who leads it"). Lines and points that draw a short sentence out do not cut it ("who... leads... it"), and
    a name and what is asked about it are one ("Rubio?? who is he"). Where there are more pieces than are
    read, those of questions are kept first, then those with the most telling words to a word.
    """
    found: dict[str, Piece] = {}
    for sentence in _sentences(message, signs):
        for text in chain.from_iterable(map(_short_enough, [sentence.text, *_parts(sentence.text, signs)])):
            if len(text.split()) >= SHORTEST or sentence.text == message.strip():
                found.setdefault(text, Piece(text, sentence.asks))
    return _most_promising(list(found.values()), signs.telling)


def questions_of(message: str, signs: Signs) -> list[str]:
    """Return the questions that stand side by side in a message; none where it has a story around them.

    It is cut at question marks, and where a line or a conjunction leads to a word that asks; where there are marks,
    what has neither one nor such a word is no question.
    """
    pieces: list[list[str]] = [[]]
    parts = _TOKEN.findall(message)
    if len(parts) > MOST_ASKED:
        return []
    for place, part in enumerate(parts):
        joins = bool(pieces[-1]) and (part in {"\n", "&"} or part.casefold() in signs.breaks)
        if joins and _has("".join(parts[place + 1 : place + 2]), signs.openers):
            pieces.append([])
        elif part != "\n":
            pieces[-1].append(part)
            if part.endswith("?"):
                pieces.append([])
    asked = [" ".join(piece) for piece in pieces if len(piece) >= SHORTEST]
    return [one for one in asked if "?" not in message or one.endswith("?") or _has(one, signs.openers)]


def _has(text: str, some: Container[str]) -> bool:
    return any(word in some for word in words_of(text))


def _sentences(message: str, signs: Signs) -> list[Piece]:
    found: list[Piece] = []
    for match in _SENTENCE.finditer(message):
        text = " ".join(match.group().split())
        if not text:
            continue
        sentence = Piece(text, "?" in text[-3:])
        if found and (_goes_on(found[-1], sentence, signs) or _is_asked_about(found[-1], sentence, signs)):
            before = found.pop()
            sentence = Piece(f"{before.text} {text}", sentence.asks or before.asks)
        found.append(sentence)
    return found


def _goes_on(before: Piece, after: Piece, signs: Signs) -> bool:
    """Say whether a sentence that nothing ends goes on in the next one, which does not begin a question."""
    if _is_ended(before.text) or len(before.text.split()) + len(after.text.split()) >= LONG_FROM:
        return False
    return not _has(" ".join(after.text.split()[:2]), signs.asking)


def _is_ended(text: str) -> bool:
    return text.endswith((".", "!", "?", ";", "?..", "!..")) and (not text.endswith("..") or text[-3:-2] in {"?", "!"})


def _is_asked_about(before: Piece, after: Piece, signs: Signs) -> bool:
    """Say whether a sentence only names what the next one asks about."""
    if len(before.text.split()) > LONGEST_NAME or (_is_ended(before.text) and not before.asks):
        return False
    if _has(before.text, signs.asking) or not _has(before.text, signs.telling):
        return False
    words = words_of(after.text)
    return bool(words) and len(words) < LONG_FROM and (before.asks or after.asks or words[0] in signs.asking)


def _most_promising(pieces: list[Piece], telling: Container[str]) -> list[Piece]:
    """Return the pieces, without the least promising where they are too many or too long; the order stays."""
    if len(pieces) <= MAX_CLAUSES and sum(_length(piece.text) for piece in pieces) <= MAX_WORDS:
        return pieces

    def promise(at: int) -> tuple[bool, float]:
        words = _WORD.findall(pieces[at].text.casefold())
        return pieces[at].asks, sum(word in telling for word in words) / max(1, len(words))

    kept: list[int] = []
    left = MAX_WORDS
    for at in sorted(range(len(pieces)), key=promise, reverse=True):
        length = _length(pieces[at].text)
        if length <= left:
            kept.append(at)
            left -= length
        if len(kept) == MAX_CLAUSES or left < SHORTEST:
            break
    return [pieces[at] for at in sorted(kept)]


def _length(text: str) -> int:
    return len(words_of(text)[-LONGEST:])


def _short_enough(text: str) -> Iterator[str]:
    words = text.split()
    if len(words) <= LONGEST:
        yield text
    else:
        for start in range(0, len(words), LONGEST):
            yield " ".join(words[start : start + LONGEST])


def _parts(sentence: str, signs: Signs) -> list[str]:
    if len(sentence.split()) < LONG_FROM:
        beginning, *rest = _PART.split(sentence, maxsplit=1)
        tells = _has(beginning, signs.telling) and not (
            len(beginning.split()) >= LONG_LEAD_IN and all(_has(one.partition(" ")[0], signs.openers) for one in rest)
        )
        return (
            [] if tells or _has(beginning, signs.asking) else [one for one in rest if len(one.split()) >= SHORTEST_REST]
        )
    parts = [part for part in _PART.split(sentence) if part.strip()]
    pairs = [f"{a}, {b}" for a, b in pairwise(parts)]
    split = [piece for part in parts for piece in _at_conjunctions(part, signs.breaks)]
    return [*parts, *pairs, *split]


def _at_conjunctions(part: str, breaks: Container[str]) -> list[str]:
    words = part.split()
    if len(words) < LONG_FROM:
        return []
    pieces: list[list[str]] = [[]]
    for word in words:
        if word.casefold() in breaks and pieces[-1]:
            pieces.append([])
        pieces[-1].append(word)
    return [" ".join(piece) for piece in pieces] if len(pieces) > 1 else []
