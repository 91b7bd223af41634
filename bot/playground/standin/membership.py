"""Who comes, goes, blocks and is made an admin, and what the bot is told of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .model import Chat, ChatType, Status, User
from .state import State
from .writing import chat_json, member_json

if TYPE_CHECKING:
    from .model import Topic


class Membership(State):
    """Change what users and the bot are to a chat; each change tells the bot what Telegram would."""

    async def add_bot(self, chat: Chat, *, by: User, status: Status = Status.MEMBER) -> None:
        """Let a user add the bot to a group, or make it an admin (`status`) where it is in already."""
        was = chat.status(self.bot.id)
        self._bot_becomes(chat, status, by)
        if not was.inside and chat.is_group:
            self.place(chat, sender=by, service={"new_chat_members": [self.named(self.bot)]})

    async def remove_bot(self, chat: Chat, *, by: User) -> None:
        """Let a user throw the bot out of a group or channel."""
        if chat.is_group:
            # The departure itself is no longer delivered: the bot is not there to hear it.
            self.place(chat, sender=by, service={"left_chat_member": self.named(self.bot)}, deliver=False)
        self._bot_becomes(chat, Status.KICKED, by)

    async def block(self, user: User) -> None:
        """Let a user stop the bot in the private chat."""
        chat = self.private(user)
        chat.blocked = True
        self._bot_becomes(chat, Status.KICKED, user)

    async def unblock(self, user: User) -> None:
        """Let a user restart the bot they had stopped."""
        self.let_back(self.private(user), user)

    async def join(self, user: User, chat: Chat, *, by: User | None = None) -> None:
        """Let a user join a group, or be added by another."""
        self._becomes(chat, user, Status.MEMBER, by or user)
        self.place(chat, sender=by or user, service={"new_chat_members": [self.named(user)]})

    async def leave(self, user: User, chat: Chat, *, by: User | None = None) -> None:
        """Let a user leave a group, or be removed by another."""
        self._becomes(chat, user, Status.LEFT if by is None else Status.KICKED, by or user)
        self.place(chat, sender=by or user, service={"left_chat_member": self.named(user)})

    async def promote(self, user: User, chat: Chat, *, by: User) -> None:
        """Make a member an admin."""
        self._becomes(chat, user, Status.ADMINISTRATOR, by)

    async def close_topic(self, chat: Chat, topic: Topic, *, by: User) -> None:
        """Close a forum topic: only admins write there from now on."""
        chat.topics[topic.id] = replace(chat.topics[topic.id], closed=True)
        self.place(chat, sender=by, topic_id=topic.id, service={"forum_topic_closed": {}})

    async def migrate(self, group: Chat, *, by: User | None = None) -> Chat:
        """Turn a basic group into a supergroup and return it; the old id answers with `migrate_to_chat_id` from now on.

        Raises:
            ValueError: where the chat is no basic group.

        """
        if group.type is not ChatType.GROUP or group.migrated_to is not None:
            raise ValueError(f"{group.title!r} is no basic group: add_group(..., supergroup=False)")
        new = self.add_group(group.title or "", username=group.username)
        new.members = dict(group.members)
        sender = by or next((self.users[i] for i in group.members if i != self.bot.id), None)
        self.place(group, sender=sender, service={"migrate_to_chat_id": new.id})
        group.migrated_to = new.id
        self.place(new, sender=sender, service={"migrate_from_chat_id": group.id})
        self.events.emit("migrated", group.id, {"to": new.id})
        return new

    def let_back(self, chat: Chat, user: User) -> None:
        """End a block, if there is one: writing to a bot does it too."""
        if chat.blocked:
            chat.blocked = False
            self._bot_becomes(chat, Status.MEMBER, user)

    def _bot_becomes(self, chat: Chat, status: Status, by: User) -> None:
        self._changed(chat, self.bot, status, by, "my_chat_member")

    def _becomes(self, chat: Chat, user: User, status: Status, by: User) -> None:
        # Only an administrator bot is told of other members, and only when it asked for chat_member.
        self._changed(chat, user, status, by, "chat_member" if chat.status(self.bot.id).administers else None)

    def _changed(self, chat: Chat, user: User, status: Status, by: User, kind: str | None) -> None:
        was = chat.status(user.id)
        chat.members[user.id] = status
        self.events.emit("member", chat.id, {"user": self.named(user), "status": status.value})
        if kind is None or was is status:
            return
        body = {
            "chat": chat_json(chat),
            "from": self.named(by),
            "date": self.now(),
            "old_chat_member": member_json(user, was),
            "new_chat_member": member_json(user, status),
        }
        self.queue(kind, body, chat.id)
