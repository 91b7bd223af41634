"""What a person typed, as a reply repeats it: nothing that Telegram would make a link or a mention of."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
"""Characters that are repeated: enough to recognise what was typed."""
_BREAKS = frozenset({"Cc", "Zl", "Zp"})
"""Line breaks, tabs and other controls: spaces in a repetition."""
_UNSEEN = frozenset({"Cf", "Cs", "Cn", "Co"})
"""What shows nothing, turns the line around, or is no character at all, such as half a surrogate pair."""
_REPEATED = frozenset({"L", "M", "N"})
"""Kinds of characters that are repeated, letters and digits: beside spaces and the signs of ordinary sentences."""
_SIGNS = frozenset(" ,;.:!?…()%'\"’‘ʼ`“”„«»-‐‑–—")
_TAPPED = re.compile(r"[.:]\w{2}|(?:\d[ \-‐‑–—().]*){7}")
"""What is tapped although letters, digits and such signs are all of it: addresses, numbers of telephones and cards."""


def echo(typed: str, longest: int = LONGEST) -> str:
    """Return the beginning of what was typed on one line, without what cannot be seen.

    "" where nothing can, and where some of it would be tapped, or is not written in sentences.
    """
    kinds = ((letter, unicodedata.category(letter)) for letter in typed)
    seen = "".join(" " if kind in _BREAKS else letter for letter, kind in kinds if kind not in _UNSEEN)
    text = " ".join(seen.split())
    if _TAPPED.search(text) or not all(map(_is_ordinary, text)):
        return ""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def _is_ordinary(letter: str) -> bool:
    return letter in _SIGNS or unicodedata.category(letter)[0] in _REPEATED
