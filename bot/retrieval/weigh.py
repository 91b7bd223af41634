"""Ranks and weighs a clause; a gap that asks for more than the clause does stands behind the fact that it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.language.phrases import places_of
from bot.retrieval.remarks import Remark
from bot.retrieval.scales import Weighed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.language.reader import Reader
    from bot.language.reading import Clause
    from bot.retrieval.evidence import Evidence, Gatherer
    from bot.retrieval.scales import Scales, Scored
    from bot.retrieval.vote import Ranker


class Unasked:
    """Compares the gaps that come first with the best fact, by what their nearest questions say beyond the query.

    The document is silent about what those ask, not about the query.
    """

    def __init__(
        self,
        reader: Reader,
        kinds: Mapping[str, str],
        weights: Mapping[str, float],
        *,
        share: float,
        asked_nothing: float,
        lowest: float,
    ) -> None:
        """Take the kind of each entity, and what each stem weighs; all numbers are from 0 to 1.

        `share` is what an entry loses of whose question nothing was asked, `asked_nothing` the factor of a gap that
        asks where the query is a topic alone, `lowest` the lowest score that is answered.
        """
        self._reader = reader
        self._kinds = kinds
        self._weights = weights
        self._share = share
        self._asked_nothing = asked_nothing
        self._lowest = lowest

    def put_back(self, scored: Sequence[Scored], clause: Clause, evidence: Evidence) -> tuple[Scored, ...]:
        """Return the entries, best first, with gaps that ask for more behind a fact that could be answered.

        "Who goes to Putin" is not "who else goes to Putin", "Suspilne citation" not "who owns Suspilne", "the
        resignation" none of somebody whose resignation the document does not tell. Whoever asks for a reason is not
        answered without one, and nothing grave is answered with what lies beside it.
        """
        allowed = [one for one in scored if not one.vetoed_by]
        at = next((at for at, one in enumerate(allowed) if one.entry.kind != "gap"), 0)
        if not at or allowed[at].score < self._lowest:
            return tuple(scored)
        fact, gaps = allowed[at], allowed[:at]
        grave = clause.claimed.accusations or clause.claimed.phases
        if grave or ("reason" in clause.asks and not fact.entry.explains):
            return tuple(scored)
        told = all(fact.entry.tells(one.stem, one.concepts) for one in evidence.content)
        topic = told and not clause.asks_something and all(word.how != "stop word" for word in clause.words)
        asked = self._asked(fact, clause)
        if any(self._asked(gap, clause, topic=topic) >= asked for gap in gaps):
            return tuple(scored)
        first = fact._replace(notes=(*fact.notes, *(Remark("unasked", entry=gap.entry.id) for gap in gaps)))
        place = scored.index(gaps[0])
        return (*scored[:place], first, *(one for one in scored[place:] if one is not fact))

    def _asked(self, one: Scored, clause: Clause, *, topic: bool = False) -> float:
        """Return the score of an entry less the part of its nearest question that was not asked.

        Of a `topic` alone, which the fact beside it tells, no gap's question was.
        """
        question = self._reader.read_clause(one.ranked.phrasing.text, whole=True)
        refers = any(word.text in self._reader.talk.pronouns for word in clause.words)  # "how old is he"
        somebody = one.entry.kind == "gap" and self._names(question) and not (refers or self._names(clause))
        turned = question.frame.turned - clause.frame.turned
        beyond = 1.0 if somebody or turned else self._beyond(question, clause)
        asked = self._asked_nothing if topic and question.asks_something else 1.0
        return one.score * asked * (1 - self._share * beyond)

    def _names(self, clause: Clause) -> bool:
        return any(self._kinds.get(feature) == "person" for feature in clause.tokens.concepts)

    def _beyond(self, question: Clause, clause: Clause) -> float:
        """Return the share of the weight of a question's content words that a clause does not hold, 0 to 1."""
        held = {*clause.tokens.stems, *clause.tokens.concepts}
        known = places_of(mention for mention in question.mentions if mention.feature in held)
        said = [(at, word.stem) for at, word in enumerate(question.words) if word.how != "stop word"]
        beyond = sum(self._weights.get(stem, 0.0) for at, stem in said if at not in known and stem not in held)
        return beyond / (sum(self._weights.get(stem, 0.0) for _, stem in said) or 1.0)


class Weigh:
    """Ranks and weighs a clause; no matcher, so that what holds it does not hold a matcher too."""

    def __init__(self, ranker: Ranker, gatherer: Gatherer, scales: Scales, unasked: Unasked) -> None:
        self._ranker = ranker
        self._gatherer = gatherer
        self._scales = scales
        self._unasked = unasked

    def __call__(self, clause: Clause, evidence: Evidence | None = None) -> Weighed:
        """Return the clause with every entry near it; `evidence` is gathered unless given."""
        evidence = evidence or self._gatherer.gather(clause)
        scored = self._scales.weigh(self._ranker.rank(clause.tokens), evidence)
        return Weighed(clause, evidence, self._unasked.put_back(scored, clause, evidence))
