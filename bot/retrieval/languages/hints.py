"""What the matcher wants to know about a language."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class LanguageHints:
    """Small words of one language, normalised as `text.normalise` does it (no ё, one apostrophe).

    Multi-word entries are allowed in `asks`, `fillers`, `smalltalk` and `dated`; the other sets hold single words.
    """

    stop_words: frozenset[str] = frozenset()
    """Words that say nothing about the subject; they never count as unseen and never repair to something else."""
    asks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """What a question word asks for: "time", "since", "place", "person", "owner", "reason", "number", "times", "age",
    "price", "manner" -> words and phrases. The longest phrase wins: "how many times" is no "how many"."""
    fillers: frozenset[str] = frozenset()
    """Phrases that are taken out before matching: "can you tell me", "by the way"."""
    clause_breaks: frozenset[str] = frozenset()
    """Words at which a long message may be cut."""
    smalltalk: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """"greeting", "thanks", "farewell", "about-bot" -> whole phrases."""
    introductions: tuple[str, ...] = ()
    """Questions that a bare name stands for; {} is the name."""
    dated: frozenset[str] = frozenset()
    """Words that ask for the present: now, today, still, latest."""


def words(text: str) -> frozenset[str]:
    """Return the words of a readable block."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """Return the phrases of a readable block, separated by commas or line breaks."""
    return frozenset(part.strip() for part in text.replace("\n", ",").split(",") if part.strip())
