"""Repair of misspelt words against a vocabulary: a delete index finds the near words, rapidfuzz decides.

The index is sorted hashes with the numbers of the words, 12 bytes each: as a dict of strings it took 12 MB more.
"""

from __future__ import annotations

from array import array
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

SHORTEST_REPAIRED = 4
"""Letters from which any edit is forgiven: three-letter words have too many neighbours."""

SHORTEST_SLIP = 3
"""Letters from which a swap or a missing letter after the first is: "teh", "плн"."""

TWO_EDITS_FROM = 8
"""Letters from which two edits are forgiven; below, two edits make another word as often as a misspelling."""

SURE_FROM = 6
"""Letters from which a replaced letter is forgiven whatever it is; in shorter words only likely ones are: "тещу" is
no "тему"."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE = ("aeiou", "bp", "dt", "gk", "zs", "vf", "mn", "CSc")
"""Neighbours on the keyboard, and letters that sound alike; Cyrillic words are repaired by their Latin keys."""


def _confused() -> dict[str, str]:
    pairs: dict[str, str] = {}
    for row in _ROWS:
        for a, b in pairwise(row):
            pairs[a] = pairs.get(a, "") + b
            pairs[b] = pairs.get(b, "") + a
    for group in _ALIKE:
        for letter in group:
            pairs[letter] = pairs.get(letter, "") + group
    return pairs


_CONFUSED = _confused()

TWO = 2
"""Edits in a long word."""

FARTHEST = 2 * TWO**2
"""Square of the distance between the letter counts of words two edits apart, at most: one letter is replaced by another
twice. By its parts, squares and a product, it is found in a third of the time that the differences take."""

_LETTERS = 64
"""Slots of the letter counts that prefilter words for two edits."""


class Speller:
    """The words of a vocabulary, found by misspellings.

    One edit is an insertion, a deletion, a replacement or a swap of neighbours (optimal string alignment).
    `asking` are question words: of words equally near they are meant more often, then those that come first in the
    vocabulary, where the questions of a base stand before its synonyms.
    """

    def __init__(self, vocabulary: Iterable[str], asking: Collection[str] = ()) -> None:
        self._asking = frozenset(asking)
        kept = (word for word in vocabulary if len(word) >= SHORTEST_SLIP and not word.isdigit())
        self._order = {word: number for number, word in enumerate(dict.fromkeys(kept))}
        self._words = sorted(self._order)
        self._longest = max(map(len, self._words), default=0)
        counts, hashes = array("q"), array("q")
        for word in self._words:
            forms = _deletions(word)
            counts.append(len(forms))
            hashes.extend(map(hash, forms))
        order = np.argsort(hashes)
        self._hashes = np.array(hashes, dtype=np.int64)[order]
        """Of the words and of what is left of them without one letter, sorted; two forms may share one."""
        self._of_hash = np.repeat(np.arange(len(self._words), dtype=np.int32), counts)[order]
        self._long = np.array(
            [i for i, word in enumerate(self._words) if len(word) >= TWO_EDITS_FROM - 1], dtype=np.int64
        )
        letters = [_letter_counts(self._words[i]) for i in self._long]
        self._counts = np.array(letters, dtype=np.float32).reshape(-1, _LETTERS)
        self._squares = (self._counts * self._counts).sum(axis=1)

    def repair(self, word: str, *, tolerant: bool = False) -> list[tuple[str, int]]:
        """Return words of the vocabulary near `word` with their distances, nearest first; [] if none is near enough.

        `tolerant` forgives two edits from six letters on, for names of seven or more, and of the first letter too;
        "резиденція" is no "президента". Words that begin with the same letter come before others.
        """
        if word.isdigit() or not SHORTEST_SLIP <= len(word) <= self._longest + TWO:
            return []
        near = self._sharing(_deletions(word))
        found = [(OSA.distance(word, self._words[number], score_cutoff=1), self._words[number]) for number in near]
        found = [(distance, other) for distance, other in found if distance <= 1 and _likely(word, other)]
        if len(word) < SHORTEST_REPAIRED:
            found = [(distance, other) for distance, other in found if other[0] == word[0] and _slip(word, other)]
        elif not found and len(word) >= (TWO_EDITS_FROM - 2 if tolerant else TWO_EDITS_FROM):
            found = [pair for pair in self._two_edits(word) if tolerant or pair[1][0] == word[0]]
        found.sort(key=lambda pair: (pair[0], pair[1][0] != word[0], *self._rank(word, pair[1])))
        return [(other, distance) for distance, other in found]

    def _sharing(self, forms: Collection[str]) -> set[int]:
        """Return the numbers of the words that share one of the forms, and of a few more whose hash is the same."""
        hashes = np.fromiter(map(hash, forms), dtype=np.int64, count=len(forms))
        starts = np.searchsorted(self._hashes, hashes, side="left").tolist()
        ends = np.searchsorted(self._hashes, hashes, side="right").tolist()
        return {
            number
            for start, end in zip(starts, ends, strict=True)
            if start < end
            for number in self._of_hash[start:end].tolist()
        }

    def _rank(self, word: str, other: str) -> tuple[bool, int, bool, int]:
        """Order words that are equally near: swapped letters, a letter missing, too many, replaced; then asking words.

        "waht" is "what", not "wait"; "haed" is "head", not "hand"; "wen" is "when", not "went".
        """
        swapped = len(word) == len(other) and sorted(word) == sorted(other)
        edit = 2 if len(word) == len(other) else int(len(other) < len(word))
        return not swapped, edit, other not in self._asking, self._order[other]

    def _two_edits(self, word: str) -> list[tuple[int, str]]:
        if not len(self._long):
            return []
        counts = np.array(_letter_counts(word), dtype=np.float32)
        near = np.flatnonzero(self._squares - self._counts @ (2 * counts) <= FARTHEST - counts @ counts)
        difference = np.abs(self._counts[near] - counts).sum(axis=1)
        found = []
        for number in self._long[near[difference <= 2 * TWO]]:
            other = self._words[number]
            distance = OSA.distance(word, other, score_cutoff=TWO)
            if distance <= TWO:
                found.append((distance, other))
        return found


def _likely(word: str, other: str) -> bool:
    """Say whether one edit in a short word is a slip: to a neighbour on the keyboard or a like sound."""
    if len(word) != len(other) or len(word) >= SURE_FROM:
        return len(word) >= SURE_FROM or word[0] == other[0]
    different = [(a, b) for a, b in zip(word, other, strict=True) if a != b]
    return len(different) != 1 or different[0][1] in _CONFUSED.get(different[0][0], "")


def _slip(word: str, other: str) -> bool:
    return len(other) == len(word) + 1 or (len(other) == len(word) and sorted(word) == sorted(other))


def _deletions(word: str) -> set[str]:
    return {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}


def _letter_counts(word: str) -> list[int]:
    counts = [0] * _LETTERS
    for letter in word:
        counts[ord(letter) % _LETTERS] += 1
    return counts
