"""Several questions in one message: facts for each of them, or for one, and what the document does not say."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from bot.language.phrases import places_of
from bot.retrieval.match import Decision

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.knowledge.model import Knowledge
    from bot.language.phrases import Mention
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

    def read(self, questions: Sequence[Clause], weigh: Callable[[Clause], Weighed | None]) -> list[Weighed]:
        """Return the questions that say something, weighed; "him" is whom alone the question before named.

        What answers it as it stands, and is not about somebody else, is kept.
        """
        found: list[Weighed] = []
        name = ""
        for question in questions:
            asked = weigh(question)
            refers = any(word.text in self._reader.talk.pronouns for word in question.words)
            if name and refers and not self._persons(question) and not self._asks_for_another(question):
                named = self._reader.read_clause(f"{name} {question.text}", marked=True)
                asked = self._better(asked, weigh(dataclasses.replace(named, text=question.text)))
            else:
                name = self._name_of_one(question)
            if asked is not None:
                found.append(asked)
        return found

    def _better(self, plain: Weighed | None, named: Weighed | None) -> Weighed | None:
        best = _first(plain) if plain else None
        if plain is None or named is None or best is None or best.entry.kind == "gap" or plain.best < named.best:
            return named
        others = {one for one in best.entry.about[:1] if self._kinds.get(one) == "person"} - named.evidence.persons
        return named if others else plain

    def _name_of_one(self, question: Clause) -> str:
        """Return the name of the one person whom a question is about; "" where somebody else is asked for."""
        persons = self._persons(question)
        if len({one.feature for one in persons}) != 1 or self._asks_for_another(question):
            return ""
        return " ".join(question.words[at].text for at in range(persons[0].start, persons[0].end))

    def _asks_for_another(self, question: Clause) -> bool:
        """Say whether somebody else is asked for: "who was it before Ada?", but not "who is Ada?"."""
        named = places_of(self._persons(question))
        said = {at for at, word in enumerate(question.words) if word.how != "stop word"} - named
        introduced = all(question.words[at].meant in self._reader.talk.question_words for at in said)
        return "person" in question.asks and not introduced

    def _persons(self, question: Clause) -> list[Mention]:
        return [one for one in question.mentions if self._kinds.get(one.feature) == "person"]

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
        if part is None or (said and self._passes_over(part, questions)):
            return weighed, match
        if said and match.gap and not _stands_for_itself(part):
            return weighed, match  # "who wrote it?" asks of what the other one does
        others = [each for each in questions if _entry(each) != _entry(part)]
        if said:
            undecided = dataclasses.replace(match, gap=None)
            weighed, match = part, self._decider.decide(undecided, part.scored, part.evidence, gibberish=False)
        elif _entry(part) == _entry(weighed) and _is_about_something(part):
            held = self._entries[_entry(part)]
            said = any(self._is_answered(each) or (_is_marked(each) and _is_beyond(each, held)) for each in others)
        gap = next(filter(None, map(self._gap, others)), None) if match.decision is Decision.ANSWER else match.gap
        read_as = _as_question(part.clause.text) if said else match.read_as
        return weighed, dataclasses.replace(match, read_as=read_as, gap=gap)

    def _passes_over(self, part: Weighed, questions: Sequence[Weighed]) -> bool:
        """Say whether something grave is asked that may be about whom one of the questions is."""
        grave = [each for each in questions if each.clause.claimed.accusations or each.clause.claimed.phases]
        concerned = frozenset[str]().union(*(each.evidence.persons for each in grave))
        return bool(grave) and (not part.evidence.persons or not concerned.isdisjoint(part.evidence.persons))

    def _gap(self, question: Weighed) -> str | None:
        """Return the gap that a question asks for, where it says enough for itself, and nothing that is strange."""
        best = _first(question)
        if best is None or best.entry.id not in self._silences or best.score < self._constants.several:
            return None
        strange = best.score < 1 and question.evidence.unseen_words
        return best.entry.id if _content(question) > 1 and not strange else None

    def _surest(self, questions: Sequence[Weighed]) -> Weighed | None:
        """Return the question among several that is answered most surely; None where none is."""
        sure = [(one.score, number) for number, one in enumerate(self._sure(questions)) if one is not None]
        return questions[max(sure)[1]] if sure else None

    def _sure(self, questions: Sequence[Weighed]) -> list[Scored | None]:
        """Return what answers each question, None where nothing does.

        It has to be sure where no question marks part them, and where one says little for itself.
        """
        marked = all(map(_is_marked, questions))
        found: list[Scored | None] = []
        for each in questions:
            lowest = self._decider.lowest if marked and _stands_for_itself(each) else self._constants.several
            best = _first(each)
            found.append(best if best and best.entry.kind != "gap" and best.score >= lowest else None)
        return found

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


def _content(question: Weighed) -> int:
    """Return how many words of a question are more than small ones."""
    return sum(word.how != "stop word" for word in question.clause.words)


def _stands_for_itself(question: Weighed) -> bool:
    """Say whether it names somebody or says more than one word: "who wrote it" asks of what another one does."""
    return bool(question.evidence.named) or _content(question) > 1 or question.best == 1


def _first(weighed: Weighed) -> Scored | None:
    """Return the best entry that no rule forbids."""
    return next((one for one in weighed.scored if not one.vetoed_by), None)


def _entry(weighed: Weighed) -> str:
    best = _first(weighed)
    return best.entry.id if best else ""


def _as_question(text: str) -> str:
    text = " ".join(text.split()).rstrip("?!.,; ")
    return f"{text[:1].upper()}{text[1:]}?"
