"""From scored entries to a decision: answer, offer, abstain; conflicts bring all their sides."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, NamedTuple

from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.model import Knowledge
    from bot.retrieval.constants import Constants
    from bot.retrieval.entry import Entry
    from bot.retrieval.evidence import Evidence
    from bot.retrieval.match import Match
    from bot.retrieval.scales import Scored

SUGGESTED = 3
"""Questions that are offered beside an abstention: as many buttons as a phone shows without scrolling."""


NEAR = 0.3
"""Share of the best one's score from which others are offered beside it."""

CAUTION = {None: 1.0, "cautious": 1.5, "generous": 0.7}
"""Factor of the threshold by what a story chooses."""

THIN = 12
"""Written-out questions an entry and language below which a base is thin: what lies beside a fact looks like the fact
there, and a story that chooses nothing is answered from cautiously. Measured on ten stories, see docs/retrieval.md."""


class Curve(NamedTuple):
    """How often the best fact of a score is a right answer: Platt scaling (Platt 1999) of the score's logarithm.

    The odds of being right are (score / half_right) ** steepness, so that a score of 0 is never right, as a sigmoid of
    the score itself would have it. Both are fitted by benchmarks/calibration.py.
    """

    half_right: float
    """Score (0 to 1) at which one of two best facts is right."""
    steepness: float
    """How fast the odds of being right grow with the score."""

    def confidence_of(self, score: float) -> float:
        """Return how often a fact of this score (0 to 1) is a right answer, 0 to 1."""
        odds = math.pow(score / self.half_right, self.steepness)
        return odds / (1 + odds)


WRITTEN_OUT = Curve(0.113, 2.32)
"""Of a base with many questions an entry."""

THINLY_WRITTEN = Curve(0.167, 1.18)
"""Of a thin base, where a high score is right less often: what lies beside a fact reaches it too."""


class Decider:
    """Decides on scored entries by the constants of one base."""

    def __init__(self, knowledge: Knowledge, constants: Constants, *, thin: bool) -> None:
        """Take a base, and whether it has few questions for its entries (`THIN`)."""
        self._constants = constants
        self.lowest = constants.threshold * CAUTION[knowledge.story.answers or ("cautious" if thin else None)]
        """The lowest score that is answered."""
        self.curve = THINLY_WRITTEN if thin else WRITTEN_OUT
        """What a score of this base is worth."""
        self.threshold = self.curve.confidence_of(self.lowest)
        """The lowest confidence that is answered."""
        self._gaps = {gap.id: gap for gap in knowledge.gaps}
        self._conflicts = {conflict.id: conflict for conflict in knowledge.conflicts}
        self._conflict_of = knowledge.conflict_of
        sources = {source.id: source for source in knowledge.sources}
        self._owners = {
            fact.id: {id_ for id_ in (sources[fact.source].speaker, sources[fact.source].outlet) if id_}
            for fact in knowledge.facts
        }

    def decide(self, undecided: Match, scored: Sequence[Scored], evidence: Evidence, *, gibberish: bool) -> Match:  # noqa: PLR0911 - one for each kind
        """Return the match with its decision; `scored` comes best first, vetoed entries included."""
        allowed = [one for one in scored if not one.vetoed_by and one.score > 0]
        ids = (self._shown(one.entry.id) for one in allowed if one.entry.kind != "gap")
        offers = tuple(dict.fromkeys(ids))[:SUGGESTED]
        if gibberish:
            return dataclasses.replace(undecided, decision=Decision.UNCLEAR, suggestions=offers)
        best = allowed[0] if allowed else None
        score = best.score if best else 0.0
        found = dataclasses.replace(undecided, confidence=self.curve.confidence_of(score), suggestions=offers)
        if best and best.entry.kind == "gap" and score >= self._constants.threshold_gap:
            gap = self._gaps[best.entry.id]
            if gap.off_topic:
                return dataclasses.replace(found, decision=Decision.OFF_TOPIC, suggestions=())
            return dataclasses.replace(
                found, decision=Decision.NOT_IN_SOURCE, gap=gap.id, suggestions=gap.nearest or offers
            )
        if best and best.entry.kind != "gap" and score >= self.lowest:
            return self._answered(found, best.entry.id, allowed, evidence)
        claimed = evidence.accusations or evidence.phases or evidence.office
        grave = claimed or evidence.own  # "a thief?", "I quit my job": no "I am not sure"
        if not grave and (near := self._near(allowed)):
            return dataclasses.replace(found, decision=Decision.DID_YOU_MEAN, suggestions=near)
        if self._is_off_topic(evidence) if best else not evidence.named:
            return dataclasses.replace(found, decision=Decision.OFF_TOPIC)
        return dataclasses.replace(found, decision=Decision.NOT_IN_SOURCE)

    def _answered(self, found: Match, entry_id: str, allowed: Sequence[Scored], evidence: Evidence) -> Match:
        shown = self._shown(entry_id)
        sides = self._conflicts[shown].sides if shown in self._conflicts else (entry_id,)
        if evidence.day and len(sides) > 1:  # that side first whose day was asked for, or which alone was
            held = {one.entry.id: _held(one.entry, evidence) for one in allowed}
            sides = tuple(sorted(sides, key=lambda side: -held.get(side, 0.0)))
        elif entry_id in sides:
            sides = (entry_id, *(side for side in sides if side != entry_id))
        others = tuple(id_ for id_ in found.suggestions if id_ not in {shown, *sides})
        answered = dataclasses.replace(found, decision=Decision.ANSWER, answers=sides, suggestions=others)
        if shown not in self._conflicts:
            return answered
        named = tuple(side for side in sides if self._owners.get(side, set()) & evidence.named)
        if len(named) != 1:
            return dataclasses.replace(answered, conflict=shown)
        return dataclasses.replace(answered, answers=named, differs=shown, suggestions=(shown, *others)[:SUGGESTED])

    def _near(self, allowed: Sequence[Scored]) -> tuple[str, ...]:
        """Return what may have been meant: what is not sure enough to be an answer, and near enough to be offered."""
        near = [one for one in allowed if one.entry.kind != "gap" and one.score >= self._constants.offer]
        ids = (self._shown(one.entry.id) for one in near if one.score >= NEAR * near[0].score)
        return tuple(dict.fromkeys(ids))[:SUGGESTED]

    def _is_off_topic(self, evidence: Evidence) -> bool:
        return (
            not evidence.named
            and evidence.unseen >= self._constants.off_topic
            and evidence.mass < self._constants.touched
        )

    def _shown(self, entry_id: str) -> str:
        """Return the conflict that a fact is a side of, else the entry itself."""
        return self._conflict_of.get(entry_id, entry_id)


def _held(entry: Entry, evidence: Evidence) -> float:
    """Return the weight of what an entry holds of a query, a word in its meaning where it has one."""
    return sum(
        one.weight
        for one in evidence.content
        if (not one.concepts.isdisjoint(entry.concepts) if one.concepts else one.stem in entry.stems)
    )
