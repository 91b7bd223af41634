"""Counting as Telegram counts: in UTF-16 code units."""

from __future__ import annotations

_FIRST_ASTRAL = 0x10000


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text) + sum(1 for character in text if ord(character) >= _FIRST_ASTRAL)


def cut(text: str, offset: int, length: int) -> str:
    """Return the part of a text given by UTF-16 offset and length; what lies outside is left off."""
    encoded = text.encode("utf-16-le", "surrogatepass")
    return encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")
