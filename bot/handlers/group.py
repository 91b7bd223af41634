"""Groups: an answer to whoever asks the bot, silence for everybody else."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from telegram.error import BadRequest

from bot.answering.commands import find_command
from bot.handlers import addressing
from bot.handlers.delivery import place_of
from bot.handlers.membership import greet

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import ContextTypes

    from bot.handlers.addressing import Asked
    from bot.handlers.conversation import Conversations


class Group:
    """Commands, replies to the bot and mentions of it."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def message(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a new message if it is meant for the bot."""
        message = update.message
        if message is None:
            return
        self._conversations.memory.note_heard(message.chat.id, message.message_id)
        asked = self._asked(message, context)
        if asked is not None and await self._conversations.settings.listens(message, asked):
            if self._conversations.memory.ungreeted.get(message.chat.id):  # Telegram does not say when all may write
                with contextlib.suppress(BadRequest):  # an answer may be let through all the same
                    await greet(self._conversations, place_of(message), message.from_user)
            await self._conversations.answer(message, asked)

    async def edited(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Bring the answer to an edited message up to date, also where it is not meant for the bot any more."""
        message = update.edited_message
        if message is None or not self._conversations.answers.may_change(message):
            return
        asked = self._asked(message, context)
        if asked is None or await self._conversations.settings.listens(message, asked):
            await self._conversations.answer_again(message, asked)

    def _asked(self, message: Message, context: ContextTypes.DEFAULT_TYPE) -> Asked | None:
        asked = addressing.read_in_group(message, context.bot.bot)
        # A command that is not known here is most likely another bot's.
        if asked is None or not find_command(asked.name):
            return None
        return self._conversations.completed(message, asked)
