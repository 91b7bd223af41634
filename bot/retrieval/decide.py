"""From scored entries to a decision: answer, offer, abstain; conflicts bring all their sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.knowledge.model import Conflict, Gap, Knowledge
    from bot.retrieval.constants import Constants
    from bot.retrieval.evidence import Evidence
    from bot.retrieval.rules import Scored

SUGGESTED = 3
"""Questions that are offered beside an abstention: as many buttons as a phone shows without scrolling."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision with what belongs to it; the fields are those of `Match`."""

    decision: Decision
    confidence: float
    answers: tuple[str, ...] = ()
    conflict: str | None = None
    differs: str | None = None
    gap: str | None = None
    suggestions: tuple[str, ...] = ()
    rule: str = ""


class Decider:
    """Decides on scored entries by the constants of one base."""

    def __init__(self, knowledge: Knowledge, constants: Constants) -> None:
        self._constants = constants
        self._gaps: Mapping[str, Gap] = {gap.id: gap for gap in knowledge.gaps}
        self._conflicts: Mapping[str, Conflict] = {conflict.id: conflict for conflict in knowledge.conflicts}
        self._side_of = {side: conflict.id for conflict in knowledge.conflicts for side in conflict.sides}
        sources = {source.id: source for source in knowledge.sources}
        self._owners = {
            fact.id: {id_ for id_ in (sources[fact.source].speaker, sources[fact.source].outlet) if id_}
            for fact in knowledge.facts
        }

    def decide(self, scored: Sequence[Scored], evidence: Evidence, *, gibberish: bool) -> Decided:  # noqa: PLR0911 - kinds
        """Return the decision; `scored` comes best first, vetoed entries included."""
        allowed = [one for one in scored if not one.vetoed_by and one.score > 0]
        confidence = allowed[0].score if allowed else 0.0
        offers = self._offers(allowed)
        if gibberish:
            return Decided(Decision.UNCLEAR, 0.0, suggestions=offers)
        if not allowed:
            off = not evidence.named
            return Decided(Decision.OFF_TOPIC if off else Decision.NOT_IN_SOURCE, confidence, suggestions=offers)
        best = allowed[0]
        if best.entry.kind == "gap":
            sure = confidence >= self._constants.threshold_gap
            if sure and self._gaps[best.entry.id].off_topic:
                return Decided(Decision.OFF_TOPIC, confidence)
            if not sure and self._off_topic(evidence):
                return Decided(Decision.OFF_TOPIC, confidence, suggestions=offers)
            near = self._gaps[best.entry.id].nearest if sure else ()
            return Decided(
                Decision.NOT_IN_SOURCE, confidence, gap=best.entry.id if sure else None, suggestions=near or offers
            )
        if confidence < self._constants.threshold:
            return self._below(allowed, confidence, offers, evidence)
        return self._answer(best.entry.id, confidence, offers, evidence)

    def _below(
        self, allowed: Sequence[Scored], confidence: float, offers: tuple[str, ...], evidence: Evidence
    ) -> Decided:
        if self._off_topic(evidence):
            return Decided(Decision.OFF_TOPIC, confidence, suggestions=offers)
        ahead = [one for one in allowed if one.score >= self._constants.offered]
        if len(ahead) > 1 and all(one.entry.kind != "gap" for one in ahead) and not evidence.unseen_words:
            names = tuple(dict.fromkeys(self._shown(one.entry.id) for one in ahead))[:SUGGESTED]
            if len(names) > 1:
                return Decided(Decision.DID_YOU_MEAN, confidence, suggestions=names, rule="near, but not near enough")
        return Decided(Decision.NOT_IN_SOURCE, confidence, suggestions=offers)

    def _off_topic(self, evidence: Evidence) -> bool:
        return (
            not evidence.named
            and evidence.unseen >= self._constants.off_topic
            and evidence.mass < self._constants.touched
        )

    def _answer(self, entry_id: str, confidence: float, offers: tuple[str, ...], evidence: Evidence) -> Decided:
        conflict = self._shown(entry_id)
        if conflict not in self._conflicts:
            others = tuple(id_ for id_ in offers if id_ != entry_id)
            return Decided(Decision.ANSWER, confidence, (entry_id,), suggestions=others)
        sides = self._conflicts[conflict].sides
        named = [side for side in sides if self._owners.get(side, set()) & evidence.named]
        if len(named) == 1:
            others = tuple(id_ for id_ in offers if id_ not in {conflict, *sides})
            rule = f"{conflict}: sources differ, the side of the source that is named is shown"
            return Decided(
                Decision.ANSWER,
                confidence,
                (named[0],),
                differs=conflict,
                suggestions=(conflict, *others)[:SUGGESTED],
                rule=rule,
            )
        others = tuple(id_ for id_ in offers if id_ not in {conflict, *sides})
        rule = f"{conflict}: sources differ, all sides are shown"
        return Decided(Decision.ANSWER, confidence, sides, conflict=conflict, suggestions=others, rule=rule)

    def _shown(self, entry_id: str) -> str:
        """Return the conflict that a fact is a side of, else the entry itself."""
        return self._side_of.get(entry_id, entry_id)

    def _offers(self, allowed: Sequence[Scored]) -> tuple[str, ...]:
        ids = (self._shown(one.entry.id) for one in allowed if one.entry.kind != "gap")
        return tuple(dict.fromkeys(ids))[:SUGGESTED]
