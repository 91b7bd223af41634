"""The replies: frozen values, each complete enough to be rendered without looking anything up.

Every text in a reply was curated in the base, in the reply's `language`. Interface sentences ("I do not know") are not
here: renderers take them from the catalogues. What a command says stands beside the command.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    import datetime as dt

    from bot.knowledge.model import DateRange, Status
    from bot.retrieval.match import Match


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a fact stands: the numbers in `paragraph` of the `paragraphs` that there are, the headline included.

    `only` says that the base has no other document, so that none need be told from another.
    """

    document: str
    title: str
    publisher: str | None
    url: str | None
    date: dt.date
    paragraph: tuple[int, ...]
    paragraphs: int
    only: bool = False


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact in one language. `attribution` is one line; `score` runs from 0 to 1 (0 where nothing was matched).

    `owner` is the name of whoever says it, or of the outlet; "" where the document itself speaks. `brief` is the fact
    in a few words, "" where the base has none.
    """

    id: str
    text: str
    attribution: str
    source: SourceRef
    status: Status
    date: dt.date | DateRange | None
    expected: bool
    score: float = 0.0
    owner: str = ""
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question to tap; `id` is the fact or conflict that answers it."""

    id: str
    question: str


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """In what the sides differ, neutrally."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What every reply has: a language, the day as of which the base stands, and maybe questions to tap."""

    language: str
    as_of: dt.date
    suggestions: tuple[Suggestion, ...] = field(default=(), kw_only=True)
    read_as: str = field(default="", kw_only=True)
    """What a question was read as that only follows the one before, or which of several is answered; "" as well where
    that cannot be repeated."""
    shared_as: str = field(default="", kw_only=True)
    """The question of the entry that is shown, by which others find it; "" where none is."""
    is_repeated: ClassVar[bool] = False
    """Whether a group is told it twice within minutes; to any other reply it is pointed."""


@dataclass(frozen=True, slots=True)
class CommandReply(Reply):
    """What a command says. Each command has a kind of its own, and each kind its composer."""

    asks_back: ClassVar[bool] = False
    """Whether it asks for the command's argument: what is said in reply to it is one."""


@dataclass(frozen=True, slots=True)
class Answer(Reply):
    """One to three facts, best first; with `conflict`, all its sides in date order.

    A side whose day was asked for comes before the others.

    `differs` is the conflict of which the source of one side was asked for: that side comes first, then the others.
    """

    facts: tuple[ShownFact, ...]
    conflict: ShownConflict | None = None
    differs: ShownConflict | None = None
    dated: bool = False
    """The query asked for now or the latest: the date comes first."""
    silence: str = ""
    """The honest sentence of a gap that another of several questions asks for, "" where none does."""


@dataclass(frozen=True, slots=True)
class DidYouMean(Reply):
    """Nothing sure enough to be an answer: up to three near questions, the nearest first."""


@dataclass(frozen=True, slots=True)
class NotInSource(Reply):
    """About the story, and not held. `text` is the gap's honest sentence, None where no gap matched.

    `contact` is where to report a mistake, "" where the base does not say.
    """

    gap: str | None
    text: str | None
    contact: str
    dated: bool = False


@dataclass(frozen=True, slots=True)
class OffTopic(Reply):
    """About something else; `title` is what the bot is about, `contact` as in `NotInSource`."""

    title: str
    contact: str


@dataclass(frozen=True, slots=True)
class Unclear(Reply):
    """Empty, gibberish or a lone stop word."""


@dataclass(frozen=True, slots=True)
class Smalltalk(Reply):
    """A greeting, thanks or a farewell: `topic` is "greeting", "thanks", "farewell", "about-bot" or "privacy"."""

    is_repeated: ClassVar[bool] = True
    topic: str
    title: str


QueryReply = Answer | DidYouMean | NotInSource | OffTopic | Unclear | Smalltalk
"""What a question can get: a closed union, so that a new kind is a type error until every renderer knows it."""


@dataclass(frozen=True, slots=True)
class Responded:
    """A reply together with the match it came from, for `--json`, `--explain` and the playground's panel."""

    reply: QueryReply
    match: Match
