"""What commands say: frozen values, complete enough to be rendered without looking anything up.

Texts of the base stand here in the reply's `language`; interface sentences come from the catalogues.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from bot.answering.reply import QueryReply, ShownConflict, ShownFact, SourceRef, Suggestion
    from bot.retrieval.match import Match


@dataclass(frozen=True, slots=True)
class CommandLine:
    """One row of /help: `argument` and `description` are keys of the catalogues, `argument` "" where there is none."""

    name: str
    argument: str
    description: str


@dataclass(frozen=True, slots=True)
class EntityRef:
    """A person, body or place to tap; `role` is the office at the time, "" where the base gives none."""

    id: str
    name: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class TopicRef:
    """A heading with the number of facts under it."""

    id: str
    name: str
    facts: int


@dataclass(frozen=True, slots=True)
class Welcome:
    """/start: what the bot is about, from when, and what to ask."""

    language: str
    as_of: dt.date
    title: str
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """/help: the table of commands (those of the menu first) and example questions."""

    language: str
    as_of: dt.date
    menu: tuple[CommandLine, ...]
    more: tuple[CommandLine, ...]
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class About:
    """/about: what the answers are taken from and where to report a mistake."""

    language: str
    as_of: dt.date
    title: str
    facts: int
    gaps: int
    conflicts: int
    documents: tuple[SourceRef, ...]
    contact: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who says facts of the base, as attributed, and how many."""

    attribution: str
    facts: int


@dataclass(frozen=True, slots=True)
class Sources:
    """/sources: the documents (their `paragraph` is 0) and the voices in them, the most frequent first."""

    language: str
    as_of: dt.date
    documents: tuple[SourceRef, ...]
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class ConflictCard:
    """Statements that differ: the neutral line and all sides in date order."""

    conflict: ShownConflict
    sides: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class Conflicts:
    """/conflicts: every place where sources differ; may be empty."""

    language: str
    as_of: dt.date
    cards: tuple[ConflictCard, ...]


@dataclass(frozen=True, slots=True)
class EntryCard:
    """/fact ID: the entry's reply; `former_id` is the id it was asked by where that is not its id of today, else ""."""

    language: str
    as_of: dt.date
    entry: QueryReply
    former_id: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawnEntry:
    """An id that was in use once; `text` says why it is not."""

    language: str
    as_of: dt.date
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class UnknownEntry:
    """An id that the base has never had ("" where none was given), with ids spelt like it."""

    language: str
    as_of: dt.date
    id: str
    nearest: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class People:
    """/who without a name, or with one that is not in the base (`asked`, as the person typed it, shortened)."""

    language: str
    as_of: dt.date
    asked: str
    people: tuple[EntityRef, ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """/who NAME: the entity, its side, every statement `by` it and every fact `about` it, in the file's order."""

    language: str
    as_of: dt.date
    entity: EntityRef
    side: EntityRef | None
    by: tuple[ShownFact, ...]
    about: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """/timeline: what happened and what was only expected, each by date."""

    language: str
    as_of: dt.date
    happened: tuple[ShownFact, ...]
    expected: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class Topics:
    """/topics: the headings that have facts, in the file's order."""

    language: str
    as_of: dt.date
    topics: tuple[TopicRef, ...]


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One page of a topic's facts; `page` counts from 1 to `pages`. Each fact comes with its question, to tap."""

    language: str
    as_of: dt.date
    topic: TopicRef
    page: int
    pages: int
    facts: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """/why: how the last question was matched; `match` is None where there was none."""

    language: str
    as_of: dt.date
    match: Match | None


@dataclass(frozen=True, slots=True)
class Privacy:
    """/privacy: what is stored and whom to write to."""

    language: str
    as_of: dt.date
    contact: str


@dataclass(frozen=True, slots=True)
class NeedsQuestion:
    """/ask without a question: what to write, with examples to tap."""

    language: str
    as_of: dt.date
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class UnknownCommand:
    """A command that there is not; `nearest` is the name spelt most like it, "" where none is near."""

    language: str
    as_of: dt.date
    name: str
    nearest: str


CommandReply = (
    Welcome
    | Help
    | About
    | Sources
    | Conflicts
    | EntryCard
    | WithdrawnEntry
    | UnknownEntry
    | People
    | Dossier
    | Timeline
    | Topics
    | TopicPage
    | Why
    | Privacy
    | NeedsQuestion
    | UnknownCommand
)
"""What a command can get, beside the replies to questions that /ask gives."""
