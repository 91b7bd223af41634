"""The matcher of one knowledge base: a query in, a decision with candidates and an explanation out."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.retrieval.assembly import reader_of
from bot.retrieval.calibration import DEFAULT
from bot.retrieval.clauses import clauses_of
from bot.retrieval.engine import Engine
from bot.retrieval.match import Candidate, Decision, Explanation, Match, WordReading
from bot.retrieval.scoring import Scorer
from bot.retrieval.smalltalk import is_dated, smalltalk_of, without_talk
from bot.retrieval.story import entries_of, phrasings_of
from bot.retrieval.text import normalise, split_words

if TYPE_CHECKING:
    from bot.knowledge.model import Knowledge
    from bot.retrieval.calibration import Calibration
    from bot.retrieval.reader import Reading
    from bot.retrieval.scoring import Evidence, Scored

CANDIDATES_SHOWN = 8
SUGGESTED = 3
_CAPITAL = re.compile(r"(?<![.!?…]\s)(?<!^)\b[A-ZА-ЯЁІЇЄҐ][\w'’]*")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A clause, read and scored."""

    text: str
    reading: Reading
    evidence: Evidence
    scored: list[Scored]
    strength: float


class Matcher:
    """Matches queries against one base; immutable once built, so threads may share it."""

    def __init__(self, knowledge: Knowledge, constants: Calibration = DEFAULT) -> None:
        self.knowledge = knowledge
        self.constants = constants
        phrasings = phrasings_of(knowledge)
        self._reader = reader_of(knowledge, phrasings)
        self._engine = Engine(phrasings, self._reader)
        self.entries = entries_of(knowledge, self._reader, phrasings, self._engine.tokens)
        self._gaps = {gap.id: gap for gap in knowledge.gaps}
        self._conflicts = {conflict.id: conflict for conflict in knowledge.conflicts}
        self._side_of = {side: conflict.id for conflict in knowledge.conflicts for side in conflict.sides}
        kinds = {entity.id: entity.kind for entity in knowledge.entities}
        self._scorer = Scorer(self.entries, kinds, self._engine.space.stem_weights(), constants)

    def match(self, query: str) -> Match:
        """Return the outcome for any string; never raises."""
        words = split_words(normalise(query))
        kind = smalltalk_of(words)
        dated = is_dated(words)
        if kind:
            return Match(query, Decision.SMALLTALK, 1.0, self.constants.threshold, smalltalk=kind)
        text, _ = self._reader.retype(query)
        piece = self._best_piece(text)
        if piece is None:
            return Match(query, Decision.UNCLEAR, 0.0, self.constants.threshold, dated=dated)
        return self._decide(query, piece, dated=dated)

    def _best_piece(self, query: str) -> _Piece | None:
        best: _Piece | None = None
        clauses = clauses_of(query)
        many = len(clauses) > 1
        for clause in clauses:
            piece = self._piece(clause.text)
            if piece is None:
                continue
            if many:
                mass = sum(weight for _, _, weight in piece.evidence.content)
                strength = piece.strength * mass / (mass + self.constants.evidence)
                if not clause.asks and not piece.evidence.asks:
                    strength *= self.constants.clause
                piece = dataclasses.replace(piece, strength=strength)
            if best is None or piece.strength > best.strength:
                best = piece
        return best

    def _piece(self, text: str) -> _Piece | None:
        reading = self._reader.read(text)
        kept = without_talk([word.read_as or word.text for word in reading.words])
        if kept and len(kept) < len(reading.words):
            reading = self._reader.assemble([reading.words[position] for position in kept])
        if all(word.how == "stop word" for word in reading.words):
            return None
        capitals = frozenset(word for found in _CAPITAL.findall(text) for word in split_words(normalise(found)))
        evidence = self._scorer.evidence(reading, capitals)
        scored = self._scorer.score(self._engine.rank(reading.tokens), evidence)
        return _Piece(
            text, reading, evidence, scored, max((one.score for one in scored if not one.vetoed_by), default=0.0)
        )

    def _decide(self, query: str, piece: _Piece, *, dated: bool) -> Match:
        threshold = self.constants.threshold
        allowed = [one for one in piece.scored if not one.vetoed_by]
        candidates = tuple(
            Candidate(
                one.entry.id,
                one.entry.kind,
                100 * one.score,
                one.ranked.phrasing.text,
                one.ranked.phrasing.language,
                one.vetoed_by,
            )
            for one in piece.scored[:CANDIDATES_SHOWN]
        )
        explanation = Explanation(
            tuple(WordReading(word.text, word.how, word.read_as) for word in piece.reading.words),
            clause=piece.text if piece.text != query else "",
            rules=tuple(dict.fromkeys(note for one in piece.scored[:3] for note in one.notes)),
        )
        confidence = allowed[0].score if allowed else 0.0
        facts = tuple(one.entry.id for one in allowed if one.entry.kind != "gap")[:SUGGESTED]

        def result(decision: Decision, **more: object) -> Match:
            return Match(
                query, decision, confidence, threshold, candidates, dated=dated, explanation=explanation, **more
            )  # type: ignore[arg-type]

        if not allowed or confidence < threshold:
            gap = allowed[0].entry.id if allowed and allowed[0].entry.kind == "gap" else None
            if piece.evidence.unseen > 0.6 and not piece.evidence.content:
                return result(Decision.OFF_TOPIC, suggestions=facts)
            return result(Decision.NOT_IN_SOURCE, suggestions=facts, gap=gap)
        best = allowed[0]
        if best.entry.kind == "gap":
            near = self._gaps[best.entry.id].nearest
            return result(
                Decision.NOT_IN_SOURCE, gap=best.entry.id, suggestions=near, language=best.ranked.phrasing.language
            )
        conflict = best.entry.id if best.entry.kind == "conflict" else self._side_of.get(best.entry.id)
        answers = self._conflicts[conflict].sides if conflict else (best.entry.id,)
        return result(
            Decision.ANSWER, answers=answers, conflict=conflict, language=best.ranked.phrasing.language,
            suggestions=tuple(id_ for id_ in facts if id_ not in answers and id_ != conflict),
        )  # fmt: skip
