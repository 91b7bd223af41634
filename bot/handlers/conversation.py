"""A message in, its answer out: what all surfaces have in common. Built once, passed to every handler."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telegram.error import BadRequest

from bot.answering.commands import run_command
from bot.answering.context import CommandContext
from bot.answering.language import fallback_language
from bot.answering.reply import Responded, Unclear
from bot.handlers import addressing
from bot.handlers.delivery import Place, Speech, replace, send
from bot.handlers.memory import Answered, Bounded, Memory
from bot.handlers.speech import markup, speech_of
from bot.rendering.html import render_notice
from bot.rendering.keyboards import keyboard_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot, Message, User

    from bot.answering.context import CommandOutcome
    from bot.answering.reply import Reply
    from bot.answering.responder import Responder
    from bot.handlers.addressing import Asked
    from bot.retrieval.match import Match

_QUESTION_MARKS = "?\N{FULLWIDTH QUESTION MARK}\N{ARABIC QUESTION MARK}"


Conversation = tuple[int, int | None, int]
"""A chat, its topic and the person: state of one is nobody else's."""
_LAST_MATCHES = 200
"""Conversations whose last match `/why` can explain."""


@dataclass(slots=True)
class Conversations:
    """Answers messages and keeps answers in step with edited questions.

    `responder` may be replaced while running; a reply uses one.
    """

    responder: Responder
    memory: Memory = field(default_factory=Memory)
    clock: Callable[[], float] = time.monotonic
    last_matches: Bounded[Conversation, Match] = field(default_factory=lambda: Bounded(_LAST_MATCHES))

    def context(self, language_code: str | None, conversation: Conversation | None = None) -> CommandContext:
        """Return what a command may know."""
        last_match = self.last_matches.get(conversation) if conversation else None
        return CommandContext(self.responder, language_code=language_code, last_match=last_match)

    def language_of(self, user: User | None) -> str:
        """Return the language for a sentence of the interface.

        The person's where the story has it, else the story's first.
        """
        return fallback_language(self.responder.knowledge.story.languages, user.language_code if user else None)

    def notice(self, key: str, language: str) -> str:
        """Return a sentence of the interface as a message of its own, in HTML."""
        return render_notice(key, language)

    async def answer(self, bot: Bot, message: Message, asked: Asked, *, language_code: str | None) -> None:
        """Send the answer to what `message` asks."""
        reply = self._reply(message, asked, language_code)
        in_group = addressing.is_group(message)
        if in_group and _is_chatter(asked, reply):
            return
        place = Place(message.chat.id, addressing.thread_of(message), asked.message_id if in_group else None)
        if asked.plain and not asked.argument:  # a sticker, a voice message: nothing to look up
            notice = self.notice("unreadable.text", reply.language)
            ids = await send(bot, place, Speech((notice,), markup(keyboard_of(reply), asker=None)))
        else:
            ids = await self.say(bot, place, reply, asker=_sender(message) if in_group else None)
        self._remember(message, asked, ids)

    async def say(self, bot: Bot, place: Place, reply: Reply, *, asker: int | None) -> tuple[int, ...]:
        """Send a reply and return its messages; `asker` is None in private.

        In a group, what was said there a moment ago is pointed to instead.
        """
        speech = speech_of(reply, asker=asker)
        if asker is None or not reply.is_long:
            return await send(bot, place, speech)
        pointer = await self._pointed(bot, place, reply, speech)
        if pointer:
            return pointer
        ids = await send(bot, place, speech)
        self._note_said(place, speech, ids)
        return ids

    def said_lately(self, place: Place, reply: Reply) -> bool:
        """Tell whether the same was said there a moment ago."""
        key = "\n".join(speech_of(reply, asker=None).html)
        return self.memory.said_lately(place.chat_id, place.thread_id, key, self.clock()) is not None

    async def answer_again(self, bot: Bot, message: Message, asked: Asked | None, *, language_code: str | None) -> None:
        """Bring the answer to an edited message up to date; `asked` is None where it asks nothing any more.

        An answer that is not remembered (the bot was restarted) is given anew; a command that has run is not run again.
        """
        before = self.memory.answers.get((message.chat.id, message.message_id))
        if asked is None or (before is not None and before.digest == _digest(asked)):
            return
        if before is None:
            if asked.name == addressing.QUESTION and asked.argument:
                await self.answer(bot, message, asked, language_code=language_code)
            return
        in_group = addressing.is_group(message)
        reply = self._reply(message, asked, language_code)
        speech = speech_of(reply, asker=_sender(message) if in_group else None)
        place = Place(message.chat.id, addressing.thread_of(message), asked.message_id if in_group else None)
        ids = await replace(bot, place, before.message_ids, speech)
        self._remember(message, asked, ids)
        self.memory.forget_said(place.chat_id, before.message_ids[0])
        if in_group and reply.is_long:
            self._note_said(place, speech, ids)

    def _reply(self, message: Message, asked: Asked, language_code: str | None) -> Reply:
        """Return the reply: a plain question may be empty, a bare /ask is told what to write."""
        conversation = (message.chat.id, addressing.thread_of(message), _sender(message))
        if asked.plain:
            outcome: CommandOutcome = self.responder.respond(asked.argument, language_code=language_code)
        else:
            outcome = run_command(asked.name, asked.argument, self.context(language_code, conversation))
        if not isinstance(outcome, Responded):
            return outcome
        self.last_matches.put(conversation, outcome.match)
        return outcome.reply

    async def _pointed(self, bot: Bot, place: Place, reply: Reply, speech: Speech) -> tuple[int, ...]:
        """Point to the same answer where it was given a moment ago.

        Return the pointer's message, () if there is none.
        """
        key = "\n".join(speech.html)
        earlier = self.memory.said_lately(place.chat_id, place.thread_id, key, self.clock())
        if earlier is None:
            return ()
        notice = self.notice("group.answered_above", reply.language)
        try:
            return await send(bot, Place(place.chat_id, place.thread_id, earlier, insist=True), Speech((notice,)))
        except BadRequest:  # deleted since: bots are not told
            self.memory.forget_said(place.chat_id, earlier)
            return ()

    def _note_said(self, place: Place, speech: Speech, ids: tuple[int, ...]) -> None:
        said = "\n".join(speech.html)
        self.memory.note_said(place.chat_id, place.thread_id, said, ids[0], self.clock())

    def _remember(self, message: Message, asked: Asked, ids: tuple[int, ...]) -> None:
        self.memory.answers.put((message.chat.id, message.message_id), Answered(ids, _digest(asked)))


def _is_chatter(asked: Asked, reply: Reply) -> bool:
    """Tell whether a reply to the bot in a group ("lol", a thumb) asks nothing: no "please rephrase" for that."""
    return asked.plain and isinstance(reply, Unclear) and not set(_QUESTION_MARKS) & set(asked.argument)


def _digest(asked: Asked) -> int:
    return hash((asked.name, asked.argument))


def _sender(message: Message) -> int:
    """Return who writes: the chat in whose name an anonymous admin or a channel writes, else the person."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat.id
