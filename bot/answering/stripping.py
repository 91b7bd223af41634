"""A question as it may be kept: without @mentions, links, numbers and the names of whoever asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.language.text import latin_key, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.retrieval.match import Match

LONGEST = 300
"""Characters that are kept of a question."""
LONGEST_ENDING = 3
"""Letters by which a name may be longer than as it stands in the app: "Олександр", "Олександрові"."""
SHORTEST_STEM = 3
"""Letters of a name, written in the other script or not, from which its last one may differ: "Anna", "Анни"."""

_LINKED = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://|www\.)\S+"  # links
    r"|\S*@\S*"  # mentions and addresses
    r"|(?<![^\W_])(?:[\w-]+\.)+[^\W\d_]{2,}(?:/\S*)?",  # t.me/name, example.org
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\S*\d\S*")
_WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")


def stripped(text: str, names: Iterable[str]) -> str:
    """Return a question on one line without what tells who asked, "" where no word is left.

    `names` are those of the asker and of people who are mentioned; they are found in either script and in other cases.
    """
    keys = {latin_key(word) for name in names for word in words_of(name) if not word.isdigit()} - {""}

    def nameless(word: re.Match[str]) -> str:
        return " " if any(_names(part, keys) for part in words_of(word[0])) else word[0]

    without = _WORD.sub(nameless, _NUMBER.sub(" ", _LINKED.sub(" ", text)))
    without = " ".join(without.split())[:LONGEST].strip()
    return without if words_of(without) else ""


def alike(match: Match, text: str) -> str:
    """Return what questions asked alike have in common: the same content words in any order, as they were read.

    A word that was repaired, or belongs to a concept or a name of the base, counts as that; small words do not count.
    Only words that the stripped `text` still has are looked at; where none of them tells anything, all its words are.
    """
    kept = words_of(text)
    content = [word for word in match.explanation.words if word.how != "stop word" and word.word in kept]
    return " ".join(sorted({word.meaning or word.word for word in content} or set(kept)))


def _names(word: str, keys: set[str]) -> bool:
    """Tell whether a word is one of the names, in whichever case and script."""
    key = latin_key(word)
    return any(
        key == name
        or (
            len(name) >= SHORTEST_STEM
            and key.startswith(name[:-1] if name[-1] in "aeiou" else name)
            and len(key) <= len(name) + LONGEST_ENDING
        )
        for name in keys
    )
