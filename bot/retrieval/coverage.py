"""How much of a query an entry's own words hold: questions, facts' texts and names together.

The vote knows questions only. A newcomer writes two of them per fact, and half of what he tells stands in the text; an
entry with many questions has said there how it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from bot.retrieval.entry import Entry
    from bot.retrieval.evidence import Evidence

ADDED = 8
"""Entries that are looked at for their words although none of their questions is near."""


class Covered(NamedTuple):
    """`share` of the query's content words (0 to 1) that an entry holds, and what these weigh in all (`mass`)."""

    share: float
    mass: float


NOTHING = Covered(0.0, 0.0)


class Covering:
    """What all entries hold of one query."""

    def __init__(self, places: Mapping[str, int], masses: NDArray[np.float64], total: float) -> None:
        """Take the place of each entry in the base, the weight of what each holds in that order, and that of all."""
        self._places = places
        self._masses = masses
        self._total = total

    def of(self, entry_id: str) -> Covered:
        """Return what an entry holds."""
        mass = float(self._masses[self._places[entry_id]])
        return Covered(mass / self._total, mass) if mass else NOTHING

    def most(self, count: int, beside: Collection[str] = ()) -> list[int]:
        """Return the places of those that hold most of it, `count` at most, but for the entries `beside`.

        Of those that hold as much the first in the base comes first; who holds nothing is left out.
        """
        masses = self._masses.copy()
        masses[[self._places[entry_id] for entry_id in beside]] = 0.0
        holding = np.flatnonzero(masses)
        shares = masses[holding] / (self._total or 1.0)
        return list(holding[np.argsort(-shares, kind="stable")[:count]].tolist())


class Coverage:
    """The words of all entries, with a weight by how few entries hold each."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._count = len(entries)
        self._places = {entry_id: place for place, entry_id in enumerate(entries)}
        self._rarest = self._idf(1)

    @cached_property
    def _holders(self) -> dict[str, tuple[float, list[int]]]:
        """What each word weighs, and the places of the entries that hold it.

        Made for the first query, a bot that starts has other things to do.
        """
        holders: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(self._entries.values()):
            for word in chain(entry.stems, entry.concepts):
                holders[word].append(place)
        return {word: (self._idf(len(held)) / self._rarest, held) for word, held in holders.items()}

    def of(self, evidence: Evidence) -> Covering:
        """Return what the entries cover of what a clause says."""
        masses = np.zeros(self._count)
        total = float(len(evidence.unseen_words))
        for stem, concepts, _ in evidence.content:
            known = [self._holders[word] for word in (stem, *concepts) if word in self._holders]
            weight = max((weight for weight, _ in known), default=1.0)
            total += weight
            if known:  # an entry that holds a word twice, or more than one of these, holds it once
                masses[known[0][1] if len(known) == 1 else list(set().union(*(held for _, held in known)))] += weight
        return Covering(self._places, masses, total)

    def _idf(self, holders: int) -> float:
        return float(np.log(1 + (self._count - holders + 0.5) / (holders + 0.5)))
