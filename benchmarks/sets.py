"""The public question sets: reading them, and what a matcher is measured by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the entries that are right; none where it is out of scope."""

    text: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Phrasings of entries and queries to them."""

    name: str
    language: str
    licence: str
    source: str
    phrasings: tuple[tuple[str, str], ...]
    """Pairs of entry id and text."""
    queries: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a matcher found: the entry ("" for none) and its score."""

    entry_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Figures:
    """Hit@1 in percent, and the AUROC of in-scope against out-of-scope scores (NaN without either)."""

    hit: float
    auroc: float


def read_set(path: Path, split: str) -> QuestionSet:
    """Return one split ("dev" or "test") of a set in the JSON format of the bench folder."""
    content = json.loads(path.read_text(encoding="utf-8"))
    phrasings = tuple((entry["id"], text) for entry in content["entries"] for text in entry["phrasings"])
    queries = tuple(
        Asked(query["text"], frozenset([query["entry"], *query.get("accept", ())]) - {None})
        for query in content["queries"]
        if query["split"] == split
    )
    return QuestionSet(content["name"], content["lang"], content["licence"], content["source"], phrasings, queries)


def figures(queries: Sequence[Asked], found: Sequence[Found]) -> Figures:
    """Return the figures over queries and what was found for each."""
    hits = [one.entry_id in query.right for query, one in zip(queries, found, strict=True) if query.right]
    inside = np.array([one.score for query, one in zip(queries, found, strict=True) if query.right])
    outside = np.array([one.score for query, one in zip(queries, found, strict=True) if not query.right])
    return Figures(100 * float(np.mean(hits)), auroc(inside, outside))


def auroc(inside: NDArray[np.float64], outside: NDArray[np.float64]) -> float:
    """Return the chance that an in-scope score beats an out-of-scope one, ties counting half (Mann and Whitney)."""
    if not len(inside) or not len(outside):
        return float("nan")
    ordered = np.sort(outside)
    below = np.searchsorted(ordered, inside, side="left")
    not_above = np.searchsorted(ordered, inside, side="right")
    return float((below + not_above).sum() / (2 * len(inside) * len(outside)))


def paper_rule(
    dev: tuple[Sequence[Asked], Sequence[Found]], test: tuple[Sequence[Asked], Sequence[Found]]
) -> tuple[float, float, float]:
    """Return threshold, in-scope accuracy and out-of-scope recall (percent) by the rule of Larson et al. 2019.

    The threshold is the one with the highest overall accuracy on the dev split, out-of-scope counting as one more
    class.
    """
    queries, found = dev
    steps = np.unique([one.score for one in found])
    good = np.array([one.entry_id in query.right for query, one in zip(queries, found, strict=True)])
    scores = np.array([one.score for one in found])
    outside = np.array([not query.right for query in queries])
    best = max(steps, key=lambda step: float(np.where(outside, scores < step, good & (scores >= step)).mean()))
    queries, found = test
    inside = [
        one.entry_id in query.right and one.score >= best
        for query, one in zip(queries, found, strict=True)
        if query.right
    ]
    out = [one.score < best for query, one in zip(queries, found, strict=True) if not query.right]
    return float(best), 100 * float(np.mean(inside)), 100 * float(np.mean(out))
