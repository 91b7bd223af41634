"""Where the bot is no member: which modes it has, and a reply as an article that it hands out there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode

from bot.answering.context import Modes
from bot.handlers.delivery import NO_PREVIEW

if TYPE_CHECKING:
    from telegram import Bot

    from bot.rendering.offered import Row


def modes_of(bot: Bot) -> Modes:
    """Return by which name the bot is called where it is no member, as far as BotFather has that switched on."""
    me = bot.bot
    name = me.username or ""
    return Modes(name if me.supports_inline_queries else "", name if me.supports_guest_queries else "")


def article(row: Row) -> InlineQueryResultArticle:
    """Return what Telegram takes for a row. It has no buttons: they would need the chat, which is not the bot's."""
    content = InputTextMessageContent(row.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
    return InlineQueryResultArticle(row.id, row.title, content, description=row.description or None)
