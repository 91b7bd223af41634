"""What the bot is to a group: what Telegram shows it there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answering.context import InGroup

if TYPE_CHECKING:
    from telegram import Bot

    from bot.handlers.admins import Admins


async def in_group(bot: Bot, admins: Admins, chat_id: int) -> InGroup:
    """Return what the bot is to a group, with its privacy mode as it is now; an admin is shown everything.

    Raises:
        TelegramError: as `Bot.get_me`.
    """
    me = await bot.get_me()
    hears_all = bool(me.can_read_all_group_messages) or await admins.includes(bot, chat_id, me.id)
    return InGroup(me.username or "", hears_all)
