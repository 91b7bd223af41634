"""Bytes -> text, and the characters that have no business in a knowledge file."""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import TYPE_CHECKING

from bot.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAVE = "save the file as UTF-8 (in an editor: Save as, encoding UTF-8)"

_OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

_BAD = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters; U+0085 would be a line break to YAML and to no editor
    "\u00ad\u200b\u2060\ufeff"  # invisible: a word that holds one is never found
    "\u2028\u2029"  # line breaks to YAML, to no editor: every line number after them would be wrong
    "\u202a-\u202e\u2066-\u2069"  # turn the direction of reading: what is seen is not what is written
    "\ud800-\udfff\ufffe\uffff"  # no characters at all
    "]"
)
_KINDS = {"Cc": "a control character", "Cf": "an invisible character"}
_TAB_INDENT = re.compile(r"^ *\t(?=[ \t]*\S)", re.MULTILINE)


def decode(raw: bytes) -> str | Problem:
    """Return the text of a file, without a byte-order mark, or the problem that keeps it from being read."""
    for mark, name in _OTHER_ENCODINGS:
        if raw.startswith(mark):
            return Problem(1, 1, "", f"the file is written in {name}, not in UTF-8", _SAVE)
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return Problem(line, column, "", f"the byte {raw[error.start]:#04x} is not UTF-8", _SAVE)


def bad_characters(text: str) -> Iterator[tuple[int, str]]:
    """Yield the index of each character that may not stand in a text, and its description."""
    for match in _BAD.finditer(text):
        code = ord(match[0])
        kind = _KINDS.get(unicodedata.category(match[0]), "a character no text may hold")
        yield match.start(), f"{kind} (U+{code:04X})"


def quoted(text: str, limit: int = 60) -> str:
    """Return a text from the file fit for a message: in quotation marks, cut short, unprintable characters as `?`."""
    shown = "".join(character if character.isprintable() else "?" for character in text[: limit + 1])
    return f"'{shown}'" if len(shown) <= limit else f"'{shown[: limit - 1]}…'"


def problems_of(text: str) -> list[Problem]:
    """Return what is wrong with the characters of a file: unwanted ones, and tabs used as indentation."""
    found = [
        Problem(*_place(text, index), "", f"{what} stands here", "delete it; it may have come along when pasting")
        for index, what in bad_characters(text)
    ]
    found += [
        Problem(*_place(text, match.end() - 1), "", "the line is indented with a tab", "indent with spaces")
        for match in _TAB_INDENT.finditer(text)
    ]
    return found


def _place(text: str, index: int) -> tuple[int, int]:
    line_start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - line_start + 1
