"""Groups that have become supergroups: what is kept goes with them, as do taps on their old messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatAction, ChatType
from telegram.error import ChatMigrated, TelegramError

from bot.handlers.refusals import is_passing

if TYPE_CHECKING:
    from telegram import Chat

    from bot.handlers.conversation import Conversations


def note_moved(conversations: Conversations, old: int, new: int) -> None:
    """Let a supergroup have what is kept of the group that it was. Telegram tells twice."""
    memory = conversations.memory
    memory.migrated.put(new, True)  # noqa: FBT003 - a set with an order
    memory.moved.put(old, new)
    conversations.settings.move(old, new)
    conversations.store.records.move(old, new)


async def present(conversations: Conversations, chat: Chat) -> int:
    """Return the chat that a chat is now: the supergroup, if it is a group that has become one.

    A process that was not told asks Telegram once, by the one call that says so and writes nothing: "typing".

    Raises:
        TelegramError: Telegram may say so later.
    """
    if chat.type != ChatType.GROUP:
        return chat.id
    known = conversations.memory.moved.get(chat.id)
    if known is not None:
        return known
    try:
        await conversations.bot.send_chat_action(chat.id, ChatAction.TYPING)
    except ChatMigrated as error:
        note_moved(conversations, chat.id, error.new_chat_id)
        return error.new_chat_id
    except TelegramError as error:
        if is_passing(error):
            raise
        return chat.id
    conversations.memory.moved.put(chat.id, chat.id)
    return chat.id
