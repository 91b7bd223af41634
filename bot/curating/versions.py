"""Versions of a base: what each makes of a question, found once, and the questions that a change is near to."""

from __future__ import annotations

import dataclasses
import math
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from bot.evaluation.questions import LabelledQuestion
from bot.knowledge.load import load_text
from bot.knowledge.patterns import phrases
from bot.language.pack import packs_for
from bot.language.stems import Stems
from bot.language.text import words_of
from bot.retrieval.match import Explanation
from bot.retrieval.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.knowledge.model import Knowledge
    from bot.retrieval.match import Match

_UNTOLD = Explanation()
BASE = "base"
"""The batch and the kind of the base's own questions, each labelled with its entry."""


class Version:
    """A base as it stands in a file or would stand: it remembers what it made of a question, without the reasons.

    Not for threads that ask at the same time.
    """

    def __init__(self, content: bytes, knowledge: Knowledge) -> None:
        """Index a base that was read from `content`."""
        self.content = content
        self.knowledge = knowledge
        self.matcher = Matcher(knowledge)
        self.nearness: Nearness | None = None
        """What questions were read for a preview, which the next one need not read again."""
        self._found: dict[str, Match] = {}

    def match(self, question: str) -> Match:
        """Return what the base makes of a question; its explanation and all candidates but the first are left out."""
        if question not in self._found:
            match = self.matcher.match(question)
            self._found[question] = dataclasses.replace(match, candidates=match.candidates[:1], explanation=_UNTOLD)
        return self._found[question]

    def has_asked(self, question: str) -> bool:
        """Say whether the question was asked before: to ask it again takes no time."""
        return question in self._found

    def by_its_words(self, question: str) -> str | None:
        """Return the entry that a question gets because it is, word for word, one of the base's own.

        Whatever else the base holds, that entry is the reply. None for any other question; and where sources differ,
        as it is then a matter of whom the question names.
        """
        return self._by_words.get(words_of(question))

    def has_line(self, question: str) -> bool:
        """Say whether a question is, word for word, one of the base's own."""
        return words_of(question) in self._lines

    @cached_property
    def _lines(self) -> frozenset[tuple[str, ...]]:
        return frozenset(words_of(phrasing.text) for phrasing in self.matcher.phrasings)

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], str]:
        differ = {id_ for conflict in self.knowledge.conflicts for id_ in (conflict.id, *conflict.sides)}
        first = {words_of(phrasing.text): phrasing.entry_id for phrasing in reversed(self.matcher.phrasings)}
        return {words: id_ for words, id_ in first.items() if id_ not in differ}

    @cached_property
    def own_questions(self) -> tuple[LabelledQuestion, ...]:
        """The questions of the base, each once, labelled with the entry that it stands in."""
        known = self.knowledge
        conflicts = known.conflict_of
        gaps = {gap.id: gap for gap in known.gaps}
        found: dict[str, LabelledQuestion] = {}
        for phrasing in self.matcher.phrasings:
            gap = gaps.get(phrasing.entry_id)
            accept = {phrasing.entry_id, conflicts.get(phrasing.entry_id, phrasing.entry_id)}
            found.setdefault(
                phrasing.text,
                LabelledQuestion(
                    batch=BASE,
                    split="tune",
                    language=phrasing.language,
                    kind=BASE,
                    ask=phrasing.text,
                    codes=(phrasing.entry_id,),
                    accept=frozenset() if gap else frozenset(accept),
                    abstain=None if gap is None else "off_topic" if gap.off_topic else "not_in_source",
                    gaps=frozenset({gap.id}) if gap else None,
                ),
            )
        return tuple(found.values())


def version_of(content: bytes, name: str = "knowledge.yaml") -> Version:
    """Return the version of a base that stands in the bytes of a file; `name` stands for the file in errors.

    Raises:
        KnowledgeError: it is no base that the bot could use; every problem.
    """
    return Version(content, load_text(content, name))


class Nearness:
    """How near questions are to texts by the words that they share, stop words aside, in any form."""

    def __init__(self, knowledge: Knowledge, asked: Sequence[LabelledQuestion]) -> None:
        """Read every question."""
        packs = packs_for(knowledge.story.languages)
        self._stems = Stems(knowledge.story.languages, packs)
        self._small = frozenset(word for pack in packs for phrase in pack.stop_words for word in words_of(phrase))
        self._stem_of: dict[str, str] = {}
        self._of: dict[str, frozenset[str]] = {}
        self._often: Counter[str] = Counter()
        self.read(asked)

    def read(self, asked: Sequence[LabelledQuestion]) -> None:
        """Read those of the questions that were not read before."""
        for question in asked:
            if question.ask not in self._of:
                stems = self._of[question.ask] = self.stems_of(question.ask)
                self._often.update(stems)

    def stems_of(self, text: str) -> frozenset[str]:
        """Return the stems of the words of a text that say something."""
        return frozenset(self._stem(word) for word in words_of(text) if word not in self._small)

    def likeness(self, question: str, stems: Iterable[str]) -> float:
        """Return how much of a question's words are among `stems`, the rare ones first: from 0 to 1."""
        own = self._of.get(question) or self.stems_of(question)
        weights = {stem: math.sqrt(1 / (1 + self._often[stem])) for stem in own}
        return sum(weights[stem] for stem in own.intersection(stems)) / (sum(weights.values()) or 1.0)

    def _stem(self, word: str) -> str:
        if word not in self._stem_of:
            self._stem_of[word] = self._stems.of(word)
        return self._stem_of[word]


def entries_changed(before: Knowledge, after: Knowledge) -> set[str]:
    """Return the ids of the entries that differ between two bases, new ones and those that are gone among them."""
    old, new = before.by_id, after.by_id
    return {id_ for id_ in {*old, *new} if old.get(id_) != new.get(id_)}


def texts_changed(before: Version, after: Version) -> list[str]:
    """Return the texts that are new or gone: questions, statements, terms and names; of a group its other terms too."""
    old, new = Counter(_texts(before)), Counter(_texts(after))
    return [*((new - old) + (old - new))]


def _texts(version: Version) -> Iterator[str]:
    base = version.knowledge
    for phrasing in version.matcher.phrasings:
        yield phrasing.text
    for fact in base.facts:
        yield from fact.text.values()
    for entity in base.entities:
        yield from entity.name.values()
        yield from (entity.role or {}).values()
        for blocks in (entity.aliases, entity.roles, entity.heard_as):
            yield from blocks.values()
    for group in base.thesaurus.values():
        yield " ".join(term for block in group.values() for term in phrases(block))
