"""Private chats, direct messages of a channel among them: every message of a person gets an answer."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from zlib import crc32

from bot.answering.saying import Notice
from bot.handlers import addressing
from bot.handlers.attempt import crowded, current
from bot.handlers.conversation import UNREADABLE
from bot.handlers.delivery import place_of
from bot.handlers.feedback import forgets
from bot.handlers.memory import Answered

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
        if message.media_group_id is not None:
            await self._answer_of_album(message, asked, (message.chat.id, message.media_group_id))
        else:
            await self._conversations.answer(message, asked)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Bring the answer to an edited message up to date."""
        message = update.edited_message
        if message is None or not self._conversations.answers.may_change(message):
            return
        asked = self._asked(message, context)
        if asked is not None and asked.plain and not asked.argument:
            if not message.effective_attachment or message.location is not None or message.sticker is not None:
                return  # a live location moved
            asked = None  # a caption was deleted
        if asked is None or message.media_group_id is None:
            await self._conversations.answer_again(message, asked)
            return
        number = _number_of(message.media_group_id)
        await self._conversations.outbox.withdraw(message.chat.id, number)  # nobody need ask for words any more
        await self._conversations.answer_again(message, asked, number)
        await self._note_words(message, asked, (message.chat.id, message.media_group_id))

    def _asked(self, message: Message, context: ContextTypes.DEFAULT_TYPE) -> Asked | None:
        asked = addressing.read_in_private(message, context.bot.bot)
        return None if asked is None else self._conversations.completed(message, asked)

    async def _answer_of_album(self, message: Message, asked: Asked, album: tuple[int, str]) -> None:
        """Answer a picture of an album: words, but for those that another one had.

        Without words it is told so once, where no other had an answer, and none brings words a moment later. By webhook
        those come only after this one was dealt with, and maybe to another process: both look into the store.
        """
        known, number = self._conversations, _number_of(album[1])
        answered = known.memory.albums.get(album)
        if asked.argument or not asked.plain:
            if answered == asked.digest:
                return
            await known.outbox.withdraw(message.chat.id, number)
        elif answered is not None or _words_follow(message) or await self._is_known(message.chat.id, number):
            return
        elif not crowded():
            await self._ask_for_words(message, number)
            return
        await known.answer(message, asked)
        await self._note_words(message, asked, album)

    async def _ask_for_words(self, message: Message, number: int) -> None:
        """Say in a moment that an album has none; where the database is away nothing could be withdrawn till then."""
        known = self._conversations
        if not known.store.up:
            await asyncio.sleep(ALBUM_PATIENCE)
            if _words_follow(message):
                return
        await known.outbox.withdraw(message.chat.id, number)
        notice = Notice(UNREADABLE, await known.language_in(message))
        if ids := await known.tell(place_of(message), notice, number, after=ALBUM_PATIENCE):
            known.answers.note(message.chat.id, number, Answered(ids, None))

    async def _is_known(self, chat_id: int, number: int) -> bool:
        """Tell whether an album was asked for words, or has had some."""
        known = self._conversations
        return (chat_id, number) in known.memory.answers or await known.store.answer_to(chat_id, number) is not None

    async def _note_words(self, message: Message, asked: Asked, album: tuple[int, str]) -> None:
        """Note that an album had an answer, before Telegram brings the next picture; but for one that deletes notes."""
        self._conversations.memory.albums.put(album, asked.digest)
        if not forgets(asked):
            self._conversations.answers.note_words(message.chat.id, _number_of(album[1]))
            await self._conversations.store.noted(hurry=True)


def _number_of(album: str) -> int:
    """Return the number by which the store knows an album among the messages of its chat, which have none below 0."""
    return -1 - crc32(album.encode())


def _words_follow(message: Message) -> bool:
    """Tell whether a picture of the same album with a caption waits behind this one."""
    attempt = current.get()
    waiting = [each.get("message") for each in attempt.queue] if attempt else []
    return any(
        isinstance(each, dict) and each.get("media_group_id") == message.media_group_id and each.get("caption")
        for each in waiting
    )
