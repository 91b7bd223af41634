"""Private chats, direct messages of a channel among them: every message of a person gets an answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.handlers import addressing
from bot.handlers.attempt import current

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import ContextTypes

    from bot.handlers.addressing import Asked
    from bot.handlers.conversation import Conversations

ALBUM_PATIENCE = 1.5
"""Seconds for the rest of an album to come: its pictures are updates of their own, and any may carry the words."""


class Private:
    """Questions, commands, and whatever else people send: a caption is a question, a sticker an empty one."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a new message."""
        message = update.message
        if message is None:
            return
        self._conversations.memory.note_heard(message.chat.id, message.message_id)
        asked = self._asked(message, context)
        if asked is None:
            return
        if message.media_group_id and await self._is_answered_with_its_album(message, asked):
            return
        await self._conversations.answer(message, asked)
        if message.media_group_id:
            self._conversations.memory.albums.put((message.chat.id, message.media_group_id), asked.digest)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Bring the answer to an edited message up to date."""
        message = update.edited_message
        if message is None:
            return
        asked = self._asked(message, context)
        if asked is not None and asked.plain and not asked.argument:
            if not message.effective_attachment or message.location is not None or message.sticker is not None:
                return  # a live location moved
            asked = None  # a caption was deleted
        await self._conversations.answer_again(message, asked)

    def _asked(self, message: Message, context: ContextTypes.DEFAULT_TYPE) -> Asked | None:
        asked = addressing.read_in_private(message, context.bot.bot)
        return None if asked is None else self._conversations.completed(message, asked)

    async def _is_answered_with_its_album(self, message: Message, asked: Asked) -> bool:
        """Tell whether another picture of the album had an answer, or brings words to be answered.

        Words of its own are answered, but for those that another one had.
        """
        answered = self._conversations.memory.albums.get((message.chat.id, message.media_group_id or ""))
        if asked.argument or not asked.plain:
            return answered == asked.digest
        if answered is not None:
            return True
        if not _words_follow(message):
            await asyncio.sleep(ALBUM_PATIENCE)
        return _words_follow(message)


def _words_follow(message: Message) -> bool:
    """Tell whether a picture of the same album with a caption waits behind this one."""
    attempt = current.get()
    waiting = [each.get("message") for each in attempt.queue] if attempt else []
    return any(
        isinstance(each, dict) and each.get("media_group_id") == message.media_group_id and each.get("caption")
        for each in waiting
    )
