"""Taps on buttons: work out what they mean, answer the tap once, then speak.

A button's data says all that is needed, so taps work after a restart and on a changed base.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from telegram import Message
from telegram.error import BadRequest

from bot.answering.browsing import dossier, fact, topic_page, topics, who
from bot.answering.reply import Answer
from bot.answering.saying import Notice, noted
from bot.answering.settings import card
from bot.handlers import addressing
from bot.handlers.attempt import once
from bot.handlers.delivery import place_of, replace
from bot.handlers.following import note_shown
from bot.handlers.memory import NOBODY, REPEATED_WITHIN, Tapped
from bot.handlers.moving import present
from bot.handlers.pictures import Pictures
from bot.handlers.refusals import Refusal
from bot.handlers.speech import read_data, speech_of
from bot.rendering.catalogue import catalogue
from bot.rendering.citing import source_alert
from bot.rendering.taps import (
    Choose,
    OpenDossier,
    OpenEntry,
    OpenTopic,
    OpenTopics,
    Remove,
    ShowPicture,
    ShowSource,
    Tap,
    Vote,
    read_tap,
)

if TYPE_CHECKING:
    from telegram import CallbackQuery, MaybeInaccessibleMessage, Update
    from telegram.ext import ContextTypes

    from bot.answering.reply import CommandReply
    from bot.handlers.conversation import Conversations
    from bot.handlers.delivery import Place

_log = logging.getLogger(__name__)
TWICE_WITHIN = 2.0
"""Seconds within which a second tap on the same button of a message is a slip of the finger."""
NOT_ALLOWED: dict[type, str] = {Remove: "alert.not_yours_to_remove", Choose: "alert.admins_only"}
"""What is said to whoever may not tap, where it is not that the buttons are somebody else's."""
Spoken = OpenEntry | OpenTopic | OpenTopics | OpenDossier
"""Taps that are answered by a message."""


@dataclass(frozen=True, slots=True)
class Button:
    """A button that was tapped: under which message, whose it is, None for anybody's, and the chat that its is now."""

    query: CallbackQuery
    message: MaybeInaccessibleMessage
    owner: int | None
    here: int

    @property
    def user(self) -> int:
        """Who tapped."""
        return self.query.from_user.id

    @property
    def in_group(self) -> bool:
        """Whether several people see it."""
        return addressing.is_group(self.message.chat)

    @property
    def old(self) -> tuple[int, ...]:
        """The message, as far as it may be changed: in the supergroup that a group became its number is another's."""
        return (self.message.message_id,) if self.here == self.message.chat.id else ()

    @property
    def key(self) -> tuple[int, int, str]:
        """What the tap is remembered by."""
        return self.message.chat.id, self.message.message_id, self.query.data or ""

    def place(self, *, replying: bool = False) -> Place:
        """Return where to speak; in a group in reply to the message, if that is wanted and it is still there."""
        reply_to = self.message.message_id if replying and self.old and self.in_group else None
        return place_of(self.message, reply_to, here=self.here)


class Callback:
    """Deals with callback queries."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._pictures = Pictures()

    async def tapped(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer the tap with an alert, or with nothing and a message."""
        query = update.callback_query
        if query is None:
            return
        data, owner = read_data(query.data or "")
        tap = read_tap(data)
        message = query.message
        if tap is None or message is None:
            await self._alert(query, "alert.old")
        elif isinstance(tap, ShowSource):
            await _answer(query, self._source(tap))
        elif isinstance(tap, Vote):
            await _answer(query, await self._vote(query, tap), for_a_moment=True)
        elif message.chat.is_direct_messages and not message.is_accessible:
            await self._alert(query, "alert.old")  # its topic is not told, without which nothing may be sent there
        else:
            here = await present(self._conversations, message.chat)
            await self._act(tap, Button(query, message, owner, here))

    async def _act(self, tap: Spoken | Remove | Choose | ShowPicture, button: Button) -> None:
        """Do what a tap asks for in its chat, if that is allowed to whoever tapped."""
        query = button.query
        if not await self._may(tap, button):
            await self._alert(query, *await self._refused(tap, button))
        elif isinstance(tap, Remove):
            await self._remove(tap, button)
        elif isinstance(tap, Choose):
            await self._choose(tap, button)
        elif (settings := await self._conversations.settings.of(button.place().room)).quiet:
            await self._alert(query, "alert.quiet")
        elif isinstance(tap, ShowPicture):
            await self._picture(button, settings.language or tap.language)
        else:
            await self._speak(tap, self._reply(tap, settings.language or tap.language), button)

    async def _may(self, tap: Tap, button: Button) -> bool:
        """Tell whether a tap is allowed to whoever tapped: what changes a message in a group, to its asker and admins.

        A client can make up data: an owner counts where the message has such a button, if Telegram still shows it.
        """
        message, admins = button.message, self._conversations.admins
        if isinstance(tap, Choose) and message.chat.is_direct_messages:  # which the channel's admins see too
            return addressing.is_own_topic(message, button.query.from_user)
        if isinstance(tap, Choose):  # a right that was lost a minute ago is none
            return not button.in_group or await admins.includes(button.here, button.user, afresh=True)
        if button.owner is None and not (isinstance(tap, Remove) and button.in_group):
            return True
        if button.owner == button.user and (not message.is_accessible or button.query.data in _data_of(message)):
            return True
        return await admins.includes(button.here, button.user)

    async def _refused(self, tap: Tap, button: Button) -> tuple[str, ...]:
        """Return what is said to whoever may not tap, an admin perhaps whom a bot that is none does not see."""
        if not button.in_group:
            return ("alert.not_yours",)
        why = NOT_ALLOWED.get(type(tap), "alert.not_yours")
        of_admins = isinstance(tap, Choose) or button.owner == NOBODY  # what was asked in the name of the group
        if of_admins and not await self._conversations.admins.includes(button.here, self._conversations.bot.id):
            return why, "alert.anonymous"
        return (why,)

    async def _remove(self, tap: Remove, button: Button) -> None:
        language, message = self._conversations.context(tap.language).language, button.message
        if await self._conversations.answers.remove(message.chat.id, message.message_id, language):
            await _answer(button.query, "")
        else:
            await self._alert(button.query, "alert.stays")

    async def _choose(self, tap: Choose, button: Button) -> None:
        """Change a setting, and show what is chosen now in the same message, in a new one where that cannot change."""
        known, place = self._conversations.context(tap.language), button.place()
        if not tap.choice.fits(known.knowledge.story.languages, in_group=button.in_group):
            await self._alert(button.query, "alert.old")
            return
        settings, kept = await self._conversations.settings.choose(place.room, tap.choice)
        shown = card(known, settings, in_group=button.in_group)
        asker = button.user if button.in_group else None
        await _answer(button.query, "" if kept else catalogue(shown.language)("alert.not_kept"))
        await replace(self._conversations.bot, place, button.old, speech_of(shown, asker=asker))

    async def _alert(self, query: CallbackQuery, *keys: str) -> None:
        say = catalogue(self._conversations.language_of(query.from_user))
        await _answer(query, " ".join(map(say, keys)))

    async def _speak(self, tap: Spoken, reply: CommandReply, button: Button) -> None:
        """Answer the tap and say the reply, unless that was said a moment ago or one person taps a group full.

        What an admin turns over stays the asker's.
        """
        query, place = button.query, button.place(replying=True)
        asker = button.user if button.in_group else None
        if isinstance(tap, OpenTopic | OpenTopics):
            await _answer(query, "")
            whose = asker if button.owner is None or not button.in_group else button.owner
            await replace(self._conversations.bot, place, button.old, speech_of(reply, asker=whose))
            return
        known, now = self._conversations, self._conversations.clock()
        tapped = known.memory.taps.get(button.key)
        if tapped is not None and now - tapped.at <= TWICE_WITHIN:
            await _answer(query, "")
        elif button.in_group and known.said_lately(place, reply, button.user):
            await _answer(query, catalogue(reply.language)("group.answered_above"))
        elif button.in_group and known.memory.taps_too_much(button.message.chat.id, button.user, now):
            await self._alert(query, "alert.too_much")
        else:
            await _answer(query, "")
            saying = noted(reply, "fact" if isinstance(tap, OpenEntry) else "who", getattr(tap, "entry_id", ""))
            ids = await known.say(place, reply, saying, asker=asker)
            known.memory.taps.put(button.key, Tapped(now, button.user))
            note_shown(known.memory, known.responder, button.here, ids or (), reply, now)

    async def _picture(self, button: Button, language: str) -> None:
        """Send the timeline as a picture, in a group once within minutes and to one who taps twice once."""
        query, known, now = button.query, self._conversations, self._conversations.clock()
        tapped = known.memory.taps.get(button.key)
        if tapped is not None and now - tapped.at <= (REPEATED_WITHIN if button.in_group else TWICE_WITHIN):
            await _answer(query, catalogue(language)("group.answered_above") if button.in_group else "")
            return
        if button.in_group and known.memory.taps_too_much(button.message.chat.id, button.user, now):
            await self._alert(query, "alert.too_much")
            return
        place = button.place(replying=True)
        await _answer(query, "")
        if await self._pictures.send(known.bot, place, known.context(language)) is None:
            await known.tell(place, Notice("picture.not_sent", known.context(language).language))
        known.memory.taps.put(button.key, Tapped(now, button.user))

    def _reply(self, tap: Spoken, language: str) -> CommandReply:
        context = self._conversations.context(language)
        match tap:
            case OpenEntry():
                return fact(context, tap.entry_id)
            case OpenTopic():
                return topic_page(context, tap.topic_id, tap.page)
            case OpenTopics():
                return topics(context, "")
            case OpenDossier() if tap.entity_id in context.showcase.entities:
                return dossier(context, tap.entity_id)
            case OpenDossier():
                return who(context, "")
            case _:
                assert_never(tap)

    def _source(self, tap: ShowSource) -> str:
        """Return who says a fact, for the one who taps; a fact that is gone is said to be."""
        context = self._conversations.context(tap.language)
        fact_id = context.showcase.former_ids.get(tap.entry_id, tap.entry_id)
        entry = context.responder.entry(fact_id, context.language)
        facts = entry.facts if isinstance(entry, Answer) else ()
        shown = next((fact for fact in facts if fact.id == fact_id), None)
        say = catalogue(context.language)
        return source_alert(shown, say) if shown else say("alert.gone")

    async def _vote(self, query: CallbackQuery, tap: Vote) -> str:
        context = self._conversations.context(tap.subject.language)
        key = await self._conversations.feedback.vote(query, tap, context.showcase)
        return catalogue(context.language)(key)


def _data_of(message: MaybeInaccessibleMessage) -> set[object]:
    """Return what the buttons of a message carry."""
    keyboard = message.reply_markup.inline_keyboard if isinstance(message, Message) and message.reply_markup else ()
    return {button.callback_data for row in keyboard for button in row}


async def _answer(query: CallbackQuery, alert: str, *, for_a_moment: bool = False) -> None:
    """Answer the tap, which Telegram allows once and only for a while; too late is no fault.

    An alert waits to be closed unless it is shown `for_a_moment`.
    """
    show_alert = bool(alert) and not for_a_moment
    try:
        await once(("answer", query.id), lambda: query.answer(alert or None, show_alert=show_alert))
    except BadRequest as error:
        if not Refusal.TOO_LATE.fits(error):
            raise
        _log.info("A tap was answered too late for Telegram")
