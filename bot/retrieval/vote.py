"""Votes of the nearest phrasings: kernel ridge regression on the neighbourhood of one query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class VoteSettings:
    """Constants of the vote."""

    neighbours: int = 64
    looked_at: int = 256
    """Nearest phrasings among which the neighbours are chosen."""
    per_entry: int = 16
    """Neighbours of one entry: the patterns of a base expand to many phrasings that say the same."""
    sharpness: float = 1.5
    """Bends the similarity: k' = expm1(s k) / expm1(s), so that near phrasings count more than proportionally."""
    ridge: float = 0.3
    """Added to the diagonal: how little a single phrasing is believed."""


def vote(
    similarity: NDArray[np.float64], among: NDArray[np.float32], entries: NDArray[np.int64], settings: VoteSettings
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the entries of the neighbourhood and their votes, best first.

    `similarity` (m) are those of the query to its neighbours, `among` (m x m) those between them, `entries` (m)
    whose they are. One-hot regression by kernel ridge (Saunders et al. 1998) with the targets' rows summed per
    entry: solve (K' + ridge I) a = k'; the vote of an entry is the sum of a over its phrasings.
    Votes lie about between 0 and 1.
    """
    scale = np.expm1(settings.sharpness)
    query = np.expm1(settings.sharpness * similarity) / scale
    kernel = np.expm1(settings.sharpness * among.astype(np.float64)) / scale
    kernel[np.diag_indices_from(kernel)] += settings.ridge
    weights = np.linalg.solve(kernel, query)
    names, inverse = np.unique(entries, return_inverse=True)
    votes = np.bincount(inverse, weights=weights).astype(np.float64)
    order = np.argsort(-votes, kind="stable")
    return names[order], votes[order]
