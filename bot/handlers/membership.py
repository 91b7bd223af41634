"""Being added to a group, being let speak there, and being blocked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram.constants import ChatMemberStatus

from bot.answering.about import start
from bot.answering.saying import noted
from bot.handlers.addressing import is_group
from bot.handlers.delivery import Place
from bot.handlers.memory import NOBODY
from bot.handlers.moving import note_moved

if TYPE_CHECKING:
    from telegram import ChatMember, Update, User
    from telegram.ext import ContextTypes

    from bot.handlers.conversation import Conversations

_INSIDE = (ChatMemberStatus.MEMBER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


class Membership:
    """One welcome per group, ever, when the bot first may write there. In private chats /start is the welcome."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def changed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Welcome a group that the bot was added to, or may write in by now."""
        change = update.my_chat_member
        if change is not None and is_group(change.chat) and _may_write(change.new_chat_member):
            await greet(self._conversations, Place(change.chat.id), change.from_user)

    async def migrated(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Note that a group became a supergroup: it is not a new one to be welcomed to."""
        message = update.message
        if message is None:
            return
        here = message.chat.id
        note_moved(self._conversations, message.migrate_from_chat_id or here, message.migrate_to_chat_id or here)


async def greet(conversations: Conversations, place: Place, user: User | None) -> None:
    """Welcome a group that was not welcomed, in its language, else in that of whoever brought the bot in.

    `place` is where it may write, the topic where it was asked: of a forum General may be closed.

    Raises:
        TelegramError: as `Bot.send_message`; the group is then `ungreeted` as far as is remembered.
    """
    memory, settings, chat = conversations.memory, conversations.settings, place.chat_id
    if memory.migrated.get(chat):
        return
    if memory.welcomed_lately(chat, conversations.clock()):
        settings.note_greeted(chat)
        return
    chosen = await settings.of(chat)
    if chosen.quiet or await settings.greeted(chat):
        return
    memory.ungreeted.put(chat, True)  # noqa: FBT003 - a set with an order
    language = chosen.language or memory.languages.get((chat, None)) or conversations.language_of(user)
    reply = start(conversations.context(language, await conversations.admins.bot_in(chat)), "")
    await conversations.say(place, reply, noted(reply, "start"), asker=NOBODY)
    memory.ungreeted.forget(chat)
    settings.note_greeted(chat)


def _may_write(member: ChatMember) -> bool:
    return _is_inside(member) and getattr(member, "can_send_messages", True) is not False


def _is_inside(member: ChatMember) -> bool:
    return member.status in _INSIDE or (
        member.status == ChatMemberStatus.RESTRICTED and getattr(member, "is_member", False)
    )
