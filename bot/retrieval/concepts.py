"""Concepts: words and phrases that mean the same, in any language, found in a sequence of stems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

THESAURUS = "="
"""Marks a concept of the thesaurus; entities go by their bare id."""

ROLE = "@"
"""Marks an entity that is named by its role only."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


HEARD = "^"
"""Marks an entity that is named as people say and the document does not."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept at the positions `start` to `end` (exclusive) of a sequence of stems."""

    concept: str
    start: int
    end: int

    @property
    def feature(self) -> str:
        """The concept as a feature of a text: an entity is the same whether named or known by its role."""
        return self.concept.removeprefix(ROLE).removeprefix(HEARD)


class Phrasebook:
    """Phrases as sequences of stems, each naming one or more concepts."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], str]]) -> None:
        self._phrases: dict[tuple[str, ...], list[str]] = {}
        self._longest: dict[str, int] = {}
        for stems, concept in phrases:
            key = tuple(stems)
            if not key:
                continue
            concepts = self._phrases.setdefault(key, [])
            if concept not in concepts:
                concepts.append(concept)
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def found_in(self, stems: Sequence[str]) -> set[str]:
        """Return the concepts mentioned, without their places."""
        if self._longest.keys().isdisjoint(stems):
            return set()
        return {mention.concept for mention in self.mentions(stems)}

    def mentions(self, stems: Sequence[str]) -> list[Mention]:
        """Return the mentions in order; at each place the longest phrase wins, and what it covers is not read again."""
        found: list[Mention] = []
        position = 0
        longest = self._longest
        while position < len(stems):
            step = 1
            if stems[position] not in longest:
                position += 1
                continue
            for length in range(min(longest[stems[position]], len(stems) - position), 0, -1):
                concepts = self._phrases.get(tuple(stems[position : position + length]))
                if concepts:
                    found.extend(Mention(concept, position, position + length) for concept in concepts)
                    step = length
                    break
            position += step
        return found
