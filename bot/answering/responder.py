"""From a query to a reply: the one way for the terminal, Telegram and `--json`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from bot.answering.asking import Asking
from bot.answering.completing import Completion
from bot.answering.echo import echo
from bot.answering.following import LONGEST_READING, Following
from bot.answering.language import reply_language, written_in
from bot.answering.reply import Answer, DidYouMean, NotInSource, OffTopic, Responded, Smalltalk, Unclear
from bot.answering.showing import Showcase
from bot.language.pack import packs_for
from bot.language.text import words_of
from bot.language.tongue import Told
from bot.retrieval.match import Decision
from bot.retrieval.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.answering.following import WholeQuestion
    from bot.answering.reply import QueryReply, Suggestion
    from bot.knowledge.model import Knowledge
    from bot.retrieval.match import Match
    from bot.retrieval.matcher import Matcher


LED = 128
"""Queries of which it is remembered where they lead."""


@dataclass(frozen=True, slots=True)
class Led:
    """Where a query leads: the entry that answers it first, or those that are offered instead, () for nowhere.

    `confidence` (0 to 1) is 0 where nothing answers it.
    """

    entries: tuple[str, ...]
    confidence: float


class Responder:
    """Turns queries into replies: the matcher decides what is said, the showcase in which words.

    Pure: the same query and languages always give the same reply. A changed base needs a new responder.
    """

    def __init__(self, knowledge: Knowledge, matcher: Matcher) -> None:
        self.knowledge = knowledge
        self.showcase = Showcase(knowledge)
        self._matcher = matcher
        self._entries: dict[tuple[str, str], QueryReply] = {}
        self._led: dict[str, Led] = {}

    def respond(
        self,
        query: str,
        *,
        fixed_language: str | None = None,
        last_language: str | None = None,
        language_code: str | None = None,
        before: Match | None = None,
        beside: str = "",
    ) -> Responded:
        """Reply to any string.

        `fixed_language` is that of `--lang`, `last_language` that of the chat's last question, `language_code` the
        person's ("uk-UA"); a language that the story does not have counts as not given. None changes what is matched.
        `before` is the match of what was asked a moment ago, by the same person or where the query replies to its
        answer: a query that does not stand alone is read with it. `beside` is what somebody said that the query
        replies to: it is read with that first, and a lone question word ("why?") always.
        """
        match = self._matcher.match(query)
        again = self._again(before, query) if before is not None else None
        match = again or self._read_with(beside, before, match) or match
        languages = self.knowledge.story.languages
        language = reply_language(
            languages,
            fixed=fixed_language,
            written=written_in(match, languages, last=last_language, language_code=language_code),
            last=last_language,
            language_code=language_code,
        )
        reply = self.reply_to(match, language)
        read_as = echo(match.read_as, LONGEST_READING)
        return Responded(dataclasses.replace(reply, read_as=read_as) if read_as else reply, match)

    def reply_to(self, match: Match, language: str) -> QueryReply:
        """Dress an outcome in one of the story's languages."""
        show, story = self.showcase, self.knowledge.story
        title = show.pick(story.title, language)
        match match.decision:
            case Decision.ANSWER:
                return self._answer(match, language)
            case Decision.DID_YOU_MEAN:
                return DidYouMean(language, story.as_of, suggestions=show.suggestions(match.suggestions, language))
            case Decision.NOT_IN_SOURCE:
                gap = show.gaps.get(match.gap) if match.gap else None
                return NotInSource(
                    language=language,
                    as_of=story.as_of,
                    gap=gap.id if gap else None,
                    text=show.pick(gap.text, language) if gap else None,
                    contact=show.contact(language),
                    suggestions=show.suggestions(self._near(match), language),
                    dated=match.dated,
                    shared_as=show.question(gap.id, language) if gap else "",
                )
            case Decision.OFF_TOPIC:
                return OffTopic(
                    language, story.as_of, title, show.contact(language), suggestions=self._examples(language)
                )
            case Decision.UNCLEAR:
                return Unclear(language, story.as_of, suggestions=self._examples(language))
            case Decision.SMALLTALK:
                examples = () if match.smalltalk == "privacy" else self._examples(language)
                return Smalltalk(language, story.as_of, match.smalltalk, title, suggestions=examples)
            case _:
                assert_never(match.decision)

    def entry(self, entry_id: str, language: str) -> QueryReply | None:
        """Return what a fact, gap or conflict says when asked for by id; None for an unknown id."""
        known = self._entries.get((entry_id, language)) or self._entry(entry_id, language)
        if known is not None:
            self._entries[entry_id, language] = known
        return known

    def _entry(self, entry_id: str, language: str) -> QueryReply | None:
        show, story = self.showcase, self.knowledge.story
        if entry_id in show.facts:
            conflict = show.conflict_of.get(entry_id)
            return self._facts((entry_id,), language) if conflict is None else self.entry(conflict, language)
        if entry_id in show.conflicts:
            return self._facts(show.sides(entry_id), language, conflict=entry_id)
        gap = show.gaps.get(entry_id)
        if gap is None:
            return None
        text, nearest = show.pick(gap.text, language), show.suggestions(gap.nearest, language)
        shared_as, contact = show.question(gap.id, language), show.contact(language)
        return NotInSource(language, story.as_of, gap.id, text, contact, suggestions=nearest, shared_as=shared_as)

    def asks(self, match: Match) -> bool:
        """Tell whether a query asks anything, or is a comment that a group is better spared an answer to."""
        return bool(match.read_as) or self._asking.asks(match)

    def says_nothing(self, query: str, beside: str = "") -> bool:
        """Tell whether a query says nothing that could be looked up: "please", "???", "hello", "answer".

        "why?" does, unless there is something `beside` it that it can be read with.
        """
        match = self._matcher.match(query)
        return self._asking.says_nothing(match) and self._read_with(beside, None, match) is None

    def led_to(self, query: str) -> Led:
        """Return where a query leads. Remembered: whoever types asks it again with each letter."""
        if query not in self._led:
            match = self._matcher.match(query)
            answer = match.decision is Decision.ANSWER
            entries = (match.conflict or match.answers[0],) if answer else self._near(match)
            if len(self._led) >= LED:
                self._led.clear()
            self._led[query] = Led(entries, match.confidence if answer else 0.0)
        return self._led[query]

    def _near(self, match: Match) -> tuple[str, ...]:
        """Return ids of what is offered beside an outcome that is no answer; of examples none is near."""
        match match.decision:
            case Decision.DID_YOU_MEAN:
                return match.suggestions
            case Decision.NOT_IN_SOURCE:
                gap = self.showcase.gaps.get(match.gap) if match.gap else None
                return (gap.nearest if gap else ()) or self.showcase.relations.beside_abstention(match)
            case _:
                return ()

    def find_entity(self, name: str) -> str | None:
        """Return the id of the entity that a typed name means, None where none is near or two are equally near."""
        return self._names.find_entity(name)

    def _again(self, before: Match, query: str) -> Match | None:
        """Return the outcome before in another language where that is all that is asked for, else None."""
        language = self._following.language_in(words_of(query))
        if language is None:
            return None
        asked = self._following.asked(before)
        return dataclasses.replace(before, query=query, read_as=asked, told=Told((language,), certain=True))

    def _read_with(self, beside: str, before: Match | None, now: Match) -> Match | None:
        """Return the outcome of a fragment read with what it replies to or follows, None where it stands alone."""
        said = self._matcher.match(beside) if beside else None
        for earlier in (said, before):
            for question, read in self._whole_questions(earlier, now):
                if question.about and not self._asking.asks(now):
                    continue  # "he wants peace" asks nothing
                if earlier and self._following.accepts(question, read, earlier, now):
                    return read
        return next((read for question, read in self._whole_questions(said, now) if question.asks), None)

    def _whole_questions(self, earlier: Match | None, now: Match) -> Iterator[tuple[WholeQuestion, Match]]:
        """Yield what a fragment may stand for after what was said or asked earlier, each with its outcome."""
        for question in self._following.questions(earlier, now, self._subject(earlier, now)) if earlier else ():
            read = self._matcher.match(question.text)
            yield (
                question,
                dataclasses.replace(
                    read,
                    query=now.query,
                    read_as=question.text,
                    told=now.told if now.language else read.told,
                ),
            )

    def _subject(self, before: Match, now: Match) -> str:
        """Return the name of the person that an answer is about, as one writes now; "" for none or two."""
        show, facts = self.showcase, [self.showcase.facts[answer] for answer in before.answers]
        persons = {known.about[0] for known in facts if known.about and show.entities[known.about[0]].kind == "person"}
        name = show.entities[persons.pop()].name if len(persons) == 1 else {}
        return show.pick(name, next(iter(now.languages or before.languages), show.languages[0]))

    @cached_property
    def _following(self) -> Following:
        about = {fact.id: fact.about[0] for fact in self.knowledge.facts if fact.about}
        return Following(packs_for(self.knowledge.story.languages), self.knowledge.kinds, about)

    @cached_property
    def completion(self) -> Completion:
        """What an unfinished question may become. Built at the first one: everybody else does without."""
        return Completion(self.knowledge, self.showcase.asked_by, packs_for(self.knowledge.story.languages))

    @cached_property
    def _asking(self) -> Asking:
        # Built at the first reply in a group: the terminal does without.
        return Asking(packs_for(self.knowledge.story.languages))

    @cached_property
    def _names(self) -> Names:
        # Built at the first name that is looked up: a lone question does without.
        return Names(self.knowledge)

    def _answer(self, match: Match, language: str) -> Answer:
        scores = {candidate.entry_id: candidate.score for candidate in reversed(match.candidates)}
        sides = self.showcase.sides(match.conflict or match.differs or "")
        # The side whose source or day was asked for comes first; of a conflict of which none was, the earlier date.
        ids = (*match.answers, *(side for side in sides if side not in match.answers))
        if match.conflict and match.answers in (self.showcase.conflicts[match.conflict].sides, match.answers[:1]):
            ids = sides
        shared = scores.get(match.conflict or match.differs or "", 0.0)
        return self._facts(
            ids,
            language,
            conflict=match.conflict,
            differs=match.differs,
            scores={fact_id: scores.get(fact_id, shared) for fact_id in ids},
            related=self.showcase.relations.beside_answer(match, ids),
            dated=match.dated,
            silence=self.showcase.pick(self.showcase.gaps[match.gap].text, language) if match.gap else "",
        )

    def _facts(
        self,
        ids: tuple[str, ...],
        language: str,
        *,
        conflict: str | None = None,
        differs: str | None = None,
        scores: dict[str, float] | None = None,
        related: tuple[str, ...] = (),
        dated: bool = False,
        silence: str = "",
    ) -> Answer:
        show = self.showcase
        cards = {*ids, *(show.conflict_of.get(fact_id, fact_id) for fact_id in ids)}
        others = tuple(entry_id for entry_id in related if entry_id not in cards)
        return Answer(
            language=language,
            as_of=self.knowledge.story.as_of,
            facts=tuple(show.fact(fact_id, language, (scores or {}).get(fact_id, 0.0)) for fact_id in ids),
            conflict=show.conflict(conflict, language) if conflict else None,
            differs=show.conflict(differs, language) if differs else None,
            suggestions=show.suggestions(others or show.related(ids), language),
            dated=dated,
            silence=silence,
            shared_as=show.question(conflict or ids[0], language),
        )

    def _examples(self, language: str) -> tuple[Suggestion, ...]:
        """Return questions to start with: to what is not about the story, none is near."""
        return self.showcase.suggestions(self.showcase.examples(), language)
