"""Private chats: every message gets an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.handlers import addressing

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.handlers.conversation import Conversations


class Private:
    """Questions, commands, and whatever else people send: a caption is a question, a sticker an empty one."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a new message."""
        message = update.message
        if message is None or addressing.written_by_a_bot(message, context.bot.bot):
            return
        asked = addressing.in_private(message, context.bot.bot)
        if asked is None:
            return
        # The pictures of an album come one by one. One without words is passed over once the album has had its answer.
        albums, album = self._conversations.memory.albums, (message.chat.id, message.media_group_id or "")
        if message.media_group_id and asked.plain and not asked.argument and albums.get(album):
            return
        await self._conversations.answer(context.bot, message, asked, language_code=_language_code(update))
        if message.media_group_id:
            albums.put(album, True)  # noqa: FBT003 - a set with an order

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Bring the answer to an edited message up to date."""
        message = update.edited_message
        if message is None or addressing.written_by_a_bot(message, context.bot.bot):
            return
        asked = addressing.in_private(message, context.bot.bot)
        if asked is not None and asked.plain and not asked.argument:  # a live location moved, a sticker got a view
            return
        await self._conversations.answer_again(context.bot, message, asked, language_code=_language_code(update))


def _language_code(update: Update) -> str | None:
    return update.effective_user.language_code if update.effective_user else None
