"""The matcher of one knowledge base: a query in, a decision with candidates and an explanation out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.knowledge.patterns import expand
from bot.retrieval.concepts import Phrasebook
from bot.retrieval.engine import Engine, Phrasing
from bot.retrieval.languages import HINTS
from bot.retrieval.match import Candidate, Decision, Explanation, Match, WordReading
from bot.retrieval.reader import Reader
from bot.retrieval.text import normalise, split_words
from bot.retrieval.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.model import Knowledge
    from bot.retrieval.match import EntryKind

THRESHOLD = 0.45
SHOWN = 8


class Matcher:
    """Matches queries against one base; immutable once built, so threads may share it."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.facts = {fact.id: fact for fact in knowledge.facts}
        self.gaps = {gap.id: gap for gap in knowledge.gaps}
        self.conflicts = {conflict.id: conflict for conflict in knowledge.conflicts}
        self._kinds: dict[str, EntryKind] = {
            **dict.fromkeys(self.facts, "fact"), **dict.fromkeys(self.gaps, "gap"), **dict.fromkeys(self.conflicts, "conflict")
        }  # fmt: skip
        phrasings = list(self._phrasings())
        small = {word for hints in HINTS.values() for word in hints.stop_words}
        names = list(self._names())
        concepts = list(self._concepts())
        vocabulary = Vocabulary(
            knowledge.story.languages,
            [*(p.text for p in phrasings), *(text for text, _ in concepts)],
            (text for text, _ in names),
            small,
        )
        phrasebook = Phrasebook(
            ([vocabulary.stem(word) for word in split_words(normalise(text))], concept)
            for text, concept in [*names, *concepts]
        )
        self._reader = Reader(vocabulary, phrasebook)
        self._engine = Engine(phrasings, self._reader)
        self._side_of = {side: conflict.id for conflict in knowledge.conflicts for side in conflict.sides}
        self._smalltalk = {
            normalise(phrase): kind
            for hints in HINTS.values()
            for kind, phrases in hints.smalltalk.items()
            for phrase in phrases
        }

    def match(self, query: str) -> Match:
        """Return the outcome for any string; never raises."""
        words = split_words(normalise(query))
        if (kind := self._smalltalk.get(" ".join(words))) is not None:
            return Match(query, Decision.SMALLTALK, 1.0, THRESHOLD, smalltalk=kind)
        reading = self._reader.read(query)
        content = [word for word in reading.words if word.how != "stop word"]
        if not content:
            return Match(query, Decision.UNCLEAR, 0.0, THRESHOLD)
        ranked = self._engine.rank(reading.tokens)
        candidates = tuple(
            Candidate(
                r.entry_id,
                self._kinds[r.entry_id],
                100 * min(1.0, max(0.0, r.vote)),
                r.phrasing.text,
                r.phrasing.language,
            )
            for r in ranked[:SHOWN]
        )
        explanation = Explanation(tuple(WordReading(w.text, w.how, w.read_as) for w in reading.words))
        facts = tuple(c.entry_id for c in candidates if c.kind != "gap")[:3]
        if not candidates or candidates[0].score < 100 * THRESHOLD:
            confidence = candidates[0].score / 100 if candidates else 0.0
            unseen = sum(word.how == "unseen" for word in content)
            decision = Decision.OFF_TOPIC if unseen * 2 > len(content) else Decision.NOT_IN_SOURCE
            return Match(query, decision, confidence, THRESHOLD, candidates, suggestions=facts, explanation=explanation)
        best = candidates[0]
        confidence = best.score / 100
        if best.kind == "gap":
            near = self.gaps[best.entry_id].nearest
            return Match(
                query, Decision.NOT_IN_SOURCE, confidence, THRESHOLD, candidates, gap=best.entry_id, suggestions=near,
                language=best.language, explanation=explanation,
            )  # fmt: skip
        conflict = best.entry_id if best.kind == "conflict" else self._side_of.get(best.entry_id)
        answers = self.conflicts[conflict].sides if conflict else (best.entry_id,)
        return Match(
            query, Decision.ANSWER, confidence, THRESHOLD, candidates, answers=answers, conflict=conflict,
            suggestions=tuple(id_ for id_ in facts if id_ not in answers), language=best.language, explanation=explanation,
        )  # fmt: skip

    def _phrasings(self) -> Iterator[Phrasing]:
        for entry in (*self.knowledge.facts, *self.knowledge.gaps, *self.knowledge.conflicts):
            for language, block in entry.questions.items():
                for text in expand(block):
                    yield Phrasing(entry.id, text, language)

    def _names(self) -> Iterator[tuple[str, str]]:
        for entity in self.knowledge.entities:
            for name in entity.name.values():
                yield name, entity.id
            for blocks in (entity.aliases, entity.heard_as):
                for block in blocks.values():
                    for text in expand(block):
                        for part in text.split(","):
                            yield part, entity.id

    def _concepts(self) -> Iterator[tuple[str, str]]:
        for entity in self.knowledge.entities:
            for block in entity.roles.values():
                for text in expand(block):
                    for part in text.split(","):
                        yield part, entity.id
        for concept, blocks in self.knowledge.thesaurus.items():
            for block in blocks.values():
                for text in expand(block):
                    for part in text.split(","):
                        yield part, "=" + concept
