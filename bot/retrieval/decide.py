"""From scored entries to a decision: answer, offer, abstain; conflicts bring all their sides."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.knowledge.model import Knowledge
    from bot.retrieval.constants import Constants
    from bot.retrieval.evidence import Evidence
    from bot.retrieval.match import Match
    from bot.retrieval.rules import Scored

SUGGESTED = 3
"""Questions that are offered beside an abstention: as many buttons as a phone shows without scrolling."""


class Decider:
    """Decides on scored entries by the constants of one base."""

    def __init__(self, knowledge: Knowledge, constants: Constants) -> None:
        self._constants = constants
        self._gaps = {gap.id: gap for gap in knowledge.gaps}
        self._conflicts = {conflict.id: conflict for conflict in knowledge.conflicts}
        self._side_of = {side: conflict.id for conflict in knowledge.conflicts for side in conflict.sides}
        sources = {source.id: source for source in knowledge.sources}
        self._owners = {
            fact.id: {id_ for id_ in (sources[fact.source].speaker, sources[fact.source].outlet) if id_}
            for fact in knowledge.facts
        }

    def decide(self, undecided: Match, scored: Sequence[Scored], evidence: Evidence, *, gibberish: bool) -> Match:  # noqa: PLR0911 - kinds
        """Return the match with its decision; `scored` comes best first, vetoed entries included."""
        allowed = [one for one in scored if not one.vetoed_by and one.score > 0]
        ids = (self._shown(one.entry.id) for one in allowed if one.entry.kind != "gap")
        offers = tuple(dict.fromkeys(ids))[:SUGGESTED]
        if gibberish:
            return dataclasses.replace(undecided, decision=Decision.UNCLEAR, suggestions=offers)
        best = allowed[0] if allowed else None
        confidence = best.score if best else 0.0
        found = dataclasses.replace(undecided, confidence=confidence, suggestions=offers)
        if best and best.entry.kind == "gap" and confidence >= self._constants.threshold_gap:
            gap = self._gaps[best.entry.id]
            if gap.off_topic:
                return dataclasses.replace(found, decision=Decision.OFF_TOPIC, suggestions=())
            return dataclasses.replace(
                found, decision=Decision.NOT_IN_SOURCE, gap=gap.id, suggestions=gap.nearest or offers
            )
        if best and best.entry.kind != "gap" and confidence >= self._constants.threshold:
            return self._answered(found, best.entry.id, evidence)
        if (best is None and not evidence.named) or (best is not None and self._is_off_topic(evidence)):
            return dataclasses.replace(found, decision=Decision.OFF_TOPIC)
        if best and (near := self._near(allowed, evidence)):
            return dataclasses.replace(found, decision=Decision.DID_YOU_MEAN, suggestions=near)
        return dataclasses.replace(found, decision=Decision.NOT_IN_SOURCE)

    def _answered(self, found: Match, entry_id: str, evidence: Evidence) -> Match:
        shown = self._shown(entry_id)
        sides = self._conflicts[shown].sides if shown in self._conflicts else (entry_id,)
        others = tuple(id_ for id_ in found.suggestions if id_ not in {shown, *sides})
        answered = dataclasses.replace(found, decision=Decision.ANSWER, answers=sides, suggestions=others)
        if shown not in self._conflicts:
            return answered
        named = tuple(side for side in sides if self._owners.get(side, set()) & evidence.named)
        if len(named) != 1:
            return dataclasses.replace(answered, conflict=shown)
        return dataclasses.replace(answered, answers=named, differs=shown, suggestions=(shown, *others)[:SUGGESTED])

    def _near(self, allowed: Sequence[Scored], evidence: Evidence) -> tuple[str, ...]:
        """Return what may have been meant, where it is two things or three and no word is unseen; () if not so."""
        ahead = [one.entry for one in allowed if one.score >= self._constants.offered]
        if evidence.unseen_words or any(entry.kind == "gap" for entry in ahead):
            return ()
        near = tuple(dict.fromkeys(self._shown(entry.id) for entry in ahead))[:SUGGESTED]
        return near if len(near) > 1 else ()

    def _is_off_topic(self, evidence: Evidence) -> bool:
        return (
            not evidence.named
            and evidence.unseen >= self._constants.off_topic
            and evidence.mass < self._constants.touched
        )

    def _shown(self, entry_id: str) -> str:
        """Return the conflict that a fact is a side of, else the entry itself."""
        return self._side_of.get(entry_id, entry_id)
