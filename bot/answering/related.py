"""Which entries have to do with each other: a question that is offered has to do with the one that was asked."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from bot.knowledge.model import Fact, Knowledge
    from bot.retrieval.match import Match

RELATED = 3
"""Related questions under an answer: more than three push the answer off a phone's screen."""
EVERYWHERE = 0.3
"""Share of the facts beyond which an entity relates nothing: in a story of two countries, nearly all is about both."""
NEAR = 0.5
"""Share of the answer's score from which what was asked says that an entry is related, whatever it is about."""
NEAR_ENOUGH = 0.1
"""Score (0 to 1) from which an entry is near a question that is not answered. Measured over the questions marked
`tune`: below it stand those that share one word with the question."""


class Relations:
    """What the facts of a base have in common. Entries are facts and conflicts, a conflict being all of its sides."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._facts: Mapping[str, Fact] = {fact.id: fact for fact in knowledge.facts}
        self._sides = {conflict.id: conflict.sides for conflict in knowledge.conflicts}
        counts = Counter(entity for fact in knowledge.facts for entity in fact.about)
        most = EVERYWHERE * len(knowledge.facts)
        # Who passes something on is not what it is about.
        outlets = {source.outlet for source in knowledge.sources}
        self._common = {entity for entity, count in counts.items() if count > most or entity in outlets}
        self._persons = {id_ for id_, kind in knowledge.kinds.items() if kind == "person"}

    def beside_answer(self, match: Match, shown: Iterable[str]) -> tuple[str, ...]:
        """Return those of a match's suggestions that have to do with the facts `shown`."""
        scores = _scores(match)
        facts = tuple(shown)
        enough = NEAR * max((scores.get(fact_id, 0.0) for fact_id in facts), default=0.0)
        return tuple(
            entry_id
            for entry_id in match.suggestions
            if 0 < enough <= scores.get(entry_id, 0.0) or self._nearness(entry_id, facts)
        )

    def beside_abstention(self, match: Match) -> tuple[str, ...]:
        """Return those of a match's suggestions that are near what was asked, or about somebody or something named."""
        scores = _scores(match)
        named = {word.meaning for word in match.explanation.words if word.how == "name"}
        return tuple(
            entry_id
            for entry_id in match.suggestions
            if scores.get(entry_id, 0.0) >= NEAR_ENOUGH or any(self._telling(it) & named for it in self._of(entry_id))
        )

    def nearest(self, shown: Iterable[str], limit: int) -> tuple[str, ...]:
        """Return ids of facts that have to do with those `shown`, what they share most first, ties in file order."""
        facts = tuple(shown)
        near = {fact_id: self._nearness(fact_id, facts) for fact_id in self._facts if fact_id not in facts}
        return tuple(sorted((fact_id for fact_id in near if near[fact_id]), key=lambda i: -near[i]))[:limit]

    def _nearness(self, entry_id: str, shown: Sequence[str]) -> int:
        """Return how much an entry has in common with facts; 0 for nothing."""
        return sum(self._shared(one, self._facts[other]) for one in self._of(entry_id) for other in shown)

    def _shared(self, one: Fact, other: Fact) -> int:
        """Count what two facts share; a detail and what it is a detail of count most."""
        details = {one.detail_of, one.id} & {other.detail_of, other.id} - {None}
        entities = self._telling(one) & self._telling(other)
        return 3 * bool(details) + 2 * len(entities) + (one.topic == other.topic)

    def _telling(self, fact: Fact) -> set[str]:
        """Return the entities of a fact that relate it to others; of those found everywhere the person it is about."""
        return set(fact.about) - self._common | self._persons.intersection(fact.about[:1])

    def _of(self, entry_id: str) -> Iterator[Fact]:
        ids = self._sides.get(entry_id, (entry_id,))
        yield from (self._facts[fact_id] for fact_id in ids if fact_id in self._facts)


def _scores(match: Match) -> dict[str, float]:
    return {candidate.entry_id: candidate.score for candidate in reversed(match.candidates)}
