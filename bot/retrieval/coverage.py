"""How much of a query an entry's own words hold: questions, facts' texts and names together.

The vote knows questions only. A newcomer writes two of them per fact, and half of what he tells stands in the text; an
entry with many questions has said there how it is asked for.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.retrieval.entries import Entry
    from bot.retrieval.evidence import Evidence

ADDED = 8
"""Entries that are looked at for their words although none of their questions is near."""


@dataclass(frozen=True, slots=True)
class Covered:
    """`share` of the query's content words (0 to 1) that an entry holds, and what these weigh in all (`mass`)."""

    share: float
    mass: float


NOTHING = Covered(0.0, 0.0)


class Coverage:
    """The words of all entries, with a weight by how few entries hold each."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        self._entries = entries
        self._count = len(entries)
        self._rarest = self._idf(1)

    @cached_property
    def _holders(self) -> dict[str, list[str]]:
        """The entries that hold each word; made for the first query, a bot that starts has other things to do."""
        holders: dict[str, list[str]] = defaultdict(list)
        for entry in self._entries.values():
            for word in chain(entry.stems, entry.concepts):
                holders[word].append(entry.id)
        return dict(holders)

    def of(self, evidence: Evidence) -> dict[str, Covered]:
        """Return what each entry that holds anything of the query covers, in the order of the base."""
        masses: dict[str, float] = {}
        total = float(len(evidence.unseen_words))
        for stem, concepts, _ in evidence.content:
            words = [word for word in (stem, *concepts) if word in self._holders]
            weight = max((self._idf(len(self._holders[word])) / self._rarest for word in words), default=1.0)
            total += weight
            for entry_id in {entry_id for word in words for entry_id in self._holders[word]}:
                masses[entry_id] = masses.get(entry_id, 0.0) + weight
        return {id_: Covered(masses[id_] / total, masses[id_]) for id_ in self._entries if id_ in masses}

    def _idf(self, holders: int) -> float:
        return float(np.log(1 + (self._count - holders + 0.5) / (holders + 0.5)))
