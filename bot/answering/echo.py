"""What a person typed, as a reply repeats it."""

from __future__ import annotations

import unicodedata

LONGEST = 40
"""Characters that are repeated: enough to recognise what was typed."""
_BREAKS = frozenset({"Cc", "Zl", "Zp"})
"""Line breaks, tabs and other controls: spaces in a repetition."""
_UNSEEN = frozenset({"Cf", "Cs", "Cn", "Co"})
"""What shows nothing, turns the line around, or is no character at all, such as half a surrogate pair."""


def echo(typed: str, longest: int = LONGEST) -> str:
    """Return the beginning of what was typed on one line, without what cannot be seen; "" where nothing can."""
    kinds = ((letter, unicodedata.category(letter)) for letter in typed)
    seen = "".join(" " if kind in _BREAKS else letter for letter, kind in kinds if kind not in _UNSEEN)
    text = " ".join(seen.split())
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
