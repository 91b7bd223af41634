"""Features of a text: stems, pairs of stems, letter trigrams and concepts, as sparse vectors of length 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text after reading: its stems in order, the form of each for trigrams, and the concepts found in it."""

    stems: tuple[str, ...]
    forms: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    unseen: frozenset[int] = frozenset()
    """Positions of words that no reading could connect with the base."""


@dataclass(frozen=True, slots=True)
class GroupWeights:
    """What each group of features counts; their squares are shares of the similarity of two texts that have all groups."""

    stems: float = 1.0
    pairs: float = 0.5
    trigrams: float = 1.0
    concepts: float = 1.0


GROUPS = ("stems", "pairs", "trigrams", "concepts")


def trigrams(form: str) -> list[str]:
    """Return the letter trigrams of a word with its borders marked: "plan" gives "^pl", "pla", "lan", "an$"."""
    marked = f"^{form}$"
    return [marked[i : i + 3] for i in range(len(marked) - 2)]


def raw_features(tokens: Tokens) -> tuple[list[str], list[str], list[str], list[str]]:
    """Return the names of the features per group of `GROUPS`, repeated as often as they occur."""
    stems = tokens.stems
    pairs = [f"{a} {b}" for a, b in zip(stems, stems[1:], strict=False)]
    letters = [gram for form in tokens.forms for gram in trigrams(form)]
    return list(stems), pairs, letters, list(tokens.concepts)


class FeatureSpace:
    """The features of a set of texts with their weights; makes vectors of texts, those of the set and new ones.

    A feature's weight is its inverse document frequency, ln(1 + (n - df + 0.5) / (df + 0.5)) of BM25 (Robertson and Walker
    1994) over the texts of the set; a feature that the set does not hold weighs like one that it holds once, and counts in the
    length of a vector only: it is evidence that the query is about something else.
    """

    def __init__(self, texts: Sequence[Tokens], weights: GroupWeights | None = None) -> None:
        self.weights = weights or GroupWeights()
        self._ids: tuple[dict[str, int], ...] = ({}, {}, {}, {})
        self._group_weights = (self.weights.stems, self.weights.pairs, self.weights.trigrams, self.weights.concepts)
        self.size = 0
        self._build(texts)

    def _build(self, texts: Sequence[Tokens]) -> None:
        rows: list[Ints] = []
        group_ids: list[Ints] = []
        next_id = 0
        groups: list[int] = []
        row_ids: list[int] = []
        feature_ids: list[int] = []
        for row, tokens in enumerate(texts):
            for group, names in enumerate(raw_features(tokens)):
                ids = self._ids[group]
                for name in names:
                    found = ids.get(name)
                    if found is None:
                        found = ids[name] = next_id
                        groups.append(group)
                        next_id += 1
                    row_ids.append(row)
                    feature_ids.append(found)
        del rows, group_ids
        self.size = next_id
        self.texts = len(texts)
        group_of = np.array(groups, dtype=np.int64)
        code = np.array(row_ids, dtype=np.int64) * max(next_id, 1) + np.array(feature_ids, dtype=np.int64)
        code, counts = np.unique(code, return_counts=True)
        row, col = np.divmod(code, max(next_id, 1))
        frequency = np.bincount(col, minlength=next_id)
        self.idf = self._idf(frequency)
        self.rarest = float(self._idf(np.array([1]))[0])
        value = (1 + np.log(counts)) * self.idf[col]
        # one norm per row and group, then the groups' shares, then one norm per row
        slot = row * len(GROUPS) + group_of[col]
        norms = np.sqrt(np.bincount(slot, weights=value * value, minlength=len(texts) * len(GROUPS)))
        share = np.array(self._group_weights)[group_of[col]]
        value = value / norms[slot] * share
        lengths = np.sqrt(np.bincount(row, weights=value * value, minlength=len(texts)))
        self.rows = row
        self.cols = col.astype(np.int32)
        self.values = (value / lengths[row]).astype(np.float32)

    def _idf(self, frequency: NDArray[np.int64]) -> Floats:
        return np.sqrt(np.log(1 + (self.texts - frequency + 0.5) / (frequency + 0.5)))

    def stem_weights(self) -> dict[str, float]:
        """Return what each stem weighs, from 0 (in every text) to 1 (in one)."""
        return {stem: float(self.idf[number]) / self.rarest for stem, number in self._ids[0].items()}

    def vector(self, tokens: Tokens) -> tuple[Ints, NDArray[np.float32]]:
        """Return the features of `tokens` that the space knows and their values; the whole vector has length 1 or less."""
        ids: list[int] = []
        values: list[float] = []
        total = 0.0
        for group, names in enumerate(raw_features(tokens)):
            if not names:
                continue
            counts: dict[str, int] = {}
            for name in names:
                counts[name] = counts.get(name, 0) + 1
            known = self._ids[group]
            square = 0.0
            start = len(ids)
            for name, count in counts.items():
                found = known.get(name)
                value = (1 + np.log(count) if count > 1 else 1.0) * (self.rarest if found is None else self.idf[found])
                square += value * value
                if found is not None:
                    ids.append(found)
                    values.append(value)
            share = self._group_weights[group]
            if square == 0 or share == 0:
                continue
            total += share * share
            scale = share / square**0.5
            values[start:] = [value * scale for value in values[start:]]
        length = total**0.5 or 1.0
        return np.array(ids, dtype=np.int64), np.array(values, dtype=np.float32) / np.float32(length)
