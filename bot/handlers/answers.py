"""Which messages answer which; and answers that are taken away, by a tap or as their question was edited away."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.handlers.attempt import once
from bot.handlers.delivery import Place, edit
from bot.handlers.memory import Answered
from bot.handlers.refusals import Refusal
from bot.rendering.html import render_notice

if TYPE_CHECKING:
    from telegram import Bot, Message

    from bot.handlers.memory import Memory
    from bot.handlers.outbox import Outbox
    from bot.storage.store import Store

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers that were given, or wait to be: in memory, else in the store."""

    bot: Bot
    memory: Memory
    store: Store
    outbox: Outbox

    def note(self, chat_id: int, message_id: int, answered: Answered) -> None:
        """Note what answers a message."""
        self.memory.note_answer(chat_id, message_id, answered)
        if answered.message_ids:
            self.store.note_answer(chat_id, message_id, answered.message_ids)

    def may_change(self, message: Message) -> bool:
        """Tell whether an edit may change anything: Telegram brings a reaction as one, too, without the time of one.

        What was written since the bot started is compared with what it said before.
        """
        return message.edit_date is not None or self.memory.is_new(message.chat.id, message.message_id)

    async def to(self, message: Message, album: int | None = None) -> Answered | None:
        """Return what answers a message, else what asked its album for words; None where neither is known."""
        key = (message.chat.id, message.message_id)
        remembered = self.memory.answers.get(key)
        if remembered is None and (ids := await self.store.answer_to(*key)):
            return Answered(ids, None)
        if remembered is not None or album is None:
            return remembered
        ids = await self.store.answer_to(message.chat.id, album)
        if ids is None:
            return self.memory.answers.get((message.chat.id, album))
        return Answered(ids, None) if ids else None  # another process may know better than memory

    def that_may_change(self, message: Message, answered: Answered) -> Answered:
        """Return the answer to an edited message as far as it may be changed: what others were pointed to stays."""
        shared = any(self.memory.is_pointed_to(message.chat.id, each) for each in answered.message_ids)
        return Answered((), None) if shared else answered

    def note_words(self, chat_id: int, album: int) -> None:
        """Note that an album has had words: what asked for some is another answer now, or stays as it is."""
        self.memory.answers.forget((chat_id, album))
        self.store.note_answer(chat_id, album, ())

    async def remove(self, chat_id: int, message_id: int, language: str) -> bool:
        """Remove the whole answer that a message of the bot is part of; return False where some of it stays."""
        ids = self.memory.answer_with(chat_id, message_id) or await self.store.answer_with(chat_id, message_id)
        return await self._take_away(chat_id, ids or (message_id,), language)

    async def withdraw(self, message: Message) -> bool:
        """Let an answer to a message that waits to be sent never be; tell whether one did."""
        key = (message.chat.id, message.message_id)
        if not await self.outbox.withdraw(*key):
            return False
        self.memory.answers.forget(key)
        return True

    async def take_back(self, message: Message, before: Answered, language: str) -> None:
        """Remove the answer to a question that was edited into something that asks nothing."""
        key = (message.chat.id, message.message_id)
        await self._take_away(message.chat.id, before.message_ids, language)
        self.memory.answers.forget(key)
        self.store.note_answer(*key, ())

    async def _take_away(self, chat_id: int, message_ids: tuple[int, ...], language: str) -> bool:
        """Delete messages of the bot, and point nobody to them any more; return False where one of them stays.

        What Telegram does not delete (after 48 hours, say) is edited to say that it was removed, without buttons.
        """
        for each in message_ids:
            self.memory.forget_said(chat_id, each)
        gone = [await self._delete(chat_id, each) or await self._blank(chat_id, each, language) for each in message_ids]
        return all(gone)

    async def _delete(self, chat_id: int, message_id: int) -> bool:
        try:
            await once(("delete", chat_id, message_id), lambda: self.bot.delete_message(chat_id, message_id))
        except (ChatMigrated, Forbidden):  # nothing of the old group can be changed any more, nor where it was put out
            return False
        except BadRequest as error:
            return Refusal.DELETED.fits(error)
        return True

    async def _blank(self, chat_id: int, message_id: int, language: str) -> bool:
        try:
            return await edit(self.bot, Place(chat_id), message_id, render_notice("removed.text", language), None)
        except (BadRequest, Forbidden):
            _log.info("An answer could be neither deleted nor edited")
            return False
