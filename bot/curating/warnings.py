"""What a base may hold and had better not: warnings for whoever edits it. None of them keeps the bot from running."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.curating.alike import Asked, alike
from bot.curating.traps import traps_in
from bot.errors import Problem
from bot.knowledge.patterns import expand_line, lines_of, phrases
from bot.language.pack import packs_for
from bot.retrieval.naming import Naming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.knowledge.model import AnyEntry, Knowledge
    from bot.knowledge.positions import Path, Positions
    from bot.language.pack import Pack

FEW_QUESTIONS = 2
"""One phrasing finds itself and little else."""
MANY_LINES = 40
"""Lines of questions that an entry has in one language: twice the 17 of the shipped base's longest at 120 columns.
Ten lines an entry answer nearly as much as all (docs/knowledge.md)."""
MANY_TERMS = 20
"""Terms that a group of the thesaurus has in one language. Four invented stories have four at most; more are seldom
read again, and the first that means something else as well takes answers away."""
LONG_TEXT = 350
"""Characters; about six lines on a telephone, beyond which a reply is no longer read."""
LONG_QUESTION = 120
"""Characters; nobody types more in one go, and a button shows less."""

_QUOTATION = re.compile(r"«[^»]*»|“[^”]*”|„[^“”]*[“”]|\"[^\"]*\"")
"""Quoted words are the speaker's: they may speak of today."""


def warnings_of(knowledge: Knowledge, positions: Positions) -> list[Problem]:
    """Return what a curator should look at, in file order. `positions` may be empty: then no warning has a line.

    The base must be one that the loader accepted: its references and patterns are taken to be right.
    """
    review = _Review(knowledge, positions)
    found = [
        *review.contact(),
        *review.entities(),
        *review.unused("topics", {fact.topic for fact in knowledge.facts}),
        *review.unused("sources", {fact.source for fact in knowledge.facts}),
        *review.unused("documents", {fact.document for fact in knowledge.facts}),
        *review.questions(),
        *review.coincidences(),
        *review.texts(),
        *review.thesaurus(),
        *traps_in(knowledge, positions, review.naming),
    ]
    return sorted(found, key=lambda problem: (problem.line, problem.column))


class _Review:
    def __init__(self, knowledge: Knowledge, positions: Positions) -> None:
        self._knowledge = knowledge
        self._positions = positions
        packs = packs_for(knowledge.story.languages)
        self.naming = Naming(packs)
        self._present = {pack.language: present_tense_of(pack) for pack in packs if pack.present_tense}
        self._answers: list[tuple[Path, AnyEntry]] = [
            *((("facts", index), fact) for index, fact in enumerate(knowledge.facts)),
            *((("gaps", index), gap) for index, gap in enumerate(knowledge.gaps)),
            *((("conflicts", index), conflict) for index, conflict in enumerate(knowledge.conflicts)),
        ]
        self._questions = {
            (*path, "questions", language): _lines_by_question(block)
            for path, answer in self._answers
            for language, block in answer.questions.items()
        }

    def contact(self) -> Iterator[Problem]:
        """Yield a story that does not say where to report a mistake: its replies then leave that out."""
        if self._knowledge.story.contact is None:
            yield self._warning(
                ("story",),
                "story",
                "nobody is named to whom a mistake may be reported",
                "add `contact:` with an address, a link or a @name of your own",
            )

    def entities(self) -> Iterator[Problem]:
        """Yield entities that no fact or gap is about, that nobody speaks for and nobody sides with."""
        base = self._knowledge
        asked: set[str | None] = {name for fact in base.facts for name in fact.about}
        asked |= {name for gap in base.gaps for name in gap.about}
        asked |= {name for source in base.sources for name in (source.speaker, source.outlet)}
        asked |= {entity.side for entity in base.entities}
        for index, entity in enumerate(base.entities):
            if entity.id not in asked:
                yield self._warning(
                    ("entities", index),
                    entity.id,
                    "is never asked about",
                    "name it under `about` of a fact, or remove it",
                )

    def unused(self, section: str, used: set[str]) -> Iterator[Problem]:
        """Yield entries of a section that no fact names."""
        for index, entry in enumerate(getattr(self._knowledge, section)):
            if entry.id not in used:
                yield self._warning(
                    (section, index), entry.id, "is named by no fact", "name it in a fact, or remove it"
                )

    def questions(self) -> Iterator[Problem]:
        """Yield answers with too few questions in a language, and questions too long to be asked."""
        for path, answer in self._answers:
            for language in self._knowledge.story.languages:
                at = (*path, "questions", language)
                asked = self._questions.get(at, {})
                if not asked:
                    yield self._warning(
                        (*path, "questions"),
                        answer.id,
                        f"no questions in '{language}'",
                        f"add `{language}:` with two or three",
                    )
                elif len(asked) < FEW_QUESTIONS and path[0] == "facts":
                    yield self._warning(
                        at, answer.id, f"one question only in '{language}'", "ask it in another way as well"
                    )
                if (lines := len({*asked.values()})) > MANY_LINES:
                    message = f"{lines} lines of questions in '{language}'; {MANY_LINES} are many"
                    yield self._warning(at, answer.id, message, "remove those that say the same, or make two entries")
                longest = max(asked, key=len, default="")
                if len(longest) > LONG_QUESTION:
                    message = f"a question of {len(longest)} characters in '{language}'"
                    yield self._warning(at, answer.id, message, "ask as people type", line=asked[longest])

    def coincidences(self) -> Iterator[Problem]:
        """Yield pairs of answers with nearly the same question; sides of one conflict may share theirs."""
        together = {(conflict.id, side) for conflict in self._knowledge.conflicts for side in conflict.sides}
        together |= {
            (one, other) for conflict in self._knowledge.conflicts for one in conflict.sides for other in conflict.sides
        }
        ids = {path: answer.id for path, answer in self._answers}
        for language in self._knowledge.story.languages:
            asked = [
                Asked(path, question, line)
                for path in ids
                for question, line in self._questions.get((*path, "questions", language), {}).items()
            ]
            for one, other in alike(asked, self.naming.articles[language]):
                pair = ids[one.by], ids[other.by]
                if pair in together or pair[::-1] in together:
                    continue
                line = self._positions.within((*one.by, "questions", language), one.line, 1).line
                beside = f"{pair[0]} (line {line})" if line else pair[0]
                yield self._warning(
                    (*other.by, "questions", language),
                    pair[1],
                    f"'{other.question}' is nearly a question of {beside}: '{one.question}'",
                    "make one of the two more exact",
                    line=other.line,
                )

    def texts(self) -> Iterator[Problem]:
        """Yield texts that are too long, or read as if they were written today."""
        for path, answer in self._answers:
            for language, text in answer.text.items():
                at = (*path, "text", language)
                if len(text) > LONG_TEXT:
                    yield self._warning(
                        at,
                        answer.id,
                        f"a text of {len(text)} characters in '{language}'",
                        "say it shorter, or in two facts",
                    )
                words = self._present.get(language)
                if words and (match := words.search(_QUOTATION.sub(" ", text))):
                    yield self._warning(
                        at, answer.id, f"'{match[0]}' reads as if it were today", "put it in the past, or name the day"
                    )

    def thesaurus(self) -> Iterator[Problem]:
        """Yield groups that join nothing, and groups of which no word stands in a question or a name."""
        used = _words_of(" ".join(self._all_phrasings()))
        for name, group in self._knowledge.thesaurus.items():
            terms = {language: phrases(block) for language, block in group.items()}
            members = [term for of_language in terms.values() for term in of_language]
            at: Path = ("thesaurus", name)
            if len(members) < 2:  # noqa: PLR2004 - a group joins at least two
                yield self._warning(
                    at, name, "a group of one joins nothing", "add a word that means the same, or remove it"
                )
            elif not any(_words_of(member) <= used for member in members):
                yield self._warning(
                    at,
                    name,
                    "none of its words stands in any question or name",
                    "remove it, or use one of them in a question",
                )
            for language, of_language in terms.items():
                if len(of_language) > MANY_TERMS:
                    message = f"{len(of_language)} terms in '{language}'; {MANY_TERMS} are many"
                    yield self._warning((*at, language), name, message, "keep what people say for just this")

    def _all_phrasings(self) -> Iterator[str]:
        for asked in self._questions.values():
            yield from asked
        for entity in self._knowledge.entities:
            yield from (*self.naming.names(entity), *self.naming.offices(entity), *self.naming.heard_names(entity))

    def _warning(self, path: Path, where: str, message: str, advice: str, *, line: int = 0) -> Problem:
        """Return a warning at a value, or at a line of it, from 1."""
        place = self._positions.within(path, line, 1) if line else self._positions.of(path)
        return Problem(place.line, place.column, where, message, advice)


def present_tense_of(pack: Pack) -> re.Pattern[str]:
    """Return what finds words that read as if they were written today: a document is old the day after it appears."""
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, pack.present_tense))})\b", re.IGNORECASE)


def _lines_by_question(block: str) -> dict[str, int]:
    """Return the questions of a block in order, each with the line that it stands in first."""
    found: dict[str, int] = {}
    for number, line in lines_of(block):
        for question in expand_line(line, number):
            found.setdefault(question, number)
    return found


def _words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
