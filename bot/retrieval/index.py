"""An inverted index over phrasings in numpy arrays: the nearest phrasings of a query without scanning the base."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.retrieval.vectors import ranges

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from bot.retrieval.vectors import FeatureSpace

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

COMMON = 0.05
"""Share of the phrasings from which a feature is common: in a large base its postings are read for the best
phrasings only."""

LARGE = 12_000
"""Phrasings from which common features are left for the second look; at some 10,000 reading everything is
faster (1.6 ms against 2.0 at the median) and answers as well."""

SECOND_LOOK = 2
"""Times as many phrasings as asked for are looked at a second time, with the common features."""


LOWEST_BAR = 0.02
"""Similarity below which the bar is not halved any more; what shares a feature at all is taken then."""

PRODUCT = 64**3
"""Multiplications at a time: small products stay on one thread of the linear algebra library, whose threads
would wait for each other on a busy machine (measured with two cores at load 5: 67 ms a query with its threads, 2 ms
without)."""


class Index:
    """Postings (feature -> phrasings) and rows (phrasing -> features) of a feature space."""

    def __init__(self, space: FeatureSpace) -> None:
        self.size = space.texts
        self._features = space.size
        self._columns, self._values = space.columns, space.values
        self._row_start = space.starts
        order = np.argsort(space.columns, kind="stable")
        self._posting_rows = space.rows.astype(np.min_scalar_type(max(0, self.size - 1)))[order]
        self._posting_values = space.values[order]
        frequency = np.bincount(space.columns, minlength=space.size)
        self._posting_start = np.concatenate(([0], np.cumsum(frequency))).astype(np.int64)

    def nearest(self, ids: Ints, values: NDArray[np.float32], count: int) -> tuple[Ints, Floats]:
        """Return up to `count` phrasings nearest to a query vector and their similarities (0 to 1), best first.

        Phrasings that share no feature with the query are left out. Ties keep the order of the base.
        """
        starts = self._posting_start[ids]
        lengths = self._posting_start[ids + 1] - starts
        rare = lengths < COMMON * self.size
        if self.size < LARGE or rare.all() or not rare.any():
            return self._best(self._scores(starts, lengths, values), count)
        scores = self._scores(starts[rare], lengths[rare], values[rare])
        rows, _ = self._best(scores, count * SECOND_LOOK)
        common = ~rare
        if int(lengths[common].sum()) * self.size < len(rows) * len(self._values):
            exact = (scores + self._scores(starts[common], lengths[common], values[common]))[rows]
        else:  # the rows of the best are shorter than the postings of the common features
            exact = self._exact(rows, ids, values)
        order = np.lexsort((rows, -exact))[:count]
        return rows[order], exact[order]

    def _scores(self, starts: Ints, lengths: Ints, values: NDArray[np.float32]) -> Floats:
        if not len(starts):
            return np.zeros(self.size)
        postings = [slice(start, end) for start, end in zip(starts.tolist(), (starts + lengths).tolist(), strict=True)]
        weights = np.concatenate([self._posting_values[of_feature] for of_feature in postings])
        weights *= np.repeat(values, lengths)
        rows = np.concatenate([self._posting_rows[of_feature] for of_feature in postings])
        return np.bincount(rows, weights=weights, minlength=self.size).astype(np.float64, copy=False)

    def _best(self, scores: Floats, count: int) -> tuple[Ints, Floats]:
        # most phrasings are far away: lowering a bar until enough stand above it is faster than partitioning them all
        bar = float(scores.max(initial=0.0)) / 4
        best = (scores > bar).nonzero()[0]
        while len(best) < count and bar > LOWEST_BAR:
            bar /= 2
            best = (scores > bar).nonzero()[0]
        if len(best) < count:
            best = (scores > 0).nonzero()[0]
        if len(best) > count:
            best = best[np.argpartition(scores[best], len(best) - count)[len(best) - count :]]
            best.sort()
        best = best[np.argsort(-scores[best], kind="stable")]
        return best, scores[best]

    def _exact(self, rows: Ints, ids: Ints, values: NDArray[np.float32]) -> Floats:
        query = np.zeros(self._features, dtype=np.float32)
        query[ids] = values
        starts = self._row_start[rows]
        lengths = self._row_start[rows + 1] - starts
        where = ranges(starts, lengths)
        products = self._values[where] * query[self._columns[where]]
        of_row = np.repeat(np.arange(len(rows)), lengths)
        return np.bincount(of_row, weights=products, minlength=len(rows)).astype(np.float64, copy=False)

    def similarities(self, rows: Ints) -> NDArray[np.float32]:
        """Return the similarities of phrasings among themselves: a square matrix in the order of `rows`."""
        starts = self._row_start[rows]
        lengths = self._row_start[rows + 1] - starts
        where = ranges(starts, lengths)
        columns = self._columns[where]
        # number the columns without sorting them: the last place that each column is written to is its own
        place = np.empty(self._features, dtype=np.int32)
        positions = np.arange(len(where), dtype=np.int32)
        place[columns] = positions
        own = place[columns]
        shared = np.bincount(own, minlength=len(where)) > 1
        number = np.cumsum(shared, dtype=np.int64) - 1
        kept = shared[own]
        dense = np.zeros((len(rows), int(shared.sum())), dtype=np.float32)
        dense[np.repeat(np.arange(len(rows)), lengths)[kept], number[own[kept]]] = self._values[where][kept]
        among = np.zeros((len(rows), len(rows)), dtype=np.float32)
        step = max(1, PRODUCT // len(rows) ** 2)
        for start in range(0, dense.shape[1], step):
            part = dense[:, start : start + step]
            among += part @ part.T.copy()
        among.flat[:: len(rows) + 1] = 1.0
        return among
