"""What a command may know: the base, the person's language, and the last match if the caller kept it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answering.language import reply_language
from bot.answering.reply import CommandReply, Responded

if TYPE_CHECKING:
    import datetime as dt

    from bot.answering.reply import Suggestion
    from bot.answering.responder import Responder
    from bot.answering.showing import Showcase
    from bot.knowledge.model import Knowledge
    from bot.retrieval.match import Match

CommandOutcome = CommandReply | Responded
"""A command's own reply, or, from /ask, a reply to a question with its match."""


@dataclass(frozen=True, slots=True)
class CommandContext:
    """Built by the front end for each command: cheap, and without anything of Telegram's.

    `fixed_language` is that of `--lang` or of a button, `last_language` that of the chat's last question,
    `language_code` the person's. `last_match` is that of the last question; None where the front end keeps none.
    """

    responder: Responder
    fixed_language: str | None = None
    language_code: str | None = None
    last_match: Match | None = None
    last_language: str | None = None

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
