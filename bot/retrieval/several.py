"""Several questions in one message: facts for each of them, or for one, and what the document does not say."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.knowledge.model import Knowledge
    from bot.language.reader import Reader
    from bot.language.reading import Clause
    from bot.retrieval.constants import Constants
    from bot.retrieval.decide import Decider
    from bot.retrieval.entry import Entry
    from bot.retrieval.match import Match
    from bot.retrieval.scales import Scored, Weighed


class SeveralQuestions:
    """Decides what is answered of several questions that stand side by side."""

    def __init__(
        self,
        knowledge: Knowledge,
        reader: Reader,
        decider: Decider,
        entries: Mapping[str, Entry],
        constants: Constants,
    ) -> None:
        self._reader = reader
        self._decider = decider
        self._entries = entries
        self._constants = constants
        self._kinds = knowledge.kinds
        self._sides = knowledge.conflict_of.keys()
        self._silences = frozenset(gap.id for gap in knowledge.gaps if not gap.off_topic)

    def with_names(self, questions: Sequence[Clause]) -> Iterator[Clause]:
        """Yield several questions, one about "him" with the name of who was asked about before."""
        name = ""
        for question in questions:
            persons = [one for one in question.mentions if self._kinds.get(one.feature) == "person"]
            if persons:
                name = " ".join(word.text for word in question.words[persons[0].start : persons[0].end])
                name = name if len({one.feature for one in persons}) == 1 else ""
            elif name and any(word.text in self._reader.talk.pronouns for word in question.words):
                named = self._reader.read_clause(f"{name} {question.text}", marked=True)
                question = dataclasses.replace(named, text=question.text)  # noqa: PLW2901
            yield question

    def facts_of(self, questions: Sequence[Weighed]) -> tuple[Weighed, tuple[str, ...]] | None:
        """Return the first of several questions and a fact for each; None unless each is answered by its own."""
        sure = [one.entry.id for one in self._sure(questions) if one is not None and self._stands_alone(one)]
        return (questions[0], tuple(sure)) if 1 < len(questions) == len(set(sure)) else None

    def one_of(self, questions: Sequence[Weighed], weighed: Weighed, match: Match) -> tuple[Weighed, Match]:
        """Answer at least one of several questions, and say which where another asks for more.

        Where the document is silent about what another one asks, that gap is told beside the answer.
        """
        said = match.decision is not Decision.ANSWER
        answered = [] if said else [each for each in questions if _entry(each) == _entry(weighed)]
        part = self._surest(questions) or next(iter(answered), None)
        if part is None:
            return weighed, match
        others = [each for each in questions if _entry(each) != _entry(part)]
        if said:
            weighed, match = part, self._decider.decide(match, part.scored, part.evidence, gibberish=False)
        elif _entry(part) == _entry(weighed) and _is_about_something(part):
            held = self._entries[_entry(part)]
            said = any(self._is_answered(each) or (_is_marked(each) and _is_beyond(each, held)) for each in others)
        gap = next(filter(None, map(self._gap, others)), None) if match.decision is Decision.ANSWER else match.gap
        read_as = _as_question(part.clause.text) if said else match.read_as
        return weighed, dataclasses.replace(match, read_as=read_as, gap=gap)

    def _gap(self, question: Weighed) -> str | None:
        """Return the gap that a question asks for, where it is sure enough to be named."""
        best = _first(question)
        sure = best is not None and best.entry.id in self._silences and best.score >= self._constants.threshold_gap
        return best.entry.id if best and sure else None

    def _surest(self, questions: Sequence[Weighed]) -> Weighed | None:
        """Return the question among several that is answered most surely; None where none is."""
        sure = [(one.score, number) for number, one in enumerate(self._sure(questions)) if one is not None]
        return questions[max(sure)[1]] if sure else None

    def _sure(self, questions: Sequence[Weighed]) -> list[Scored | None]:
        """Return what answers each question, None where nothing does; surely so, where no question marks part them."""
        lowest = self._decider.lowest if all(map(_is_marked, questions)) else self._constants.several
        found = (_first(each) for each in questions)
        return [one if one and one.entry.kind != "gap" and one.score >= lowest else None for one in found]

    def _is_answered(self, question: Weighed) -> bool:
        best = _first(question)
        return best is not None and best.score >= self._constants.threshold and _is_about_something(question)

    def _stands_alone(self, one: Scored) -> bool:
        return one.entry.kind == "fact" and one.entry.id not in self._sides


def _is_about_something(question: Weighed) -> bool:
    """Say whether it asks for something definite or names somebody: "and what happened" does neither."""
    return bool(question.evidence.asks or question.evidence.named) or _is_marked(question)


def _is_marked(question: Weighed) -> bool:
    return question.clause.text.endswith("?")


def _is_beyond(question: Weighed, entry: Entry) -> bool:
    """Say whether a question speaks of what an entry does not hold."""
    said = question.evidence
    return bool(said.unseen_words) or any(not entry.holds(one.stem, one.concepts) for one in said.content)


def _first(weighed: Weighed) -> Scored | None:
    """Return the best entry that no rule forbids."""
    return next((one for one in weighed.scored if not one.vetoed_by), None)


def _entry(weighed: Weighed) -> str:
    best = _first(weighed)
    return best.entry.id if best else ""


def _as_question(text: str) -> str:
    text = " ".join(text.split()).rstrip("?!.,; ")
    return f"{text[:1].upper()}{text[1:]}?"
