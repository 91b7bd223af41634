"""A message in, its answer out: what all surfaces have in common. Built once, passed to every handler."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.answering.about import Welcome
from bot.answering.asking import is_unknown
from bot.answering.commands import find_command, run_command
from bot.answering.context import CommandContext
from bot.answering.language import reply_language
from bot.answering.reply import Responded, Smalltalk
from bot.answering.saying import Notice, noted, recalled
from bot.answering.settings import COMMAND
from bot.handlers import addressing
from bot.handlers.admins import Admins
from bot.handlers.answers import Answers
from bot.handlers.articles import modes_of
from bot.handlers.attempt import crowded
from bot.handlers.delivery import Speech, place_of, replace
from bot.handlers.feedback import Feedback, forgets
from bot.handlers.following import as_argument, followed, note_asked, note_asked_back, note_shown
from bot.handlers.memory import Answered, Memory, Said
from bot.handlers.outbox import Outbox
from bot.handlers.pointing import point
from bot.handlers.settings import ChatSettings
from bot.handlers.speech import markup, speech_of, speech_of_notice
from bot.handlers.timing import Timing
from bot.rendering.keyboards import keyboard_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot, Message, User

    from bot.answering.context import CommandOutcome, InGroup
    from bot.answering.reply import Reply
    from bot.answering.responder import Responder
    from bot.handlers.addressing import Asked
    from bot.handlers.delivery import Place
    from bot.storage.store import Store
    from bot.storage.waiting import Waiting

UNREADABLE = "unreadable.text"
"""The key of what is said to whoever sends a sticker, a voice message and the like."""


@dataclass(slots=True)
class Conversations:
    """Answers messages and keeps answers in step with edited questions.

    `responder` may be replaced while running; a reply uses one.
    """

    responder: Responder
    store: Store
    bot: Bot
    timing: Timing = field(default_factory=Timing)
    memory: Memory = field(default_factory=Memory)
    clock: Callable[[], float] = time.monotonic
    counts: Counter[str] = field(default_factory=Counter)
    """Replies by kind: the decision on a question, or the name of a command."""
    outbox: Outbox = field(init=False)
    answers: Answers = field(init=False)
    admins: Admins = field(init=False)
    feedback: Feedback = field(init=False)
    settings: ChatSettings = field(init=False)

    def __post_init__(self) -> None:
        self.outbox = Outbox(self.store, self.bot, self.timing, speech=self.speech, sent=self.note_sent)
        self.answers = Answers(self.bot, self.memory, self.store, self.outbox)
        self.admins = Admins(self.bot, self.clock)
        self.feedback = Feedback(self.store.records, self.memory, self.admins, self.outbox)
        self.settings = ChatSettings(self.store.settings, self.memory, self.admins, self.clock)
        self.store.records.on_forgotten = self.memory.forget_everybody

    def context(self, language: str | None, group: InGroup | None = None) -> CommandContext:
        """Return what a command knows that nobody wrote: the language that it is to reply in, and for which group."""
        return CommandContext(self.responder, language, keeps_texts=self.feedback.keeps_texts, group=group)

    def language_of(self, user: User | None, chosen: str = "") -> str:
        """Return the language for a sentence of the interface: `chosen`, else the app's, else the story's first."""
        return reply_language(self.responder.knowledge.story.languages, fixed=chosen, language_code=_code_of(user))

    def completed(self, message: Message, asked: Asked) -> Asked:
        """Return what is asked, where a message needs the one that it replies to for that."""
        asked = addressing.completed(asked, self.responder.says_nothing)
        return as_argument(self.memory, self.context(None), message, asked)

    async def answer(self, message: Message, asked: Asked) -> None:
        """Send the answer to what `message` asks."""
        in_group = addressing.is_group(message.chat)
        if crowded():
            await self.tell(
                place_of(message, message.message_id), Notice("too_much.text", await self.language_in(message))
            )
            return
        outcome = await self._outcome(message, asked)
        if outcome is None:
            return
        if in_group and isinstance(outcome, Welcome) and self.memory.welcomed_lately(message.chat.id, self.clock()):
            return
        reply = _reply_of(outcome)
        place = place_of(message, asked.message_id if in_group else None)
        question = None if forgets(asked) else message.message_id
        ids: tuple[int, ...] | None
        if asked.plain and not asked.argument:  # a sticker, a voice message: nothing to look up
            ids = await self.tell(place, Notice(UNREADABLE, reply.language), question=question)
        else:
            saying = noted(outcome, asked.name, asked.argument)
            asker = addressing.sender_of(message) if in_group else None
            ids = await self.say(place, reply, saying, asker=asker, question=question)
        self._remember(message, asked, outcome, ids)

    async def language_in(self, message: Message) -> str:
        """Return the language for a sentence of the interface that answers a message."""
        return reply_language(
            self.responder.knowledge.story.languages,
            fixed=(await self.settings.of(addressing.room_of(message))).language,
            last=self.memory.languages.get(addressing.conversation_of(message)[:2]),
            language_code=_code_of(message.from_user),
        )

    async def say(
        self, place: Place, reply: Reply, saying: str, *, asker: int | None, question: int | None = None
    ) -> tuple[int, ...] | None:
        """Send a reply and return its messages, () where they wait; `asker` is None in private.

        In a group, what was said there a moment ago is pointed to instead, once (None after that). `saying` is the
        reply written down (`noted`), `question` the message that it answers.
        """
        speech = speech_of(reply, asker=asker, buttons=(await self.settings.of(place.room)).buttons)
        if asker is None:
            return await self.outbox.deliver(place, speech, saying, question=question)
        ids: tuple[int, ...] | None = ()
        if not reply.is_repeated:
            ids = await point(self.bot, self.memory, place, reply, speech, asker, self.clock())
        if ids == ():
            ids = await self.outbox.deliver(place, speech, saying, asker=asker, question=question)
            if ids:
                self._note_said(place, reply, speech, ids, asker)
        if ids:
            self.memory.note_heard(place.chat_id, ids[-1])
        return ids

    async def speech(self, waiting: Waiting) -> Speech:
        """Return what is to be said by a reply that waited: nothing in a group that wants quiet by now."""
        settings = await self.settings.of(waiting.direct_topic_id or waiting.chat_id)
        if settings.quiet:
            return Speech(())
        said = recalled(waiting.saying, self.responder, keeps_texts=self.feedback.keeps_texts)
        if isinstance(said, Notice):
            return self._speech_of(said)
        return speech_of(said, asker=waiting.asker, buttons=settings.buttons)

    def note_sent(self, waiting: Waiting, ids: tuple[int, ...]) -> None:
        """Note what a reply that waited was sent as."""
        if waiting.question is not None:
            known = self.memory.answers.get((waiting.chat_id, waiting.question))
            self.answers.note(waiting.chat_id, waiting.question, Answered(ids, known.digest if known else None))

    async def tell(
        self, place: Place, notice: Notice, question: int | None = None, *, after: float = 0
    ) -> tuple[int, ...]:
        """Send a sentence that is no reply, which answers a `question`; return its messages, () where they wait."""
        speech = self._speech_of(notice)
        return await self.outbox.deliver(place, speech, noted(notice), question=question, after=after)

    def _speech_of(self, notice: Notice) -> Speech:
        """Return what to send for a sentence: with one that asks for words, questions to tap."""
        if notice.key != UNREADABLE:
            return speech_of_notice(notice)
        reply = self.responder.respond("", fixed_language=notice.language).reply
        return speech_of_notice(notice, markup(keyboard_of(reply, voting=False), asker=None))

    def said_lately(self, place: Place, reply: Reply, asker: int) -> bool:
        """Tell whether the same was said there a moment ago, to the asker or before everybody's eyes."""
        speech = speech_of(reply, asker=asker)
        return self.memory.said_lately(place, speech, asker=asker, now=self.clock()) is not None

    async def answer_again(self, message: Message, asked: Asked | None, album: int | None = None) -> None:
        """Bring the answer to an edited message up to date; where it asks nothing any more (None), take it back.

        What asked nothing before is answered, in place of what asked its `album` for words. So is a question whose
        answer is not remembered, as the bot was restarted; but not a command, which has run.
        """
        before = await self.answers.to(message, album)
        if before is not None and asked is not None and before.digest == asked.digest:
            return
        if (before is None or not before.message_ids) and await self.answers.withdraw(message):
            if asked is not None:
                await self.answer(message, asked)
            return
        if before is None:
            if asked is None:
                return
            is_question = asked.name == addressing.QUESTION and asked.argument
            if is_question or self.memory.is_new(message.chat.id, message.message_id):
                await self.answer(message, asked)
            return
        outcome = None if asked is None else await self._outcome(message, asked)
        if asked is None or outcome is None:
            self.memory.forget_asked(message.chat.id, message.message_id)
            before = self.answers.that_may_change(message, before)
            await self.answers.take_back(message, before, await self.language_in(message))
            return
        await self._say_otherwise(message, asked, outcome, before)

    async def _say_otherwise(self, message: Message, asked: Asked, outcome: CommandOutcome, before: Answered) -> None:
        """Turn an answer into another one; what others were pointed to stays, and is enough where it says the same."""
        reply = _reply_of(outcome)
        asker = addressing.sender_of(message) if addressing.is_group(message.chat) else None
        place = place_of(message, None if asker is None else asked.message_id)
        speech = speech_of(reply, asker=asker, buttons=(await self.settings.of(place.room)).buttons)
        given, before = before, self.answers.that_may_change(message, before)
        if asker is not None and given != before:
            said = self.memory.said_lately(place, speech, asker=asker, now=self.clock())
            if said is not None and said.message_id in given.message_ids:
                self._remember(message, asked, outcome, given.message_ids)
                return
        ids = await replace(self.bot, place, before.message_ids, speech)
        self._remember(message, asked, outcome, ids)
        self.memory.forget_said(place.chat_id, (before.message_ids or ids)[0])
        if asker is not None:
            self._note_said(place, reply, speech, ids, asker)

    async def _outcome(self, message: Message, asked: Asked) -> CommandOutcome | None:
        """Return what is replied, None where a comment in a group gets nothing.

        A plain question may be empty, a bare /ask is told what to write.
        """
        in_group = addressing.is_group(message.chat)
        conversation = addressing.conversation_of(message)
        last_language, language_code = self.memory.languages.get(conversation[:2]), _code_of(message.from_user)
        fixed_language = (await self.settings.of(addressing.room_of(message))).language or None
        question = followed(self.memory, message, asked, self.clock())
        before, beside = question.match if question else None, asked.pointed_at[0] if asked.pointed_at else ""
        if asked.plain:
            outcome: CommandOutcome = self.responder.respond(
                asked.argument,
                fixed_language=fixed_language,
                last_language=last_language,
                language_code=language_code,
                before=before,
                beside=beside,
            )
        else:
            context = CommandContext(
                self.responder,
                fixed_language=fixed_language,
                last_language=last_language,
                language_code=language_code,
                last_match=self.memory.last_matches.get(conversation),
                before=before,
                beside=beside,
                keeps_texts=self.feedback.keeps_texts,
                chosen=await self.settings.chosen(message) if asked.name == COMMAND else None,
                group=await self.admins.bot_in(message.chat.id) if in_group and asked.name == "start" else None,
                deletion=await self.feedback.forget(message) if forgets(asked) else None,
                modes=modes_of(self.bot),
                by_mention=not asked.by_command,
                wordless=asked.wordless,
            )
            outcome = run_command(asked.name, asked.argument, context)
        is_comment = in_group and isinstance(outcome, Responded) and self._is_comment(asked, outcome)
        return None if is_comment else outcome

    def _is_comment(self, asked: Asked, responded: Responded) -> bool:
        """Tell whether a message asks nothing ("lol", a thumb), or nothing that is known here ("why so late?").

        Thanks ask nothing wherever they stand. Whoever writes a command or a mention means the bot, and is answered.
        """
        if isinstance(responded.reply, Smalltalk) and responded.reply.topic == "thanks":
            return True
        return asked.plain and (is_unknown(responded.match) or not self.responder.asks(responded.match))

    def _note_said(self, place: Place, reply: Reply, speech: Speech, ids: tuple[int, ...], asker: int) -> None:
        if isinstance(reply, Welcome):
            self.memory.welcomed.put(place.chat_id, self.clock())
        if not reply.is_repeated:
            self.memory.note_said(place, speech, Said(ids[0], self.clock(), asker))

    def _remember(self, message: Message, asked: Asked, outcome: CommandOutcome, ids: tuple[int, ...] | None) -> None:
        """Note what was answered, once it was sent: a second try at a message is read with what was before it."""
        self.memory.forget_asked(message.chat.id, message.message_id)
        if ids is not None and not forgets(asked):
            self.answers.note(message.chat.id, message.message_id, Answered(ids, asked.digest))
        if not isinstance(outcome, Responded):
            note_asked_back(self.memory, message, asked, outcome)
            note_shown(self.memory, self.responder, message.chat.id, (message.message_id,), outcome, self.clock())
            self.counts[f"/{asked.name}" if find_command(asked.name) else "/"] += 1
            return
        self.counts[outcome.match.decision.value] += 1
        self.feedback.count(message, asked, outcome, person=addressing.sender_of(message))
        match, conversation = outcome.match, addressing.conversation_of(message)
        if match.settles_language:
            self.memory.languages.put(conversation[:2], outcome.reply.language)
        self.memory.last_matches.put(conversation, match)
        note_asked(self.memory, message, asked, match, self.clock())


def _reply_of(outcome: CommandOutcome) -> Reply:
    return outcome.reply if isinstance(outcome, Responded) else outcome


def _code_of(user: User | None) -> str | None:
    return user.language_code if user else None
