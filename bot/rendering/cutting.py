"""Cuts long messages: between blocks where it can, never inside a tag or an entity, counted in UTF-16 units."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LIMIT = 4096
"""Telegram's limit for a message. It counts after entities are parsed; counting tags too errs on the safe side."""
BETWEEN = "\n\n"
_TOKEN = re.compile(r"<[^>]*>|&[#\w]+;|\s+|[^<&\s]+|.", re.DOTALL)
_TAG_NAME = re.compile(r"</?([a-z-]+)")


def utf16_length(text: str) -> int:
    """Return the number of UTF-16 code units, which is how Telegram counts."""
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """Return plain text of at most `limit` UTF-16 units, cut at a word's end where one is near, with an ellipsis."""
    if utf16_length(text) <= limit:
        return text
    kept = text[: limit - 1]
    while utf16_length(kept) > limit - 1:
        kept = kept[:-1]
    at_word = kept.rpartition(" ")[0]
    return (at_word if len(at_word) > len(kept) // 2 else kept).rstrip(" ,;:-\N{EN DASH}") + "…"


def cut(parts: Sequence[str], limit: int = LIMIT) -> list[str]:
    """Join parts of HTML into as few messages as fit, in order, an empty line between parts.

    Each part is whole HTML. One that is longer than `limit` by itself is cut at line breaks, or at white space where a
    line is very long, its tags closed before the cut and opened again after it. Empty parts are dropped; no parts give
    no messages.
    """
    messages: list[str] = []
    for part in (piece for whole in parts if whole for piece in _pieces(whole, limit)):
        if messages and utf16_length(messages[-1]) + len(BETWEEN) + utf16_length(part) <= limit:
            messages[-1] += BETWEEN + part
        else:
            messages.append(part)
    return messages


def _pieces(part: str, limit: int) -> Iterator[str]:
    if utf16_length(part) <= limit:
        yield part
        return
    piece, opened = "", list[str]()
    has_text = False
    for at, token in _tokens(part, limit):
        closing = "".join(f"</{_name(tag)}>" for tag in reversed(opened))
        ahead = _line_ahead(part, at, limit) if token.startswith("\n") else token
        if has_text and not token.startswith("</") and utf16_length(piece + ahead + closing) > limit:
            yield piece.rstrip() + closing
            piece, has_text = "".join(opened), False
            token = token.lstrip()  # noqa: PLW2901  white space at the cut goes
        piece += token
        if token.startswith("</"):
            opened.pop()
        elif token.startswith("<"):
            opened.append(token)
        elif token:
            has_text = True
    if has_text:
        yield piece


def _line_ahead(part: str, at: int, limit: int) -> str:
    """Return the line that begins at a line break, where it fits a message of its own: lines are kept whole."""
    line = part[at : part.find("\n", at + 1) if "\n" in part[at + 1 :] else len(part)]
    return line if utf16_length(line) <= limit // 2 else line[:1]


def _tokens(part: str, limit: int) -> Iterator[tuple[int, str]]:
    """Yield tags, entities, white space and words with their places; a word too long for a message in slices."""
    slice_length = max(1, limit // 4)
    for found in _TOKEN.finditer(part):
        token = found[0]
        if token[0] in "<&" or len(token) <= slice_length:
            yield found.start(), token
        else:
            yield from ((found.start(), token[at : at + slice_length]) for at in range(0, len(token), slice_length))


def _name(tag: str) -> str:
    found = _TAG_NAME.match(tag)
    return found[1] if found else ""
