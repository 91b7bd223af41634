"""A reply as what somebody sends by way of the bot: an article of inline mode, the one answer of guest mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode

from bot.handlers.delivery import NO_PREVIEW

if TYPE_CHECKING:
    from bot.rendering.offered import Row


def article(row: Row) -> InlineQueryResultArticle:
    """Return what Telegram takes for a row. It has no buttons: they would need the chat, which is not the bot's."""
    content = InputTextMessageContent(row.html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
    return InlineQueryResultArticle(row.id, row.title, content, description=row.description or None)
