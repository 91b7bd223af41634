"""What a command may know: the base, the person's language, and the last match if the caller kept it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.language import reply_language
from bot.answering.reply import CommandReply, Responded

if TYPE_CHECKING:
    import datetime as dt

    from bot.answering.chat_settings import Chosen
    from bot.answering.reply import Suggestion
    from bot.answering.responder import Responder
    from bot.answering.showing import Showcase
    from bot.knowledge.model import Knowledge
    from bot.retrieval.match import Match

CommandOutcome = CommandReply | Responded
"""A command's own reply, or, from /ask, a reply to a question with its match."""


Counted = tuple[tuple[str, int], ...]
"""Kinds of things that were kept, as `rendering` calls them, and how many of each were deleted; none is 0."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted of a person and of a chat.

    None for what was not to be deleted: nobody's where a chat speaks, a group's where its admins alone may. `complete`
    is False where the database was away.
    """

    of_person: Counted | None = ()
    of_chat: Counted | None = None
    in_group: bool = False
    complete: bool = True


@dataclass(frozen=True, slots=True)
class InGroup:
    """What the bot is to a group: its own name, without the @, and whether it is shown all that is written there."""

    username: str
    hears_all: bool


@dataclass(frozen=True, slots=True)
class Modes:
    """By which name the bot is asked where it is no member: while one types, or by a mention; "" for not at all."""

    inline_as: str = ""
    guest_as: str = ""


NOWHERE = Modes()
"""What a front end has that is not Telegram's."""


@dataclass(frozen=True, slots=True)
class CommandContext:
    """Built by the front end for each command: cheap, and without anything of Telegram's.

    `fixed_language` is that of `--lang` or of a button, `last_language` that of the chat's last question,
    `language_code` the person's. `last_match` is that of the last question; None where the front end keeps none.
    `before` is the match of the question whose answer the command replies to, `beside` what somebody else said that it
    replies to.
    `keeps_texts` says that questions that go unanswered are kept, `deletion` what /forget has deleted, `chosen` what
    /settings shows, None where there is no chat; `group` is set in groups, for what introduces the bot.
    `modes` are the front end's. `by_mention` and `wordless` say how /ask was asked without a question, as in
    `NeedsQuestion`.
    """

    responder: Responder
    fixed_language: str | None = None
    language_code: str | None = None
    last_match: Match | None = None
    before: Match | None = None
    beside: str = ""
    last_language: str | None = None
    keeps_texts: bool = False
    deletion: Deletion | None = None
    chosen: Chosen | None = None
    group: InGroup | None = None
    modes: Modes = NOWHERE
    by_mention: bool = False
    wordless: bool = False

    @property
    def knowledge(self) -> Knowledge:
        """The base."""
        return self.responder.knowledge

    @property
    def as_of(self) -> dt.date:
        """The day as of which the base stands."""
        return self.knowledge.story.as_of

    @property
    def showcase(self) -> Showcase:
        """The base's entries, ready to be dressed."""
        return self.responder.showcase

    @property
    def language(self) -> str:
        """The language that commands reply in."""
        return reply_language(
            self.knowledge.story.languages,
            fixed=self.fixed_language,
            last=self.last_language,
            language_code=self.language_code,
        )

    def examples(self) -> tuple[Suggestion, ...]:
        """Return questions to start with."""
        return self.showcase.suggestions(self.showcase.examples(), self.language)
