"""The story-agnostic engine: phrasings of entries in, ranked entries out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from bot.retrieval.features import FeatureSpace, GroupWeights
from bot.retrieval.index import Index
from bot.retrieval.vote import VoteSettings, vote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from bot.retrieval.features import Tokens
    from bot.retrieval.reader import Reader


RANKED = 16
"""Entries returned: rules reorder them, but none that stood lower has come first in the evaluations."""


class Phrasing(NamedTuple):
    """One question of the base: whose it is and in which language."""

    entry_id: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry with its vote (about 0 to 1) and its nearest phrasing with that one's similarity (0 to 1)."""

    entry_id: str
    vote: float
    similarity: float
    phrasing: Phrasing


class Engine:
    """An index over phrasings; entries come ranked by the votes of the phrasings nearest to a query."""

    def __init__(
        self,
        phrasings: Sequence[Phrasing],
        reader: Reader,
        tokens: Sequence[Tokens],
        weights: GroupWeights | None = None,
        settings: VoteSettings | None = None,
    ) -> None:
        self.phrasings = tuple(phrasings)
        self.reader = reader
        self.settings = settings or VoteSettings()
        self.entry_ids = tuple(dict.fromkeys(phrasing.entry_id for phrasing in phrasings))
        number = {entry_id: i for i, entry_id in enumerate(self.entry_ids)}
        self._entry_of = np.array([number[phrasing.entry_id] for phrasing in phrasings], dtype=np.int64)
        self.space = FeatureSpace(tokens, weights)
        self._index = Index(self.space)

    def rank(self, tokens: Tokens) -> list[Ranked]:
        """Return the entries near the query, best vote first; [] if no phrasing shares a feature with it."""
        rows, similarity = self._index.nearest(*self.space.vector(tokens), self.settings.looked_at)
        if not len(rows):
            return []
        chosen = self._neighbours(self._entry_of[rows])
        rows, similarity, entries = rows[chosen], similarity[chosen], self._entry_of[rows[chosen]]
        names, votes = vote(similarity, self._index.similarities(rows), entries, self.settings)
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

    def _neighbours(self, entries: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the positions of the phrasings that vote: the nearest, but not more than `per_entry` of one entry."""
        count, per_entry = self.settings.neighbours, self.settings.per_entry
        order = np.argsort(entries, kind="stable")
        grouped = entries[order]
        first = np.searchsorted(grouped, grouped)
        rank = np.empty(len(entries), dtype=np.int64)
        rank[order] = np.arange(len(entries)) - first
        return np.flatnonzero(rank < per_entry)[:count]
