"""The matcher of one knowledge base: a query in, a decision with candidates and an explanation out."""

from __future__ import annotations

import copy
import dataclasses
import re
from typing import TYPE_CHECKING

from bot.retrieval.assembly import reader_of
from bot.retrieval.calibration import DEFAULT
from bot.retrieval.clauses import clauses_of
from bot.retrieval.decide import Judge
from bot.retrieval.engine import Engine
from bot.retrieval.explain import Piece, explain
from bot.retrieval.languages import hints_for
from bot.retrieval.layout import other_layouts
from bot.retrieval.match import Candidate, Decision, Match
from bot.retrieval.noise import Noise
from bot.retrieval.reader import SHORTEST_RETYPED
from bot.retrieval.scoring import Scorer
from bot.retrieval.smalltalk import is_dated, smalltalk_of, without_talk
from bot.retrieval.story import entries_of, phrasings_of
from bot.retrieval.text import normalise, split_words, words_of_all
from bot.retrieval.tongue import Tongue

if TYPE_CHECKING:
    from bot.knowledge.model import Knowledge
    from bot.retrieval.calibration import Calibration
    from bot.retrieval.engine import Phrasing
    from bot.retrieval.scoring import Scored

CANDIDATES_SHOWN = 8
"""Candidates that a match carries: what `--explain` can print without scrolling."""

CENTRAL = 0.3
"""Added to the score of a fact that is about the entity before all others, where a bare name is asked."""

LONGEST_GREETING = 120
"""Characters of a query that may be small talk in another layout; longer ones are asked."""

_CAPITAL = re.compile(r"(?<![.!?…]\s)(?<!^)\b[A-ZА-ЯЁІЇЄҐ][\w'’]*")


class Matcher:
    """Matches queries against one base; nothing changes once it is built, so threads may share it."""

    def __init__(self, knowledge: Knowledge, constants: Calibration = DEFAULT) -> None:
        self.knowledge = knowledge
        self.constants = constants
        phrasings = phrasings_of(knowledge)
        words = words_of_all([phrasing.text for phrasing in phrasings])
        self._reader = reader_of(knowledge, words)
        tokens = [self._reader.read_base(of_text) for of_text in words]
        self._engine = Engine(phrasings, self._reader, tokens)
        self.entries = entries_of(knowledge, self._reader, phrasings, words, tokens)
        self._entities = frozenset(entity.id for entity in knowledge.entities)
        kinds = {entity.id: entity.kind for entity in knowledge.entities}
        self._scorer = Scorer(self.entries, kinds, self._engine.space.stem_weights(), constants)
        self._judge = Judge(knowledge, constants)
        self._noise = Noise(self._reader.vocabulary.stem_of)
        self._tongue = Tongue(knowledge.story.languages, phrasings, words)

    def match(self, query: str) -> Match:
        """Return the outcome for any string; never raises.

        Pure and synchronous. A message of one clause costs well under a millisecond on a base of some thousand
        phrasings, a rambling one that much per clause.
        """
        words = split_words(normalise(query))
        dated = is_dated(words)
        if kind := smalltalk_of(words) or _retyped_smalltalk(query):
            return Match(query, Decision.SMALLTALK, 1.0, self.constants.threshold, smalltalk=kind, dated=dated)
        text, retyped = self._reader.retype(query)
        piece = self._best_piece(text)
        if piece is None:
            return Match(query, Decision.UNCLEAR, 0.0, self.constants.threshold, dated=dated)
        if (entity := self._bare_name(piece)) is not None:
            piece = self._introduced(piece, entity)
        verdict = self._judge.judge(piece.scored, piece.evidence, gibberish=self._is_gibberish(piece))
        matched = piece.scored[0].ranked.phrasing.language if piece.scored else ""
        return Match(
            query,
            verdict.decision,
            verdict.confidence,
            self.constants.threshold,
            candidates=_candidates(piece),
            answers=verdict.answers,
            conflict=verdict.conflict,
            differs=verdict.differs,
            gap=verdict.gap,
            suggestions=verdict.suggestions,
            language=self._tongue.of(piece.reading.words, matched),
            dated=dated,
            explanation=explain(query, piece, verdict, retyped=retyped, threshold=self.constants.threshold),
        )

    def with_constants(self, constants: Calibration) -> Matcher:
        """Return a matcher of the same base with other constants; the index is shared."""
        other = copy.copy(self)
        other.constants = constants
        other._judge = Judge(self.knowledge, constants)  # noqa: SLF001
        other._scorer = self._scorer.with_constants(constants)  # noqa: SLF001
        return other

    @property
    def phrasings(self) -> tuple[Phrasing, ...]:
        """The questions of the base, expanded."""
        return self._engine.phrasings

    def _best_piece(self, text: str) -> Piece | None:
        """Return the clause that says most about the base; None if there is no content word in the whole message."""
        best: Piece | None = None
        clauses = clauses_of(text)
        for clause in clauses:
            piece = self._piece(clause.text)
            if piece is None:
                continue
            if len(clauses) > 1:
                strength = piece.strength * piece.evidence.mass / (piece.evidence.mass + self.constants.evidence)
                if not clause.asks:
                    strength *= self.constants.clause_asking if piece.evidence.asks else self.constants.clause
                piece = dataclasses.replace(piece, strength=strength)
            if best is None or piece.strength > best.strength:
                best = piece
        return best

    def _piece(self, text: str) -> Piece | None:
        reading = self._reader.read(text)
        kept = without_talk([word.read_as or word.text for word in reading.words])
        if kept and len(kept) < len(reading.words):
            reading = self._reader.assemble([reading.words[position] for position in kept])
        if all(word.how == "stop word" for word in reading.words):
            return None
        capitals = frozenset(word for found in _CAPITAL.findall(text) for word in split_words(normalise(found)))
        evidence = self._scorer.evidence(reading, capitals)
        scored = self._scorer.score(self._engine.rank(reading.tokens), evidence)
        strength = max((one.score for one in scored if not one.vetoed_by), default=0.0)
        return Piece(text, reading, evidence, tuple(scored), strength)

    def _bare_name(self, piece: Piece) -> str | None:
        """Return the entity whose name, as the document has it, is all that the query says, else None."""
        names = {mention.concept for mention in piece.reading.mentions if mention.concept in self._entities}
        covered = {
            position
            for mention in piece.reading.mentions
            if mention.concept in names
            for position in range(mention.start, mention.end)
        }
        bare = all(position in covered or word.how == "stop word" for position, word in enumerate(piece.reading.words))
        return names.pop() if bare and len(names) == 1 and not piece.evidence.asks else None

    def _introduced(self, piece: Piece, entity: str) -> Piece:
        """Return the piece with the entries ranked as for "who is ...", those that begin with the entity first."""
        language = self._tongue.of(piece.reading.words) or self.knowledge.story.languages[0]
        votes: dict[str, Scored] = {}
        for introduction in hints_for(language).introductions:
            reading = self._reader.read(introduction.format(piece.text))
            for one in self._scorer.score(
                self._engine.rank(reading.tokens), self._scorer.evidence(reading, frozenset())
            ):
                if one.entry.kind == "fact" and entity in one.entry.about and not one.vetoed_by:
                    score = one.score + (CENTRAL if one.entry.about[0] == entity else 0.0)
                    if one.entry.id not in votes or votes[one.entry.id].score < score:
                        votes[one.entry.id] = dataclasses.replace(one, score=min(1.0, score))
        if not votes:
            return piece
        ranked = sorted(votes.values(), key=lambda one: -one.score)
        rest = [
            dataclasses.replace(one, score=min(one.score, ranked[-1].score))
            for one in piece.scored
            if one.entry.id not in votes
        ]
        return dataclasses.replace(piece, scored=(*ranked, *rest))

    def _is_gibberish(self, piece: Piece) -> bool:
        """Say whether nothing in the piece is a word: all unseen, and noise."""
        content = [word for word in piece.reading.words if word.how != "stop word"]
        if any(word.how != "unseen" for word in content):
            return False
        return self._noise.is_noise([word.text for word in content])


def _retyped_smalltalk(query: str) -> str:
    """Return the kind of small talk that a short query is in another layout: "ghbdsn" is "привіт"."""
    if len(query) > LONGEST_GREETING or sum(letter.isalpha() for letter in query) < SHORTEST_RETYPED:
        return ""
    kinds = (smalltalk_of(split_words(normalise(text))) for text in other_layouts(query))
    return next(filter(None, kinds), "")


def _candidates(piece: Piece) -> tuple[Candidate, ...]:
    return tuple(
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
