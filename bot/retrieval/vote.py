"""Ranking: the entries of a base by the votes of the phrasings nearest to a query, by kernel ridge regression."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.retrieval.index import Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.language.reading import Tokens
    from bot.retrieval.vectors import FeatureSpace

NEIGHBOURS = 64
"""Phrasings that vote."""

FEWEST = 16
"""Those of them that vote however far they are behind the nearest."""

ABREAST = 0.4
"""Share of the nearest one's similarity that a neighbour must have, unless there are the `FEWEST` only.

At 0 / 0.3 / 0.4 / 0.5 the phrasings that vote are 63 / 57 / 48 / 37 on an average; the hold-out gets 428 / 428 / 428 /
427 right answers, ten stories 269 / 270 / 271 / 270.
"""

LOOKED_AT = 160
"""Nearest phrasings among which the neighbours are chosen."""

PER_ENTRY = 16
"""Neighbours of one entry: the patterns of a base expand to many phrasings that say the same."""

SHARPNESS = 1.5
"""Bends the similarity: k' = expm1(s k) / expm1(s), so that near phrasings count more than proportionally."""

RIDGE = 0.3
"""Added to the diagonal: how little a single phrasing is believed."""

RANKED = 10
"""Entries returned: rules reorder them, but none that stood lower has come first in the evaluations."""


class Phrasing(NamedTuple):
    """One question of the base: whose it is and in which language."""

    entry_id: str
    text: str
    language: str = ""


class Ranked(NamedTuple):
    """An entry with its vote (about 0 to 1) and its nearest phrasing with that one's similarity (0 to 1)."""

    entry_id: str
    vote: float
    similarity: float
    phrasing: Phrasing


class Ranker:
    """An index over phrasings; entries come ranked by the votes of the phrasings nearest to a query. Knows no story."""

    def __init__(self, phrasings: Sequence[Phrasing], space: FeatureSpace) -> None:
        """Take the questions, and their features in the same order."""
        self.phrasings = tuple(phrasings)
        self.entry_ids = tuple(dict.fromkeys(phrasing.entry_id for phrasing in phrasings))
        number = {entry_id: i for i, entry_id in enumerate(self.entry_ids)}
        self._entry_of = np.array([number[phrasing.entry_id] for phrasing in phrasings], dtype=np.int64)
        self.space = space
        self._index = Index(space)

    def rank(self, tokens: Tokens) -> list[Ranked]:
        """Return the entries near the query, best vote first; [] if no phrasing shares a feature with it."""
        rows, similarity = self._index.nearest(*self.space.vector(tokens), LOOKED_AT)
        if not len(rows):
            return []
        chosen = self._neighbours(self._entry_of[rows], similarity)
        rows, similarity, entries = rows[chosen], similarity[chosen], self._entry_of[rows[chosen]]
        names, votes = vote(similarity, self._index.similarities(rows), entries)
        first: dict[int, int] = {}
        for position, entry in enumerate(entries.tolist()):
            first.setdefault(entry, position)
        return [
            Ranked(
                self.entry_ids[name],
                float(value),
                float(similarity[first[name]]),
                self.phrasings[int(rows[first[name]])],
            )
            for name, value in zip(names[:RANKED].tolist(), votes[:RANKED].tolist(), strict=True)
        ]

    def _neighbours(self, entries: NDArray[np.int64], similarity: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the positions of the phrasings that vote: the nearest, but not more than `PER_ENTRY` of one entry.

        Those that are far behind the nearest have no vote, but for the first of them where few others have one.
        """
        order = np.argsort(entries, kind="stable")
        grouped = entries[order]
        first = np.searchsorted(grouped, grouped)
        rank = np.empty(len(entries), dtype=np.int64)
        rank[order] = np.arange(len(entries)) - first
        near = np.flatnonzero(rank < PER_ENTRY)[:NEIGHBOURS]
        abreast = int(np.count_nonzero(similarity[near] >= ABREAST * similarity[0]))
        return near[: max(abreast, FEWEST)]


def vote(
    similarity: NDArray[np.float64], among: NDArray[np.float32], entries: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the entries of the neighbourhood and their votes, best first.

    `similarity` (m) are those of the query to its neighbours, `among` (m x m) those between them, `entries` (m)
    whose they are. One-hot regression by kernel ridge (Saunders et al. 1998) with the targets' rows summed per
    entry: solve (K' + ridge I) a = k'; the vote of an entry is the sum of a over its phrasings.
    Votes lie about between 0 and 1.
    """
    scale = np.expm1(SHARPNESS)
    query = np.expm1(SHARPNESS * similarity) / scale
    kernel = np.expm1(SHARPNESS * among.astype(np.float64)) / scale
    kernel.flat[:: len(kernel) + 1] += RIDGE
    weights = np.linalg.solve(kernel, query)
    names = np.flatnonzero(np.bincount(entries)).astype(np.int64, copy=False)
    votes = np.bincount(entries, weights=weights)[names].astype(np.float64, copy=False)
    order = np.argsort(-votes, kind="stable")
    return names[order], votes[order]
