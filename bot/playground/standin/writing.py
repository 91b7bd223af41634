"""The world's values written as the Bot API's JSON objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .entities import entity_json
from .model import Chat, ChatType, Json, Message, Status, User

if TYPE_CHECKING:
    from collections.abc import Mapping

# fmt: off
_ADMIN_RIGHTS = [
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_pin_messages",
]
# fmt: on


def user_json(user: User) -> Json:
    """Write a User; absent fields are left out as Telegram does."""
    body: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    for name in ("last_name", "username", "language_code"):
        if getattr(user, name) is not None:
            body[name] = getattr(user, name)
    return body


def chat_json(chat: Chat) -> Json:
    """Write a Chat as it stands inside messages."""
    body: Json = {"id": chat.id, "type": chat.type.value}
    if chat.user is not None:
        body["first_name"] = chat.user.first_name
        for name in ("last_name", "username"):
            if getattr(chat.user, name) is not None:
                body[name] = getattr(chat.user, name)
    if chat.title is not None:
        body["title"] = chat.title
    if chat.username is not None:
        body["username"] = chat.username
    if chat.is_forum:
        body["is_forum"] = True
    if chat.direct_topics is not None:
        body["is_direct_messages"] = True
    return body


def full_chat_json(chat: Chat) -> Json:
    """Write a ChatFullInfo with the fields that are always there."""
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    rights = {"permissions": {"can_send_messages": not chat.muted}} if chat.is_group else {}
    return (
        chat_json(chat)
        | rights
        | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(gifts, False),
        }
    )


def member_json(user: User, status: Status) -> Json:
    """Write a ChatMember of the kind its status asks for."""
    body: Json = {"status": status.value, "user": user_json(user)}
    if status is Status.CREATOR:
        body["is_anonymous"] = False
    elif status is Status.ADMINISTRATOR:
        body |= {"can_be_edited": False, "is_anonymous": False} | dict.fromkeys(_ADMIN_RIGHTS, True)
    elif status is Status.KICKED:
        body["until_date"] = 0
    return body


def message_json(message: Message, chats: Mapping[int, Chat], *, nested: bool = False) -> Json:
    """Write a Message; a nested one carries no reply of its own, as in Telegram."""
    chat = chats[message.chat_id]
    body: Json = {"message_id": message.message_id, "date": message.date, "chat": chat_json(chat)}
    if message.sender is not None:
        body["from"] = user_json(message.sender)
    if chat.type is ChatType.CHANNEL:
        body["sender_chat"] = chat_json(chat)
    body |= _topic(message, chat) | _content(message)
    replied = chat.messages.get(message.reply_to) if message.reply_to is not None and not nested else None
    if replied is not None:
        body["reply_to_message"] = message_json(replied, chats, nested=True)
    if message.via_bot is not None:
        body["via_bot"] = user_json(message.via_bot)
    if message.guest_caller is not None:
        body["guest_bot_caller_user"] = user_json(message.guest_caller)
    for name in ("edit_date", "quote", "forward_origin", "link_preview_options", "reply_markup"):
        if getattr(message, name) is not None:
            body[name] = getattr(message, name)
    return body


def _topic(message: Message, chat: Chat) -> Json:
    if message.topic_id is not None:
        return {"message_thread_id": message.topic_id, "is_topic_message": True}
    if message.direct_topic_id is not None and chat.direct_topics is not None:
        person = chat.direct_topics[message.direct_topic_id]
        return {"direct_messages_topic": {"topic_id": message.direct_topic_id, "user": user_json(person)}}
    return {} if message.thread_id is None else {"message_thread_id": message.thread_id}


def _content(message: Message) -> Json:
    if message.service is not None:
        return message.service
    entities = [entity_json(entity) for entity in message.entities]
    text, marks = ("caption", "caption_entities") if message.media is not None else ("text", "entities")
    body: Json = dict(message.media or {})
    if message.text or message.media is None:
        body[text] = message.text
    if entities:
        body[marks] = entities
    return body
