"""Entries weighed against a clause: the vote for each, and what the rules leave of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.retrieval.coverage import ADDED, Coverage
from bot.retrieval.vote import Ranked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.language.reading import Clause
    from bot.retrieval.constants import Constants
    from bot.retrieval.coverage import Covered
    from bot.retrieval.entry import Entry
    from bot.retrieval.evidence import Evidence
    from bot.retrieval.rules import Rule


class Scored(NamedTuple):
    """An entry with its vote and its score (0 to 1) after every rule; `vetoed_by` names a rule that forbids it."""

    ranked: Ranked
    entry: Entry
    score: float
    vetoed_by: str = ""
    notes: tuple[str, ...] = ()


class Weighed(NamedTuple):
    """A clause with the evidence in it and every entry near it, best first, vetoed ones at their place too.

    A gap that asks for more than was asked stands behind a fact with a lower score.
    """

    clause: Clause
    evidence: Evidence
    scored: tuple[Scored, ...]

    @property
    def best(self) -> float:
        """The highest score that no rule forbids."""
        return max((one.score for one in self.scored if not one.vetoed_by), default=0.0)


class Scales:
    """Weighs the ranked entries of one base: votes for the words that they hold, then the rules."""

    def __init__(self, entries: Mapping[str, Entry], constants: Constants, rules: Mapping[str, Rule]) -> None:
        self._entries = entries
        self._in_order = tuple(entries.values())
        self._coverage = Coverage(entries)
        self._constants = constants
        self._rules = [(rule, 1.0 if rule.vetoes else getattr(constants, name)) for name, rule in rules.items()]

    def weigh(self, ranked: Sequence[Ranked], evidence: Evidence) -> list[Scored]:
        """Return the entries with their scores, best first, vetoed ones at their place too."""
        rules = [(rule, price) for rule, price in self._rules if rule.about(evidence)]
        scored = [self._score(one, evidence, rules) for one in self._covering(ranked, evidence)]
        return sorted(scored, key=lambda one: -one.score)

    def _covering(self, ranked: Sequence[Ranked], evidence: Evidence) -> Iterator[Ranked]:
        """Yield the ranked entries, and those that hold most of the query's words, with votes for the words held."""
        covering = self._coverage.of(evidence)
        for one in ranked:
            yield self._voted(one, covering.of(one.entry_id))
        for place in covering.most(ADDED, [one.entry_id for one in ranked]):
            entry = self._in_order[place]
            yield self._voted(Ranked(entry.id, 0.0, 0.0, entry.phrasing), covering.of(entry.id))

    def _voted(self, ranked: Ranked, covered: Covered) -> Ranked:
        if self._entries[ranked.entry_id].kind == "gap":
            return ranked  # it has no text to be searched, and its questions have voted
        thin = self._constants.thin / (self._constants.thin + self._entries[ranked.entry_id].phrasings)
        gain = self._constants.covered * thin * covered.share**2 * min(1.0, covered.mass)
        return Ranked(ranked.entry_id, ranked.vote + gain, ranked.similarity, ranked.phrasing)

    def _score(self, ranked: Ranked, evidence: Evidence, rules: Sequence[tuple[Rule, float]]) -> Scored:
        entry = self._entries[ranked.entry_id]
        score = ranked.vote
        notes: tuple[str, ...] = ()
        veto = ""
        for rule, price in rules:
            if entry.kind not in rule.kinds or (seen := rule.sees(evidence, entry)) is None:
                continue
            if seen.share:
                score *= 1 - price * seen.share
            elif seen.times:
                score *= price**seen.times
                notes += seen.notes
            else:
                veto = veto or seen.veto
        return Scored(ranked, entry, max(0.0, min(1.0, score)), veto, notes)
