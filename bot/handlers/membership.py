"""Being added to a group, and being blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatMemberStatus

from bot.answering.about import start
from bot.answering.saying import noted
from bot.handlers.addressing import is_group
from bot.handlers.delivery import Place
from bot.handlers.memory import NOBODY
from bot.handlers.moving import note_moved
from bot.handlers.sight import in_group

if TYPE_CHECKING:
    from telegram import ChatMember, Update
    from telegram.ext import ContextTypes

    from bot.handlers.conversation import Conversations

_INSIDE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


class Membership:
    """One welcome per group, ever.

    When the bot comes in and may write, not when its rights change. In private chats /start is the welcome.
    """

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def changed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Welcome a group that the bot was added to."""
        change = update.my_chat_member
        if change is None or not is_group(change.chat):
            return
        if _is_inside(change.old_chat_member) or not _is_inside(change.new_chat_member):
            return
        chat = change.chat.id
        if self._conversations.memory.migrated.get(chat) or self._conversations.memory.welcomed_lately(
            chat, self._conversations.clock()
        ):
            return
        chosen = await self._conversations.settings.of(chat)
        if chosen.quiet or not _may_write(change.new_chat_member) or await self._conversations.settings.greeted(chat):
            return
        known = chosen.language or self._conversations.memory.languages.get((chat, None))
        language = known or self._conversations.language_of(change.from_user)
        group = await in_group(context.bot, self._conversations.admins, chat)
        reply = start(self._conversations.context(language, group), "")
        await self._conversations.say(context.bot, Place(chat), reply, noted(reply, "start"), asker=NOBODY)
        self._conversations.settings.note_greeted(chat)

    async def migrated(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Note that a group became a supergroup: it is not a new one to be welcomed to."""
        message = update.message
        if message is None:
            return
        here = message.chat.id
        note_moved(self._conversations, message.migrate_from_chat_id or here, message.migrate_to_chat_id or here)


def _may_write(member: ChatMember) -> bool:
    return getattr(member, "can_send_messages", True) is not False


def _is_inside(member: ChatMember) -> bool:
    return member.status in _INSIDE or (
        member.status == ChatMemberStatus.RESTRICTED and getattr(member, "is_member", False)
    )
