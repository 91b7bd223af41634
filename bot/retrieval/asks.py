"""What a question asks for: a time, a place, a person, an owner, a reason, a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.retrieval.concepts import Phrasebook
from bot.retrieval.languages import HINTS
from bot.retrieval.text import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_PHRASES = Phrasebook(
    (words_of(phrase), ask)
    for hints in HINTS.values()
    for ask, phrases in hints.asks.items()
    for phrase in sorted(phrases)
)
QUESTION_WORDS = frozenset(
    phrase for hints in HINTS.values() for phrases in hints.asks.values() for phrase in phrases if " " not in phrase
)
"""Single words that ask for something, in every language."""


def asks_of(words: Sequence[str]) -> frozenset[str]:
    """Return what a question in these (normalised) words asks for; empty for a statement or bare keywords.

    "manner" is left out where something more definite is asked: "how many" is a number.
    """
    found = _PHRASES.found_in(words)
    if len(found) > 1:
        found.discard("manner")
    return frozenset(found)
