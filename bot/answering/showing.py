"""From entries of the base to the values that replies carry, in one language."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from bot.answering.related import RELATED, Relations
from bot.answering.reply import ShownConflict, ShownFact, SourceRef, Suggestion
from bot.knowledge.model import Conflict, DateRange, Entity, Fact, Gap
from bot.knowledge.patterns import expand_line, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.knowledge.model import Knowledge


def start_of(date: dt.date | DateRange | None) -> dt.date:
    """Return the first day of a date, for sorting; undated things sort last."""
    match date:
        case None:
            return dt.date.max
        case DateRange():
            return date.start
        case _:
            return date


def end_of(date: dt.date | DateRange) -> dt.date:
    """Return the last day of a date."""
    return date.end if isinstance(date, DateRange) else date


def in_language(texts: Mapping[str, str], language: str, languages: Iterable[str]) -> str:
    """Return the text in `language`, else in the first of `languages` that has one, else any; "" if there is none."""
    for code in (language, *languages):
        if code in texts:
            return texts[code]
    return next(iter(texts.values()), "")


def as_question(block: str) -> str:
    """Return the first phrasing of a block of patterns as one would print it: "who resigned" -> "Who resigned?"."""
    _, line = next(lines_of(block), (0, ""))
    phrasing = next(iter(expand_line(line)), "").rstrip("?.! ")
    return f"{phrasing[0].upper()}{phrasing[1:]}?" if phrasing else ""


class Showcase:
    """Looks entries up by id and dresses them for a reply. Built once per base; every look-up is a dictionary's."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.languages = knowledge.story.languages
        self.facts: dict[str, Fact] = {fact.id: fact for fact in knowledge.facts}
        self.gaps: dict[str, Gap] = {gap.id: gap for gap in knowledge.gaps}
        self.conflicts: dict[str, Conflict] = {conflict.id: conflict for conflict in knowledge.conflicts}
        self.entities: dict[str, Entity] = {entity.id: entity for entity in knowledge.entities}
        self.sources = {source.id: source for source in knowledge.sources}
        self.documents = {document.id: document for document in knowledge.documents}
        self._questions: dict[tuple[str, str], str] = {}
        self.conflict_of = knowledge.conflict_of

    @cached_property
    def relations(self) -> Relations:
        """What the facts have in common."""
        return Relations(self.knowledge)

    @cached_property
    def former_ids(self) -> dict[str, str]:
        """Ids that entries were once known by, with their ids of today."""
        return {former: entry.id for entry in self.knowledge.entries for former in entry.former_ids}

    def has(self, entry_id: str) -> bool:
        """Tell whether the base has an entry, by its id of today or a former one."""
        current = self.former_ids.get(entry_id, entry_id)
        return current in self.facts or current in self.conflicts or current in self.gaps

    def pick(self, texts: Mapping[str, str], language: str) -> str:
        """Return the text in `language`, or in the story's next language that has one."""
        return in_language(texts, language, self.languages)

    def contact(self, language: str) -> str:
        """Return where a mistake may be reported, "" where the base does not say."""
        return self.pick(self.knowledge.story.contact or {}, language)

    def fact(self, fact_id: str, language: str, score: float = 0.0) -> ShownFact:
        """Dress a fact that has this `score` (0 to 1)."""
        fact = self.facts[fact_id]
        document, source = self.documents[fact.document], self.sources[fact.source]
        owner = source.speaker or source.outlet
        return ShownFact(
            id=fact.id,
            text=self.pick(fact.text, language),
            attribution=self.pick(source.attribution, language),
            source=SourceRef(
                document=document.id,
                title=self.pick(document.title, language),
                publisher=self.pick(document.publisher, language) if document.publisher else None,
                url=document.url,
                date=document.date,
                paragraph=fact.paragraph,
                paragraphs=document.paragraphs,
                only=len(self.documents) == 1,
            ),
            status=fact.status,
            date=fact.date,
            expected=fact.expected,
            score=score,
            owner=self.pick(self.entities[owner].name, language) if owner else "",
            brief=self.pick(fact.brief, language) if fact.brief else "",
        )

    def conflict(self, conflict_id: str, language: str) -> ShownConflict:
        """Dress a conflict's neutral line."""
        return ShownConflict(conflict_id, self.pick(self.conflicts[conflict_id].text, language))

    def sides(self, conflict_id: str) -> tuple[str, ...]:
        """Return the ids of a conflict's facts in date order: equal weight, () for no conflict."""
        sides = self.conflicts[conflict_id].sides if conflict_id in self.conflicts else ()
        return tuple(sorted(sides, key=lambda fact_id: start_of(self.facts[fact_id].date)))

    def suggestion(self, entry_id: str, language: str) -> Suggestion | None:
        """Return a question to tap, or None where the entry is unknown or has no question."""
        question = "" if entry_id in self.gaps else self.question(entry_id, language)
        return Suggestion(entry_id, question) if question else None

    def question(self, entry_id: str, language: str) -> str:
        """Return the first question of a fact, gap or conflict as one would print it, "" for an unknown id."""
        entry = self.facts.get(entry_id) or self.conflicts.get(entry_id) or self.gaps.get(entry_id)
        if entry is None:
            return ""
        known = self._questions.get((entry_id, language))
        if known is None:
            known = self._questions[entry_id, language] = as_question(self.pick(entry.questions, language))
        return known

    @cached_property
    def asked_by(self) -> dict[str, tuple[str, str]]:
        """The question of every entry, as it is printed, with the entry and the language; the first of two alike."""
        found: dict[str, tuple[str, str]] = {}
        for language in self.languages:
            for entry_id in (*self.conflicts, *self.facts, *self.gaps):
                found.setdefault(self.question(entry_id, language), (entry_id, language))
        return found

    def suggestions(self, entry_ids: Iterable[str], language: str) -> tuple[Suggestion, ...]:
        """Return the questions of those entries that have one, in order, each card once (see `apart`)."""
        found = (self.suggestion(entry_id, language) for entry_id in self.apart(entry_ids))
        return tuple(suggestion for suggestion in found if suggestion)

    def apart(self, entry_ids: Iterable[str]) -> tuple[str, ...]:
        """Return ids in order without those that open the same card as one before: another side of its conflict."""
        cards: dict[str, str] = {}
        for entry_id in entry_ids:
            cards.setdefault(self.conflict_of.get(entry_id, entry_id), entry_id)
        return tuple(cards.values())

    def related(self, shown: Iterable[str]) -> tuple[str, ...]:
        """Return ids of facts that have to do with those `shown`, none of which opens the card of one of them."""
        seen = tuple(dict.fromkeys(shown))
        cards = {self.conflict_of.get(fact_id, fact_id) for fact_id in seen}
        near = self.relations.nearest(seen, RELATED + len(self.conflict_of))
        return tuple(i for i in self.apart(near) if self.conflict_of.get(i, i) not in cards)[:RELATED]

    def examples(self, limit: int = RELATED) -> tuple[str, ...]:
        """Return ids of facts to start with: the first of each topic, in the order of the topics, then any."""
        first_of = {fact.topic: fact.id for fact in reversed(self.knowledge.facts)}
        topics = (*(topic.id for topic in self.knowledge.topics), *reversed(first_of))
        firsts = (first_of[topic] for topic in topics if topic in first_of)
        return self.apart((*firsts, *self.facts))[:limit]
