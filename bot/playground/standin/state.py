"""What the world holds, and the one way in which a message gets into it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .elsewhere import Modes, Queries
from .events import Events
from .model import Chat, ChatType, Message, Status, Topic, User
from .privacy import Privacy, calls_guest, hears
from .updates import UpdateQueue
from .writing import message_json, user_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .elsewhere import Asked, InlineResult
    from .model import Json

_FIRST_USER_ID = 1001
_FIRST_GROUP_ID = -2001
# Telegram's ids of supergroups and channels start with -100.
_FIRST_SUPERGROUP_ID = -1001000000001
_FIRST_DIRECT_TOPIC_ID = 1 << 40
"""Telegram promises no more than that it has at most 52 bits."""


class State:
    """Hold users, chats and messages; set up by plain calls that send the bot nothing.

    `clock` gives seconds since the epoch; tests may replace it. `privacy` is read whenever a message is written.
    """

    def __init__(self, bot: User, clock: Callable[[], float] = time.time) -> None:
        self.bot = bot
        self.clock = clock
        self.privacy = Privacy()
        self.modes = Modes()
        self.events = Events()
        self.updates = UpdateQueue(self.seconds)
        self.queries = Queries(self.seconds)
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}

    def seconds(self) -> float:
        """Return the present time by whatever clock is set at the moment."""
        return self.clock()

    def now(self) -> int:
        """Return the present second, as the Bot API dates things."""
        return int(self.clock())

    def add_user(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        is_bot: bool = False,
    ) -> User:
        """Add a person (or another bot) who has not yet talked to the bot."""
        user = User(
            id=max((i for i in self.users if i != self.bot.id), default=_FIRST_USER_ID - 1) + 1,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            is_bot=is_bot,
        )
        self.users[user.id] = user
        self.private(user)
        return user

    def private(self, user: User) -> Chat:
        """Return the private chat of a user with the bot."""
        if user.id not in self.chats:
            members = {user.id: Status.MEMBER, self.bot.id: Status.MEMBER}
            self.chats[user.id] = Chat(id=user.id, type=ChatType.PRIVATE, user=user, members=members)
        return self.chats[user.id]

    def add_group(
        self,
        title: str,
        *,
        members: Iterable[User] = (),
        admins: Iterable[User] = (),
        forum: bool = False,
        supergroup: bool = True,
        username: str | None = None,
        bot: Status = Status.MEMBER,
    ) -> Chat:
        """Add a group with the bot in it (`bot=Status.LEFT`: without it); the first admin is its creator.

        A supergroup unless `supergroup` is false; a forum is always one.
        """
        is_super = supergroup or forum
        chat = Chat(
            id=self._free_chat_id(is_super=is_super),
            type=ChatType.SUPERGROUP if is_super else ChatType.GROUP,
            title=title,
            username=username,
            is_forum=forum,
        )
        chat.members = {user.id: Status.MEMBER for user in members}
        for user in admins:
            owned = Status.CREATOR in chat.members.values()
            chat.members[user.id] = Status.ADMINISTRATOR if owned else Status.CREATOR
        chat.members[self.bot.id] = bot
        self.chats[chat.id] = chat
        return chat

    def add_channel(self, title: str, *, username: str | None = None, bot: Status = Status.ADMINISTRATOR) -> Chat:
        """Add a channel with the bot in it."""
        chat = Chat(id=self._free_chat_id(is_super=True), type=ChatType.CHANNEL, title=title, username=username)
        chat.members[self.bot.id] = bot
        self.chats[chat.id] = chat
        return chat

    def add_direct_messages(self, channel: Chat) -> Chat:
        """Add the direct messages of a channel, which the bot deals with as an admin; who writes has a topic there."""
        chat = Chat(
            id=self._free_chat_id(is_super=True), type=ChatType.SUPERGROUP, title=channel.title, direct_topics={}
        )
        chat.members[self.bot.id] = channel.status(self.bot.id)
        self.chats[chat.id] = chat
        return chat

    def add_topic(self, chat: Chat, name: str, *, by: User | None = None) -> Topic:
        """Add a forum topic; the message that creates it is not delivered (it is set-up, not news).

        Raises:
            ValueError: where the chat is no forum.

        """
        if not chat.is_forum:
            raise ValueError(f"{chat.title!r} is no forum: add_group(..., forum=True)")
        sender = by or next((self.users[i] for i in chat.members if i != self.bot.id), None)
        service: Json = {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}
        message = self.place(chat, sender=sender, service=service, deliver=False)
        topic = Topic(chat_id=chat.id, id=message.message_id, name=name)
        chat.topics[topic.id] = topic
        self.rewrite(replace(message, topic_id=topic.id))
        self.events.emit("topic", chat.id, {"id": topic.id, "name": name})
        return topic

    def chat_of(self, message: Message) -> Chat:
        """Return the chat that a message stands in."""
        return self.chats[message.chat_id]

    def current(self, message: Message) -> Message | None:
        """Return the newest version of a message, or None where it was deleted."""
        return self.chat_of(message).messages.get(message.message_id)

    def as_json(self, message: Message) -> Json:
        """Write a message as the Bot API's Message."""
        return message_json(message, self.chats)

    def place(self, chat: Chat, *, deliver: bool = True, kind: str = "message", **fields: Any) -> Message:
        """Put a new message into a chat, tell the watchers, and queue it for the bot where the bot hears it."""
        chat.last_message_id += 1
        fields = self._threaded(chat, fields)
        message = Message(chat_id=chat.id, message_id=chat.last_message_id, date=self.now(), **fields)
        chat.messages[message.message_id] = message
        if message.sender is not None and message.sender.is_bot and message.service is None:
            chat.last_bot = message.sender.id
        self.events.emit("message", chat.id, self.as_json(message))
        if deliver and message.sender != self.bot and hears(self.bot, self.privacy, chat, message):
            self.updates.add(kind, self.as_json(message), chat.id)
        elif deliver and self.modes.guest and calls_guest(self.bot, chat, message):
            self._call_guest(chat, message)
        return message

    def place_guest(self, asked: Asked, result: InlineResult) -> Message:
        """Put what a guest says beneath the message that it was mentioned in."""
        return self.place(
            self.chats[asked.chat_id or 0],
            sender=self.bot,
            guest_caller=asked.user,
            reply_to=asked.message_id,
            text=result.text,
            entities=result.entities,
            reply_markup=result.reply_markup,
            link_preview_options=result.link_preview_options,
        )

    def rewrite(self, message: Message) -> Message:
        """Replace a message by a newer version of itself."""
        self.chat_of(message).messages[message.message_id] = message
        return message

    def edited(self, message: Message) -> Message:
        """Replace a message by an edited version and tell the watchers."""
        self.rewrite(message)
        self.events.emit("edited", message.chat_id, self.as_json(message))
        return message

    def erase(self, message: Message) -> None:
        """Take a message out of its chat; Telegram tells bots nothing of it."""
        self.chat_of(message).messages.pop(message.message_id, None)
        self.events.emit("deleted", message.chat_id, {"message_id": message.message_id})

    def queue(self, kind: str, body: Json, lane: int | None) -> int | None:
        """Queue an update that is no message."""
        return self.updates.add(kind, body, lane)

    def named(self, user: User) -> Json:
        """Write a user as the Bot API's User."""
        return user_json(user)

    def _call_guest(self, chat: Chat, message: Message) -> None:
        user = message.sender or self.bot
        query_id = self.queries.open(user, message.text, chat_id=chat.id, message_id=message.message_id)
        self.updates.add("guest_message", self.as_json(message) | {"guest_query_id": query_id}, chat.id)

    def _threaded(self, chat: Chat, fields: dict[str, Any]) -> dict[str, Any]:
        """Set what Telegram sets by itself: the topic of a reply, the reply of a topic, the thread of a supergroup."""
        replied = chat.messages.get(fields.get("reply_to") or 0)
        topic_id = fields.get("topic_id")
        if replied is not None and topic_id is None and replied.topic_id is not None:
            fields["topic_id"] = replied.topic_id
        elif topic_id is not None and fields.get("reply_to") is None:
            # In a topic every message that is no reply replies to the one that created the topic.
            fields["reply_to"] = topic_id
        if chat.direct_topics is not None:
            fields.setdefault("direct_topic_id", self._direct_topic(chat, fields.get("sender"), replied))
        elif replied is not None and not chat.is_forum and chat.type is ChatType.SUPERGROUP:
            fields["thread_id"] = replied.thread_id or replied.message_id
        return fields

    @staticmethod
    def _direct_topic(chat: Chat, sender: User | None, replied: Message | None) -> int | None:
        """Return the topic of direct messages that a message stands in: that of what it replies to, else one's own."""
        if chat.direct_topics is None or sender is None or replied is not None:
            return None if replied is None else replied.direct_topic_id
        topic_id = _FIRST_DIRECT_TOPIC_ID + sender.id
        chat.direct_topics[topic_id] = sender
        return topic_id

    def _free_chat_id(self, *, is_super: bool) -> int:
        first = _FIRST_SUPERGROUP_ID if is_super else _FIRST_GROUP_ID
        taken = [i for i in self.chats if i <= first and (is_super or i > _FIRST_SUPERGROUP_ID)]
        return min(taken, default=first + 1) - 1
