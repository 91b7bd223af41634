"""Being added to a group, and being blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatMemberStatus

from bot.answering.about import start
from bot.answering.saying import noted
from bot.handlers.addressing import is_group_type
from bot.handlers.delivery import Place

if TYPE_CHECKING:
    from telegram import ChatMember, Update
    from telegram.ext import ContextTypes

    from bot.handlers.conversation import Conversations

NOBODY = 0
"""The id of no user: nobody asked for a welcome."""
_INSIDE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


class Membership:
    """One welcome per group.

    When the bot comes in, not when its rights change. In private chats /start is the welcome.
    """

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def changed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Welcome a group that the bot was added to."""
        change = update.my_chat_member
        if change is None or not is_group_type(change.chat.type):
            return
        if _is_inside(change.old_chat_member) or not _is_inside(change.new_chat_member):
            return
        chat = change.chat.id
        if self._conversations.memory.migrated.get(chat) or self._conversations.welcomed_lately(chat):
            return
        known = self._conversations.memory.languages.get((chat, None))
        reply = start(self._conversations.context(known or self._conversations.language_of(change.from_user)), "")
        await self._conversations.say(context.bot, Place(chat), reply, noted(reply, "start"), asker=NOBODY)

    async def migrated(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Note that a group became a supergroup: it is not a new one to be welcomed to."""
        message = update.message
        for chat_id in (
            (message.migrate_to_chat_id, message.migrate_from_chat_id and message.chat.id) if message else ()
        ):
            if chat_id:
                self._conversations.memory.migrated.put(chat_id, True)  # noqa: FBT003 - a set with an order
        if message is not None and message.migrate_to_chat_id and self._conversations.feedback.records is not None:
            self._conversations.feedback.records.move(message.chat.id, message.migrate_to_chat_id)


def _is_inside(member: ChatMember) -> bool:
    return member.status in _INSIDE or (
        member.status == ChatMemberStatus.RESTRICTED and getattr(member, "is_member", False)
    )
