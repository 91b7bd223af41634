"""The model of a knowledge base: what `knowledge.yaml` may hold, as frozen pydantic models.

Checks that need one value stand here and in `fields.py`; checks that need two entries (references, doubled ids) in
`check.py`. Texts per language are plain dicts from a language code of `story.languages` to text.
"""

from __future__ import annotations

import calendar
import datetime as dt
import hashlib
import re
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from bot.knowledge.fields import (
    Day,
    Id,
    Ids,
    LanguageCode,
    LineOrPerLanguage,
    LinePerLanguage,
    Paragraphs,
    PatternBlock,
    PatternsPerLanguage,
    ProsePerLanguage,
)


class Status(StrEnum):
    """What kind of utterance a fact is."""

    STATEMENT = "statement"
    """Somebody said it, in their own name."""
    REPORT = "report"
    """An outlet reported it."""
    ANNOUNCEMENT = "announcement"
    """Somebody said what was going to happen."""
    BACKGROUND = "background"
    """The document tells it itself."""


class Part(BaseModel):
    """Base of every model: frozen, and unknown keys are an error (they are spelling mistakes)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Story(Part):
    """What the base is about. The first of `languages` is the one to fall back to."""

    id: Id
    title: LinePerLanguage
    as_of: Day
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1, max_length=10)]
    overview: Id | None = None
    """The fact that answers "what is this about?"; the first one unless it is given."""
    answers: Literal["cautious", "generous"] | None = None
    """Answers less often and more surely than the measured middle, or the other way round."""
    contact: LineOrPerLanguage | None = None
    """Where to report a mistake: an address, a link or a @name; one for all languages, or one per language."""


class Document(Part):
    """A document that facts are taken from. `paragraphs` is their number, the headline included."""

    id: Id
    title: LinePerLanguage
    date: Day
    paragraphs: Annotated[int, Field(ge=1, le=10_000)]
    publisher: LinePerLanguage | None = None
    url: Annotated[str, StringConstraints(pattern=r"^https?://\S+$", max_length=500)] | None = None


class Source(Part):
    """Who says a fact: a speaker, the outlet it came through, or the document itself.

    `attribution` is the line under a fact, such as "Marco Rubio, as quoted by Suspilne, in the article". `speaker` and
    `outlet` are entity ids; neither is set where the document speaks itself.
    """

    id: Id
    attribution: LinePerLanguage
    speaker: Id | None = None
    outlet: Id | None = None


class Entity(Part):
    """A person, body or place.

    `role` is the office at the time. `aliases` are other spellings and names, shown never but understood always;
    `heard_as` are names that people use and the document does not give. `roles` are phrases that name the entity by its
    office ("the head of the delegation"). `side` is the id of the entity whose side it is on.
    """

    id: Id
    kind: Literal["person", "body", "place"]
    name: LinePerLanguage
    role: LinePerLanguage | None = None
    side: Id | None = None
    aliases: PatternsPerLanguage = Field(default_factory=dict)
    roles: PatternsPerLanguage = Field(default_factory=dict)
    heard_as: PatternsPerLanguage = Field(default_factory=dict)


class Topic(Part):
    """A heading under which facts are browsed."""

    id: Id
    name: LinePerLanguage


class DateRange(Part):
    """Days from `start` to `end`, both included."""

    start: Day
    end: Day

    @model_validator(mode="after")
    def _in_order(self) -> DateRange:
        if self.end < self.start:
            raise ValueError("the end of a date range lies before its start")
        return self


_MONTH_OR_YEAR = re.compile(r"(\d{4})(?:-(\d{2}))?", re.ASCII)


def _days_of(value: object) -> object:
    """Take a month (2025-11) or a year (2025) as the range of its days."""
    written = _MONTH_OR_YEAR.fullmatch(value) if isinstance(value, str) else None
    if written is None:
        return value
    year, first, last = int(written[1]), int(written[2] or 1), int(written[2] or 12)
    try:
        return DateRange(start=dt.date(year, first, 1), end=dt.date(year, last, calendar.monthrange(year, last)[1]))
    except ValueError:  # a thirteenth month, the year 0
        raise ValueError("not a date") from None


_WRITTEN_DAYS = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": r"^\d{4}(-\d{2})?$"},
        {"type": "integer", "minimum": 1, "maximum": 9999},  # what an editor takes a year for
    ]
}
Days = Annotated[Annotated[Day, WithJsonSchema(_WRITTEN_DAYS)] | DateRange, BeforeValidator(_days_of)]


class Fact(Part):
    """One sourced fact.

    `paragraph` is where it stands, or the numbers of all paragraphs that it draws on, the one of its main point first.
    `date` is when it happened or was to happen (a day, a month, a year or a range of days; None where the document
    gives none); `expected` says that the document only expected it. `about` are the ids of the entities that it speaks
    of, the most important first. `detail_of` is the fact that this one restates or zooms in on: overviews (a timeline,
    a dossier) leave details out. `brief` is its line on the timeline, where what
    happened stands by the date of its document if it has a brief and no date. `former_ids` are ids it was once known
    by. `source`, `document` and `status` may be left out of a file where only one is possible (see `defaults.py`).
    """

    id: Id
    text: ProsePerLanguage
    brief: LinePerLanguage | None = None
    source: Id
    document: Id
    paragraph: Paragraphs
    status: Status
    topic: Id
    date: Days | None = None
    expected: bool = False
    about: Ids = ()
    detail_of: Id | None = None
    questions: PatternsPerLanguage
    former_ids: Ids = ()


class Gap(Part):
    """Something that people ask and the document does not answer: an honest `text`, and the `nearest` facts.

    `off_topic` says that its questions have nothing to do with the story, although they share words with it.
    """

    id: Id
    text: ProsePerLanguage
    nearest: Ids = ()
    about: Ids = ()
    off_topic: bool = False
    questions: PatternsPerLanguage
    former_ids: Ids = ()


class Conflict(Part):
    """Facts whose statements differ; `text` says neutrally in what. All `sides` are shown whichever was matched."""

    id: Id
    text: ProsePerLanguage
    sides: Annotated[tuple[Id, ...], Field(min_length=2, max_length=6)]
    questions: PatternsPerLanguage
    former_ids: Ids = ()


AnyEntry = Fact | Gap | Conflict
"""What a query can lead to."""


class Withdrawn(Part):
    """An id that was once in use: links and buttons that carry it get `text` instead of an error."""

    id: Id
    text: ProsePerLanguage


class Knowledge(Part):
    """A whole knowledge base, checked. Order is the file's."""

    story: Story
    documents: Annotated[tuple[Document, ...], Field(min_length=1)]
    topics: tuple[Topic, ...] = ()
    entities: tuple[Entity, ...] = ()
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    gaps: tuple[Gap, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    thesaurus: dict[Id, dict[LanguageCode, PatternBlock]] = Field(default_factory=dict)
    """Concept id -> language -> words and phrases that mean it, separated by commas or line breaks."""

    @property
    def entries(self) -> tuple[AnyEntry, ...]:
        """Facts, gaps and conflicts."""
        return (*self.facts, *self.gaps, *self.conflicts)

    @property
    def by_id(self) -> dict[str, AnyEntry]:
        """Every entry by its id."""
        return {entry.id: entry for entry in self.entries}

    @property
    def conflict_of(self) -> dict[str, str]:
        """The conflict that a fact is a side of, by the ids of both."""
        return {side: conflict.id for conflict in self.conflicts for side in conflict.sides}

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each entity by its id."""
        return {entity.id: entity.kind for entity in self.entities}

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that tell one base from another: comments and layout make no difference."""
        return hashlib.sha256(self.model_dump_json(warnings=False).encode()).hexdigest()[:12]
