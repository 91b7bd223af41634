"""Being added to a group, and being blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatMemberStatus

from bot.handlers.addressing import is_group_type
from bot.handlers.delivery import Place, send
from bot.handlers.speech import speech_of

if TYPE_CHECKING:
    from telegram import ChatMember, Update
    from telegram.ext import ContextTypes

    from bot.handlers.surroundings import Surroundings

_INSIDE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


class Membership:
    """One welcome per group.

    When the bot comes in, not when its rights change. In private chats /start is the welcome.
    """

    def __init__(self, surroundings: Surroundings) -> None:
        self._here = surroundings

    async def changed(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Welcome a group that the bot was added to."""
        change = update.my_chat_member
        if change is None or not is_group_type(change.chat.type):
            return
        if _is_inside(change.old_chat_member) or not _is_inside(change.new_chat_member):
            return
        reply = self._here.reply("start", "", language_code=None, conversation=(change.chat.id, None, 0))
        await send(context.bot, Place(change.chat.id), speech_of(reply, asker=None))


def _is_inside(member: ChatMember) -> bool:
    return member.status in _INSIDE or (
        member.status == ChatMemberStatus.RESTRICTED and getattr(member, "is_member", False)
    )
