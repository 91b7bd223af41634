"""What the methods work on: the world, the bot's profile, the webhook."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from .errors import ApiError, bad_request, forbidden
from .model import Chat, ChatType, Message, Status
from .profile import Profile

if TYPE_CHECKING:
    from .webhook import Webhook
    from .world import World

Params: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Described:
    """Carry a result with the `description` that Telegram puts beside it."""

    result: object
    description: str


@dataclass(frozen=True)
class Service:
    """Hold what a handler may read and change."""

    world: World
    webhook: Webhook
    profile: Profile = field(default_factory=Profile)
    pictures: dict[str, bytes] = field(default_factory=dict)
    """File id -> what was uploaded."""

    def chat(self, params: Params) -> Chat:
        """Return the chat that a call is about.

        Raises:
            ApiError: 400 where there is none, or where it became a supergroup.

        """
        given = params.get("chat_id")
        if given is None:
            raise bad_request("chat_id is empty")
        if isinstance(given, str):
            chat = next((c for c in self.world.chats.values() if c.username and f"@{c.username}" == given), None)
        else:
            chat = self.world.chats.get(given)
        if chat is None or (chat.is_group and self.world.bot.id not in chat.members):
            raise bad_request("chat not found")
        if chat.migrated_to is not None:
            raise bad_request(
                "group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=chat.migrated_to,
            )
        return chat

    def writable(self, params: Params) -> Chat:
        """Return the chat that a call writes to.

        Raises:
            ApiError: as `chat` does; 403 where the bot may not write: blocked, never started, thrown out.

        """
        chat = self.chat(params)
        if (refusal := _refusal(chat, self.world.bot.id)) is not None:
            raise refusal
        return chat

    def message(self, chat: Chat, message_id: int, missing: str) -> Message:
        """Return a message of a chat.

        Raises:
            ApiError: 400 with the wording `missing` where there is none.

        """
        message = chat.messages.get(message_id)
        if message is None:
            raise bad_request(missing)
        return message


Handler: TypeAlias = Callable[[Service, Params], Awaitable[object]]
"""Answer a call with its result (JSON), or raise ApiError."""


def thread(chat: Chat, params: Params) -> int | None:
    """Return the forum topic that a call is about, None for the chat itself.

    Raises:
        ApiError: 400 where the chat has no such topic, or where it is closed.

    """
    topic_id: int | None = params.get("message_thread_id")
    if topic_id is None:
        return None
    if topic_id not in chat.topics:
        raise bad_request("message thread not found")
    if chat.topics[topic_id].closed:
        raise bad_request("TOPIC_CLOSED")
    return topic_id


def direct_topic(chat: Chat, params: Params) -> int | None:
    """Return the topic of a channel's direct messages that a call is about, None in any other chat.

    Raises:
        ApiError: 400 where it is missing or there is no such topic.

    """
    topic_id: int | None = params.get("direct_messages_topic_id")
    if topic_id is None and chat.direct_topics is not None:
        raise bad_request("channel direct messages topic must be specified")
    if topic_id is not None and topic_id not in (chat.direct_topics or ()):
        raise bad_request("direct messages topic not found")
    return topic_id


def _refusal(chat: Chat, bot_id: int) -> ApiError | None:
    if chat.type is ChatType.PRIVATE:
        return _private_refusal(chat)
    kind = "group chat" if chat.type is ChatType.GROUP else f"{chat.type} chat"
    status = chat.status(bot_id)
    if status is Status.KICKED:
        return forbidden(f"bot was kicked from the {kind}")
    if not status.inside:
        return forbidden(f"bot is not a member of the {kind}")
    if chat.type is ChatType.CHANNEL and not status.administers:
        return bad_request("need administrator rights in the channel chat")
    return None


def _private_refusal(chat: Chat) -> ApiError | None:
    if chat.user is not None and chat.user.is_bot:
        return forbidden("bot can't send messages to bots")
    if chat.blocked:
        return forbidden("bot was blocked by the user")
    return None if chat.started else forbidden("bot can't initiate conversation with a user")
