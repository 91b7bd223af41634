"""Reads a gettext .po file: the small part of the format that the catalogues use.

The catalogues are read as they are written, without a compile step that could be forgotten: a file takes about a
millisecond, and a test holds this reader against Babel's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_FIELD = re.compile(r'(?:(?P<keyword>msgid_plural|msgid|msgstr)(?:\[(?P<form>\d)\])?\s+)?"(?P<text>.*)"')
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {"n": "\n", "t": "\t"}


def read_po(path: Path) -> dict[str, tuple[str, ...]]:
    """Return each message id with its translations: one, or one per plural form. The header stands under "".

    Raises:
        ValueError: a line is neither a comment, a field nor a continued string, or the file is not UTF-8.
    """
    messages: dict[str, tuple[str, ...]] = {}
    msgid, forms, field = "", [""], ""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        found = _FIELD.fullmatch(line)
        if found is None:
            raise ValueError(f"{path.name}: line {number} is not a gettext line: {line[:60]}")
        text = _ESCAPE.sub(lambda escape: _ESCAPED.get(escape[1], escape[1]), found["text"])
        field = found["keyword"] or field
        if found["keyword"] == "msgid":
            messages[msgid] = tuple(forms)
            msgid, forms = text, [""]
        elif field == "msgid":
            msgid += text
        elif found["keyword"] == "msgstr" and found["form"] not in (None, "0"):
            forms.append(text)
        elif field == "msgstr":
            forms[-1] += text
    messages[msgid] = tuple(forms)
    return messages
