"""Answers that are taken away: by a tap of whoever asked or of an admin, or as their question was edited away."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import BadRequest, ChatMigrated

from bot.handlers.attempt import once
from bot.handlers.delivery import edit
from bot.handlers.refusals import Refusal
from bot.rendering.html import render_notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import Bot

_log = logging.getLogger(__name__)


async def take_away(bot: Bot, chat_id: int, message_ids: Iterable[int], language: str) -> bool:
    """Delete messages of the bot; return False where one of them stays.

    What Telegram does not delete (after 48 hours, say) is edited to say that it was removed, without buttons.
    """
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
        return await edit(bot, chat_id, message_id, render_notice("removed.text", language), None)
    except BadRequest:
        _log.info("An answer could be neither deleted nor edited")
        return False
