"""An inverted index over phrasings in numpy arrays: the nearest phrasings of a query without scanning the base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.retrieval.features import FeatureSpace


class Index:
    """Postings (feature -> phrasings) and rows (phrasing -> features) of a feature space."""

    def __init__(self, space: FeatureSpace) -> None:
        self.size = space.texts
        rows, cols, values = space.rows, space.cols, space.values
        self._row_start = np.searchsorted(rows, np.arange(self.size + 1)).astype(np.int64)
        self._cols, self._values = cols, values
        order = np.argsort(cols, kind="stable")
        self._posting_rows = rows[order].astype(np.int32)
        self._posting_values = values[order]
        self._posting_start = np.concatenate(([0], np.cumsum(np.bincount(cols, minlength=space.size)))).astype(np.int64)
        self._features = space.size

    def nearest(
        self, ids: NDArray[np.int64], values: NDArray[np.float32], count: int
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return up to `count` phrasings nearest to a query vector and their similarities (0 to 1), best first.

        Phrasings that share no feature with the query are left out. Ties keep the order of the base.
        """
        starts = self._posting_start[ids]
        lengths = self._posting_start[ids + 1] - starts
        total = int(lengths.sum())
        if total == 0:
            return np.empty(0, np.int64), np.empty(0)
        where = _ranges(starts, lengths, total)
        scores = np.bincount(
            self._posting_rows[where],
            weights=self._posting_values[where] * np.repeat(values, lengths),
            minlength=self.size,
        )
        if count < self.size:
            best = np.argpartition(scores, self.size - count)[self.size - count :]
        else:
            best = np.arange(self.size)
        best = best[scores[best] > 0]
        best = best[np.lexsort((best, -scores[best]))]
        return best, scores[best]

    def similarities(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the similarities of phrasings among themselves: a square matrix in the order of `rows`."""
        starts = self._row_start[rows]
        lengths = self._row_start[rows + 1] - starts
        total = int(lengths.sum())
        where = _ranges(starts, lengths, total)
        cols = self._cols[where]
        # a compact numbering of the columns in use, without sorting them
        place = np.empty(self._features, dtype=np.int32)
        positions = np.arange(total, dtype=np.int32)
        place[cols] = positions
        last = place[cols] == positions
        number = np.cumsum(last, dtype=np.int32) - 1
        place[cols[last]] = number[last]
        dense = np.zeros((len(rows), int(number[-1]) + 1 if total else 1), dtype=np.float32)
        dense[np.repeat(np.arange(len(rows)), lengths), place[cols]] = self._values[where]
        return dense @ dense.T


def _ranges(starts: NDArray[np.int64], lengths: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Return the concatenation of the ranges [start, start + length)."""
    ends = np.cumsum(lengths)
    return np.arange(total, dtype=np.int64) + np.repeat(starts - ends + lengths, lengths)
