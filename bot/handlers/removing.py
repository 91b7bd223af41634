"""Answers that are taken away: by a tap of whoever asked or of an admin, or as their question was edited away."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import BadRequest, ChatMigrated

from bot.handlers.attempt import once
from bot.handlers.delivery import Place, edit
from bot.handlers.memory import Answered
from bot.handlers.refusals import Refusal
from bot.rendering.html import render_notice

if TYPE_CHECKING:
    from telegram import Bot, Message

    from bot.handlers.delivery import Outbox
    from bot.handlers.memory import Memory

Known = tuple["Memory", "Outbox | None"]
"""What knows which messages are one answer."""
_log = logging.getLogger(__name__)


async def remove(bot: Bot, known: Known, chat_id: int, message_id: int, language: str) -> bool:
    """Remove the whole answer that a message of the bot is part of; return False where some of it stays."""
    memory, outbox = known
    ids = memory.answer_with(chat_id, message_id)
    if not ids and outbox is not None:
        ids = await outbox.answer_with(chat_id, message_id)
    return await _take_away(bot, memory, chat_id, ids or (message_id,), language)


async def answer_to(known: Known, message: Message) -> Answered | None:
    """Return what answers a message, None where that is not known."""
    (memory, outbox), chat_id = known, message.chat.id
    remembered = memory.answers.get((chat_id, message.message_id))
    if remembered is None and outbox is not None and (ids := await outbox.answer_to(chat_id, message.message_id)):
        return Answered(ids, None)
    return remembered


async def withdraw(known: Known, message: Message) -> bool:
    """Let an answer to a message that waits to be sent never be; tell whether one did."""
    memory, outbox = known
    if outbox is None or not await outbox.withdraw(message.chat.id, message.message_id):
        return False
    memory.answers.forget((message.chat.id, message.message_id))
    return True


async def take_back(bot: Bot, known: Known, message: Message, before: Answered, language: str) -> None:
    """Remove the answer to a question that was edited into something that asks nothing."""
    (memory, outbox), chat_id = known, message.chat.id
    await _take_away(bot, memory, chat_id, before.message_ids, language)
    memory.answers.forget((chat_id, message.message_id))
    if outbox is not None:
        outbox.note_answer(chat_id, message.message_id, ())


async def _take_away(bot: Bot, memory: Memory, chat_id: int, message_ids: tuple[int, ...], language: str) -> bool:
    """Delete messages of the bot, and point nobody to them any more; return False where one of them stays.

    What Telegram does not delete (after 48 hours, say) is edited to say that it was removed, without buttons.
    """
    for each in message_ids:
        memory.forget_said(chat_id, each)
    gone = [await _delete(bot, chat_id, each) or await _blank(bot, chat_id, each, language) for each in message_ids]
    return all(gone)


async def _delete(bot: Bot, chat_id: int, message_id: int) -> bool:
    try:
        await once(("delete", chat_id, message_id), lambda: bot.delete_message(chat_id, message_id))
    except ChatMigrated:  # messages of the old group cannot be changed any more
        return False
    except BadRequest as error:
        return Refusal.DELETED.fits(error)
    return True


async def _blank(bot: Bot, chat_id: int, message_id: int, language: str) -> bool:
    try:
        return await edit(bot, Place(chat_id), message_id, render_notice("removed.text", language), None)
    except BadRequest:
        _log.info("An answer could be neither deleted nor edited")
        return False
