"""Concepts: words and phrases that mean the same, in any language, found in a sequence of stems."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

THESAURUS = "="
"""Marks a concept of the thesaurus; entities go by their bare id."""

ROLE = "@"
"""Marks an entity that is named by its role only."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


HEARD = "^"
"""Marks an entity that is named as people say and the document does not."""


class Mention(NamedTuple):
    """A concept at the positions `start` to `end` (exclusive) of a sequence of stems."""

    concept: str
    start: int
    end: int

    @property
    def feature(self) -> str:
        """The concept as a feature of a text: an entity is the same whether named or known by its role."""
        return feature_of(self.concept)


def places_of(mentions: Iterable[Mention]) -> set[int]:
    """Return the positions that mentions cover."""
    return {place for mention in mentions for place in range(mention.start, mention.end)}


def feature_of(concept: str) -> str:
    """Return the feature that a mention of `concept` is in a text."""
    return concept.removeprefix(ROLE).removeprefix(HEARD)


class _Node:
    """What may follow a beginning of phrases, and the concepts that the beginning itself names."""

    __slots__ = ("concepts", "features", "next")

    def __init__(self) -> None:
        self.concepts: tuple[str, ...] = ()
        self.features: tuple[str, ...] = ()
        self.next: dict[str, _Node] | None = None


class Phrasebook:
    """Phrases as sequences of stems, each naming one or more concepts; a tree that is walked stem by stem."""

    def __init__(self, phrases: Iterable[tuple[Sequence[str], str]]) -> None:
        self._first: dict[str, _Node] = {}
        once: dict[tuple[str, ...], tuple[str, ...]] = {}  # thousands of phrases name a few hundred concepts
        for stems, concept in phrases:
            node = None
            for stem in stems:
                if node is None:
                    following = self._first
                elif node.next is None:
                    following = node.next = {}
                else:
                    following = node.next
                node = following.get(stem)
                if node is None:
                    node = following[stem] = _Node()
            if node is not None and concept not in node.concepts:
                concepts, features = (*node.concepts, concept), (*node.features, feature_of(concept))
                node.concepts, node.features = once.setdefault(concepts, concepts), once.setdefault(features, features)

    def found_in(self, stems: Sequence[str]) -> set[str]:
        """Return the concepts mentioned, without their places."""
        if self._first.keys().isdisjoint(stems):
            return set()
        return {concept for node, _, _ in self._walk(stems) for concept in node.concepts}

    def features_in(self, stems: Sequence[str]) -> tuple[str, ...]:
        """Return the features of the mentions in order: what a text of the base is indexed by."""
        return tuple([feature for node, _, _ in self._walk(stems) for feature in node.features])

    def mentions(self, stems: Sequence[str]) -> list[Mention]:
        """Return the mentions in order; at each place the longest phrase wins, and what it covers is not read again."""
        return [Mention(concept, start, end) for node, start, end in self._walk(stems) for concept in node.concepts]

    def _walk(self, stems: Sequence[str]) -> list[tuple[_Node, int, int]]:
        """Return the end of each phrase found with its start and end among the stems."""
        found = []
        end = 0
        for start, first in enumerate(map(self._first.get, stems)):
            if first is None or start < end:
                continue
            node = first
            longest = node if node.concepts else None
            after = end = start + 1
            while node.next and after < len(stems):
                if (following := node.next.get(stems[after])) is None:
                    break
                node = following
                after += 1
                if node.concepts:
                    longest, end = node, after
            if longest is not None:
                found.append((longest, start, end))
        return found
