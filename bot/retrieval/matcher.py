"""The matcher of one knowledge base: read a query, rank the entries, weigh them, decide, explain."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bot.language.noise import Noise
from bot.language.pack import packs_for
from bot.language.text import words_of
from bot.retrieval.bearers import Bearers
from bot.retrieval.compiled import compiled_of
from bot.retrieval.constants import DEFAULT
from bot.retrieval.decide import THIN, Decider
from bot.retrieval.evidence import Gatherer
from bot.retrieval.explain import explain
from bot.retrieval.introductions import Introductions
from bot.retrieval.match import Candidate, Decision, Match
from bot.retrieval.rules import RULES
from bot.retrieval.scales import Scales, Scored, Weighed
from bot.retrieval.several import SeveralQuestions
from bot.retrieval.vote import Ranked, Ranker
from bot.retrieval.weigh import Unasked, Weigh

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.knowledge.model import Knowledge
    from bot.language.pack import Pack
    from bot.language.reading import Clause
    from bot.retrieval.compiled import Compiled
    from bot.retrieval.constants import Constants
    from bot.retrieval.evidence import Evidence
    from bot.retrieval.rules import Rule
    from bot.retrieval.vote import Phrasing

CANDIDATES_SHOWN = 8
"""Candidates that a match carries: what `--explain` can print without scrolling."""

MOST_RANKED = 144
"""Words of the clauses of one message that are ranked, each with `RANKING` for itself."""

RANKING = 12
"""Words that cost as much as ranking a clause of none."""

WARMING = ("whhat resignedd", "щоо запитанння", "qwrtzxc")
"""Queries with words that must be repaired in both scripts, and one of no words at all."""


class Matcher:
    """Matches queries against one base; nothing changes once it is built, so threads may share it."""

    def __init__(
        self,
        knowledge: Knowledge,
        constants: Constants = DEFAULT,
        *,
        packs: Sequence[Pack] | None = None,
        rules: Mapping[str, Rule] = RULES,
        compiled: Compiled | None = None,
    ) -> None:
        """Take a base. `packs` are those of its languages unless given; `rules` may leave some out.

        What is made of the base is made here, unless it was `compiled` before, with the same packs.
        """
        self.knowledge = knowledge
        self.constants = constants
        packs = packs_for(knowledge.story.languages) if packs is None else packs
        if compiled is None:
            compiled = compiled_of(knowledge, packs)
        phrasings = compiled.phrasings
        self._reader = compiled.reader
        self._ranker = Ranker(phrasings, compiled.space)
        self.entries = compiled.entries
        kinds = knowledge.kinds
        self._questions = dict(zip(map(hash, reversed(compiled.said)), reversed(phrasings), strict=True))
        """By the hash of their words, which take more memory than all else that is known of them."""
        self._overview = self.entries[knowledge.story.overview or knowledge.facts[0].id].phrasing
        self._noise = Noise(self._reader.vocabulary.stem_of)
        self._tongue = compiled.tongue
        weights = self._ranker.space.stem_weights()
        self._gatherer = Gatherer(
            self.entries,
            kinds,
            weights,
            constants,
            bearers=Bearers(knowledge, self._reader.vocabulary.stem_of, self._reader.talk),
            famous=self._reader.talk.famous,
        )
        most = len(self.entries) * len(knowledge.story.languages)
        self._decider = Decider(knowledge, constants, thin=len(phrasings) < THIN * most)
        lowest = self._decider.lowest
        unasked = Unasked(
            self._reader,
            kinds,
            weights,
            share=constants.unasked,
            asked_nothing=constants.asked_nothing,
            lowest=lowest,
        )
        self._weigh = Weigh(self._ranker, self._gatherer, Scales(self.entries, constants, rules), unasked)
        self._several = SeveralQuestions(knowledge, self._reader, self._decider, self.entries, constants)
        introductions = {pack.language: pack.introductions for pack in packs}
        self._introductions = Introductions(self._reader, kinds, introductions, self._tongue, self._weigh)

    @property
    def phrasings(self) -> tuple[Phrasing, ...]:
        """The questions of the base, expanded."""
        return self._ranker.phrasings

    def warm_up(self) -> None:
        """Build now what the first misspelling or the first noise would build: nobody's question is held up by that."""
        for query in WARMING:
            self.match(query)

    def match(self, query: str) -> Match:
        """Return the outcome for any string; never raises.

        Pure and synchronous. A message of one clause costs about a millisecond on a base of some thousand phrasings,
        the worst that Telegram takes about a dozen times that (`benchmarks/hostile.py`).
        """
        reading = self._reader.read(query)
        undecided = Match(query, Decision.UNCLEAR, 0.0, self._decider.threshold, dated=reading.dated)
        clause = None
        exact = self._question_with(reading.words)
        alone = len(reading.clauses) == 1 and not reading.questions
        if exact is None and alone:  # "please" and "do you know" may stand around it
            clause = reading.clauses[0]
            exact = self._question_with(tuple(word.text for word in clause.words))
        if exact is None and reading.smalltalk == "overview":
            exact = self._overview
        if reading.smalltalk and exact is None:
            return dataclasses.replace(
                undecided,
                decision=Decision.SMALLTALK,
                confidence=1.0,
                smalltalk=reading.smalltalk,
                told=self._tongue.of(query, reading.words),
            )
        if exact is not None:
            weighed = self._asked_exactly(clause or self._reader.read_clause(query, whole=True), exact)
        elif reading.clauses:
            weighed = self._loudest(self._introductions.resolved(reading.clauses))
            if (entity := self._introductions.bare_name(weighed.clause)) is not None:
                weighed = self._introductions.of(entity, weighed)
        else:
            return dataclasses.replace(undecided, told=self._tongue.of(query, reading.words))
        answers: tuple[str, ...] = ()
        questions = [] if exact else self._several.read(reading.questions, self._asked)
        named = self._introductions.of_each(weighed) if exact is None else []
        if (several := self._several.facts_of(questions) or self._several.facts_of(named)) is not None:
            weighed, answers = several
        gibberish = exact is None and not answers and self._is_gibberish(weighed.clause)
        match = self._decider.decide(undecided, weighed.scored, weighed.evidence, gibberish=gibberish)
        if not answers:
            weighed, match = self._several.one_of(questions, weighed, match)
        nearest = weighed.scored[0].ranked.phrasing.language if weighed.scored else ""
        said = None if reading.smalltalk else weighed.clause
        told = self._tongue.of(query, reading.words, said)
        return dataclasses.replace(
            match,
            candidates=tuple(map(_candidate, weighed.scored[:CANDIDATES_SHOWN])),
            answers=answers or match.answers,
            suggestions=tuple(id_ for id_ in match.suggestions if id_ not in answers),
            told=told._replace(languages=tuple(sorted(told.languages, key=nearest.__ne__))),
            confidence=match.confidence if exact is None else 1.0,  # a question of the base is no guess
            explanation=explain(reading, weighed, match, self._decider.curve),
        )

    def _question_with(self, words: tuple[str, ...]) -> Phrasing | None:
        """Return the first of the questions of the base with just these words, if there is one."""
        phrasing = self._questions.get(hash(" ".join(words)))
        return phrasing if phrasing is not None and words_of(phrasing.text) == words else None

    def _asked(self, question: Clause) -> Weighed | None:
        """Return one of several questions, weighed; None where it says nothing for itself: "do you have that?"."""
        exact = self._question_with(tuple(word.text for word in question.words))
        if exact is not None:
            return self._asked_exactly(question, exact)
        return self._weigh(question) if question.asks or question.says_something else None

    def _asked_exactly(self, clause: Clause, phrasing: Phrasing) -> Weighed:
        """Return the entries with the one first whose very question was asked, though it be of stop words alone."""
        weighed = self._weigh(clause)
        first = Scored(Ranked(phrasing.entry_id, 1.0, 1.0, phrasing), self.entries[phrasing.entry_id], 1.0)
        rest = (one for one in weighed.scored if one.entry.id != phrasing.entry_id)
        return weighed._replace(scored=(first, *rest))

    def _loudest(self, clauses: Sequence[Clause]) -> Weighed:
        """Return the clause that says most about the base; a single one says it all.

        Those that could say most are ranked first, until none that is left could say more than the best so far, or
        until `MOST_RANKED` words are: in 203 of 233 labelled messages the loudest is among the first three.
        """
        if len(clauses) == 1:
            return self._weigh(clauses[0])
        asked = any(clause.asks_something for clause in clauses)
        gathered = [(clause, self._gatherer.gather(clause, asked=asked)) for clause in clauses]
        bounds = [self._loudness(clause, evidence) for clause, evidence in gathered]
        weighed: dict[int, Weighed] = {}
        loudness: dict[int, float] = {}
        ranked = 0
        for at in sorted(range(len(clauses)), key=lambda at: -bounds[at]):
            clause, evidence = gathered[at]
            ranked += RANKING + len(clause.words)
            if weighed and (bounds[at] < max(loudness.values()) or ranked > MOST_RANKED):
                break
            weighed[at] = self._weigh(clause, evidence)
            loudness[at] = self._loudness(clause, evidence, weighed[at].best)
        loudest = weighed[max(sorted(loudness), key=loudness.__getitem__)]
        if (
            loudest.clause.marked
            or loudest.evidence.asks
            or not any(clause.marked or clause.asks for clause in clauses)
        ):
            return loudest
        said = (one._replace(score=self.constants.aside * one.score) for one in loudest.scored)
        return loudest._replace(scored=tuple(said))

    def _loudness(self, clause: Clause, evidence: Evidence, best: float | None = None) -> float:
        """Return what a clause says about the base with this `best` score, or at most with any."""
        if best is None:
            best = 1 - self.constants.unseen * evidence.unseen
        loudness = best * evidence.mass / (evidence.mass + self.constants.evidence)
        if clause.marked:
            return loudness
        return loudness * (self.constants.clause_asking if evidence.asks else self.constants.clause)

    def _is_gibberish(self, clause: Clause) -> bool:
        """Say whether nothing in the clause is a word: letters that stand alone, or all unseen, and noise."""
        content = [word for word in clause.words if word.how != "stop word"]
        if content and all(len(word.text) == 1 and word.text.isalpha() for word in content):
            return True
        if any(word.how != "unseen" for word in content):
            return False
        return self._noise.is_noise([word.text for word in content])


def _candidate(one: Scored) -> Candidate:
    phrasing = one.ranked.phrasing
    return Candidate(one.entry.id, one.entry.kind, one.score, phrasing.text, phrasing.language, one.vetoed_by)
