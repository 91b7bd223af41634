"""What handlers work with: the responder, what is remembered, the catalogues. Built once, passed to every handler."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.answering.commands import run_command
from bot.answering.context import CommandContext
from bot.answering.language import fallback_language
from bot.answering.reply import Responded
from bot.handlers.memory import Bounded, Memory
from bot.rendering.catalogue import catalogue
from bot.rendering.html import render_notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import User

    from bot.answering.context import CommandOutcome
    from bot.answering.reply import Reply
    from bot.answering.responder import Responder
    from bot.retrieval.match import Match

Conversation = tuple[int, int | None, int]
"""A chat, its topic and the person: state of one is nobody else's."""
_LAST_MATCHES = 200
"""Conversations whose last match `/why` can explain."""


@dataclass(slots=True)
class Surroundings:
    """Everything handlers share.

    `responder` may be replaced while running; a reply uses one.
    """

    responder: Responder
    memory: Memory = field(default_factory=Memory)
    clock: Callable[[], float] = time.monotonic
    last_matches: Bounded[Conversation, Match] = field(default_factory=lambda: Bounded(_LAST_MATCHES))

    def reply(self, name: str, argument: str, *, language_code: str | None, conversation: Conversation) -> Reply:
        """Run a command; `ask` with an empty argument is a bare /ask, not an empty question (see `answer`)."""
        return self._note(run_command(name, argument, self.context(language_code, conversation)), conversation)

    def answer(self, query: str, *, language_code: str | None, conversation: Conversation) -> Reply:
        """Answer a question, the empty one included."""
        return self._note(self.responder.respond(query, language_code=language_code), conversation)

    def context(self, language_code: str | None, conversation: Conversation | None = None) -> CommandContext:
        """Return what a command may know."""
        return CommandContext(
            self.responder,
            language_code=language_code,
            last_match=self.last_matches.get(conversation) if conversation else None,
        )

    def language_of(self, user: User | None) -> str:
        """Return the language for a sentence of the interface.

        The person's where the story has it, else the story's first.
        """
        return fallback_language(self.responder.knowledge.story.languages, user.language_code if user else None)

    def sentence(self, key: str, language: str, **values: object) -> str:
        """Return a sentence of the interface."""
        return catalogue(language)(key, **values)

    def notice(self, key: str, language: str) -> str:
        """Return a sentence of the interface as a message of its own, in HTML."""
        return render_notice(key, language, self.responder.knowledge.story.as_of)

    def unwrapped(self, outcome: CommandOutcome) -> Reply:
        """Return the reply of an outcome."""
        return outcome.reply if isinstance(outcome, Responded) else outcome

    def _note(self, outcome: CommandOutcome, conversation: Conversation) -> Reply:
        if isinstance(outcome, Responded):
            self.last_matches.put(conversation, outcome.match)
        return self.unwrapped(outcome)
