"""What the small world consists of: users, chats, topics, messages, entities."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
"""A JSON object as the Bot API sends or takes it."""


class Status(StrEnum):
    """Say what a user is to a chat, in Telegram's words."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    LEFT = "left"
    KICKED = "kicked"

    @property
    def inside(self) -> bool:
        """Tell whether someone of this status is in the chat."""
        return self not in {Status.LEFT, Status.KICKED}

    @property
    def administers(self) -> bool:
        """Tell whether someone of this status has an administrator's rights."""
        return self in {Status.CREATOR, Status.ADMINISTRATOR}


class ChatType(StrEnum):
    """Name the kinds of chats, in Telegram's words."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(frozen=True, kw_only=True)
class User:
    """Describe a person or a bot. `language_code` may be absent, as in Telegram."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False


@dataclass(frozen=True, kw_only=True)
class Entity:
    """Mark a stretch of text; `offset` and `length` count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None
    custom_emoji_id: str | None = None
    user: User | None = None

    @property
    def end(self) -> int:
        """Return the offset behind the last code unit."""
        return self.offset + self.length


@dataclass(frozen=True, kw_only=True)
class Topic:
    """Describe a forum topic; `id` is its `message_thread_id`, the id of the message that created it."""

    chat_id: int
    id: int
    name: str
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class Message:
    """Hold one version of a message; an edit replaces it by another value.

    `text` with `entities` is the caption where `media` is set. `media` and `service` are fields of the Bot API's
    Message that are sent as they stand (`{"sticker": {...}}`, `{"new_chat_members": [...]}`). `topic_id` is set inside
    a forum topic, `thread_id` for replies in a supergroup without topics, where Telegram sends `message_thread_id`
    alone, `direct_topic_id` in direct messages. `reactions` maps user ids to emoji.
    """

    chat_id: int
    message_id: int
    date: int
    sender: User | None = None
    text: str = ""
    entities: tuple[Entity, ...] = ()
    reply_markup: Json | None = None
    link_preview_options: Json | None = None
    topic_id: int | None = None
    thread_id: int | None = None
    direct_topic_id: int | None = None
    reply_to: int | None = None
    quote: Json | None = None
    edit_date: int | None = None
    media: Json | None = None
    service: Json | None = None
    forward_origin: Json | None = None
    via_bot: User | None = None
    guest_caller: User | None = None
    reactions: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def buttons(self) -> tuple[Json, ...]:
        """Return the inline buttons in reading order; empty without an inline keyboard."""
        rows = (self.reply_markup or {}).get("inline_keyboard", ())
        return tuple(button for row in rows for button in row)


@dataclass(eq=False, kw_only=True)
class Chat:
    """Hold what a chat is and what was said in it; the world alone changes it.

    `members` maps user ids to what they are. In a private chat `id` is the user's id and `started` tells whether the
    user ever wrote to the bot, `blocked` whether they have stopped it. `last_bot` is the bot that spoke last. In a
    group that is `muted` only admins may write. `direct_topics` are those of a channel's direct messages, by the person
    who writes there; None for any other chat.
    """

    id: int
    type: ChatType
    title: str | None = None
    username: str | None = None
    user: User | None = None
    is_forum: bool = False
    started: bool = False
    blocked: bool = False
    muted: bool = False
    migrated_to: int | None = None
    last_bot: int | None = None
    last_message_id: int = 0
    members: dict[int, Status] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    direct_topics: dict[int, User] | None = None
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def is_group(self) -> bool:
        """Tell whether several people write here."""
        return self.type in {ChatType.GROUP, ChatType.SUPERGROUP}

    def status(self, user_id: int) -> Status:
        """Return what a user is to this chat; `LEFT` for one who never was here."""
        return self.members.get(user_id, Status.LEFT)


@dataclass(frozen=True, kw_only=True)
class CallbackAnswer:
    """Hold what the bot answered to a tap: a toast, an alert, or nothing visible (`text` empty)."""

    text: str = ""
    show_alert: bool = False
    url: str | None = None
