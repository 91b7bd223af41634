"""Taps on buttons: work out what they mean, answer the tap once, then speak.

A button's data says all that is needed, so taps work after a restart and on a changed base.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, assert_never

from telegram import Message
from telegram.error import BadRequest

from bot.answering.browsing import dossier, fact, topic_page, topics, who
from bot.answering.reply import Answer
from bot.answering.saying import Notice, noted
from bot.answering.settings import card
from bot.handlers import addressing
from bot.handlers.attempt import once
from bot.handlers.delivery import Speech, place_of, replace
from bot.handlers.following import note_shown
from bot.handlers.memory import REPEATED_WITHIN, Tapped
from bot.handlers.moving import present
from bot.handlers.pictures import Pictures
from bot.handlers.refusals import Refusal
from bot.handlers.removing import remove
from bot.handlers.speech import read_data, speech_of
from bot.rendering.catalogue import catalogue
from bot.rendering.citing import source_alert
from bot.rendering.html import render_notice
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
    from telegram import Bot, CallbackQuery, MaybeInaccessibleMessage, Update
    from telegram.ext import ContextTypes

    from bot.answering.reply import CommandReply
    from bot.handlers.conversation import Conversations

_log = logging.getLogger(__name__)
TWICE_WITHIN = 2.0
"""Seconds within which a second tap on the same button of a message is a slip of the finger."""
NOT_ALLOWED: dict[type, str] = {Remove: "alert.not_yours_to_remove", Choose: "alert.admins_only"}
"""What is said to whoever may not tap, where it is not that the buttons are somebody else's."""
Spoken = OpenEntry | OpenTopic | OpenTopics | OpenDossier
"""Taps that are answered by a message."""


class Callback:
    """Deals with callback queries."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._pictures = Pictures()

    async def tapped(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
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
            await self._act(query, tap, message, owner, context)

    async def _act(
        self,
        query: CallbackQuery,
        tap: Spoken | Remove | Choose | ShowPicture,
        message: MaybeInaccessibleMessage,
        owner: int | None,
        context: ContextTypes.DEFAULT_TYPE,
    ) -> None:
        """Do what a tap asks for in its chat, if that is allowed to whoever tapped."""
        here = await present(context.bot, self._conversations, message.chat)
        if not await self._may(query, tap, owner, here, context):
            why = NOT_ALLOWED.get(type(tap)) if addressing.is_group(message.chat) else None
            await self._alert(query, why or "alert.not_yours")
        elif isinstance(tap, Remove):
            await self._remove(query, tap, message, context)
        elif isinstance(tap, Choose):
            await self._choose(query, tap, message, here, context)
        elif (settings := await self._conversations.settings.of(place_of(message, here=here).room)).quiet:
            await self._alert(query, "alert.quiet")
        elif isinstance(tap, ShowPicture):
            await self._picture(query, message, here, settings.language or tap.language, context.bot)
        else:
            reply = self._reply(tap, settings.language or tap.language)
            await self._speak(query, tap, reply, owner, here, context)

    async def _may(
        self, query: CallbackQuery, tap: Tap, owner: int | None, here: int, context: ContextTypes.DEFAULT_TYPE
    ) -> bool:
        """Tell whether a tap is allowed to whoever tapped: what changes a message in a group, to its asker and admins.

        A client can make up data: an owner counts where the message has such a button, if Telegram still shows it.
        `here` is the chat that the message's is now (`present`).
        """
        message, user = query.message, query.from_user.id
        if message is None:
            return False
        in_group = addressing.is_group(message.chat)
        if isinstance(tap, Choose) and message.chat.is_direct_messages:  # which the channel's admins see too
            return addressing.is_own_topic(message, query.from_user)
        if isinstance(tap, Choose):  # a right that was lost a minute ago is none
            return not in_group or await self._conversations.admins.includes(context.bot, here, user, afresh=True)
        if owner is None and not (isinstance(tap, Remove) and in_group):
            return True
        if owner == user and (not message.is_accessible or query.data in _data_of(message)):
            return True
        return await self._conversations.admins.includes(context.bot, here, user)

    async def _remove(
        self, query: CallbackQuery, tap: Remove, message: MaybeInaccessibleMessage, context: ContextTypes.DEFAULT_TYPE
    ) -> None:
        language = self._conversations.context(tap.language).language
        known = (self._conversations.memory, self._conversations.outbox)
        if await remove(context.bot, known, message.chat.id, message.message_id, language):
            await _answer(query, "")
        else:
            await self._alert(query, "alert.stays")

    async def _choose(
        self,
        query: CallbackQuery,
        tap: Choose,
        message: MaybeInaccessibleMessage,
        here: int,
        context: ContextTypes.DEFAULT_TYPE,
    ) -> None:
        """Change a setting, and show what is chosen now in the same message, in a new one where that cannot change."""
        known = self._conversations.context(tap.language)
        in_group, place = addressing.is_group(message.chat), place_of(message, here=here)
        if not tap.choice.fits(known.knowledge.story.languages, in_group=in_group):
            await self._alert(query, "alert.old")
            return
        settings, kept = await self._conversations.settings.choose(place.room, tap.choice)
        shown = card(known, settings, in_group=in_group)
        speech = speech_of(shown, asker=None)
        await _answer(query, "" if kept else catalogue(shown.language)("alert.not_kept"))
        old = (message.message_id,) if here == message.chat.id else ()  # no message of the old group can be changed
        await replace(context.bot, place, old, speech)

    async def _alert(self, query: CallbackQuery, key: str) -> None:
        await _answer(query, catalogue(self._conversations.language_of(query.from_user))(key))

    async def _speak(  # noqa: PLR0917 - what is tapped, by whom, where
        self,
        query: CallbackQuery,
        tap: Spoken,
        reply: CommandReply,
        owner: int | None,
        here: int,
        context: ContextTypes.DEFAULT_TYPE,
    ) -> None:
        """Answer the tap and say the reply, unless that was said a moment ago or one person taps a group full.

        What an admin turns over stays the asker's (`owner`).
        """
        message = query.message
        if message is None:
            return
        in_group = addressing.is_group(message.chat)
        old = (message.message_id,) if here == message.chat.id else ()  # its number is another message's there
        place = place_of(message, message.message_id if old and in_group else None, here=here)
        asker = query.from_user.id if in_group else None
        if isinstance(tap, OpenTopic | OpenTopics):
            await _answer(query, "")
            whose = asker if owner is None or not in_group else owner
            await replace(context.bot, place, old, speech_of(reply, asker=whose))
            return
        memory, now = self._conversations.memory, self._conversations.clock()
        button = (message.chat.id, message.message_id, query.data or "")
        tapped = memory.taps.get(button)
        if tapped is not None and now - tapped.at <= TWICE_WITHIN:
            await _answer(query, "")
        elif in_group and self._conversations.said_lately(place, reply, query.from_user.id):
            await _answer(query, catalogue(reply.language)("group.answered_above"))
        elif in_group and memory.taps_too_much(message.chat.id, query.from_user.id, now):
            await self._alert(query, "alert.too_much")
        else:
            await _answer(query, "")
            saying = noted(reply, "fact" if isinstance(tap, OpenEntry) else "who", getattr(tap, "entry_id", ""))
            known = self._conversations
            ids = await known.say(context.bot, place, reply, saying, asker=asker)
            memory.taps.put(button, Tapped(now, query.from_user.id))
            note_shown(memory, known.responder, here, ids or (), reply, now)

    async def _picture(
        self, query: CallbackQuery, message: MaybeInaccessibleMessage, here: int, language: str, bot: Bot
    ) -> None:
        """Send the timeline as a picture, in a group once within minutes and to one who taps twice once."""
        known, now = self._conversations, self._conversations.clock()
        in_group = addressing.is_group(message.chat)
        button = (message.chat.id, message.message_id, query.data or "")
        tapped = known.memory.taps.get(button)
        if tapped is not None and now - tapped.at <= (REPEATED_WITHIN if in_group else TWICE_WITHIN):
            await _answer(query, catalogue(language)("group.answered_above") if in_group else "")
            return
        if in_group and known.memory.taps_too_much(message.chat.id, query.from_user.id, now):
            await self._alert(query, "alert.too_much")
            return
        there = in_group and here == message.chat.id  # in a supergroup its number is another message's
        place = place_of(message, message.message_id if there else None, here=here)
        await _answer(query, "")
        if await self._pictures.send(bot, place, known.context(language)) is None:
            notice = Notice("picture.not_sent", known.context(language).language)
            await known.deliver(bot, place, Speech((render_notice(notice.key, notice.language),)), noted(notice))
        known.memory.taps.put(button, Tapped(now, query.from_user.id))

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
