"""A chat as readable text, so that a failing test shows the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Chat, Json, Message, User

_SIGNS = (("url", "↗"), ("copy_text", "⧉"), ("switch_inline_query", "⤳"), ("switch_inline_query_current_chat", "⤳"))


def transcript(chat: Chat, users: Mapping[int, User] | None = None) -> str:
    """Write all present messages of a chat in order, with topics, replies, edits, buttons and reactions."""
    name = chat.title or (chat.user.first_name if chat.user is not None else "")
    lines = [f"=== {name} ({chat.type}, {chat.id}) ==="]
    for message in chat.messages.values():
        lines += _message(chat, message, users or {})
    return "\n".join(lines)


def _message(chat: Chat, message: Message, users: Mapping[int, User]) -> list[str]:
    sender = message.sender.first_name if message.sender is not None else chat.title
    head = f"[{message.message_id}] {sender}"
    if message.topic_id is not None:
        topic = chat.topics.get(message.topic_id)
        head += f" #{topic.name if topic else message.topic_id}"
    if message.reply_to is not None and message.reply_to != message.topic_id:
        head += f" -> [{message.reply_to}]"
    if message.edit_date is not None:
        head += " (edited)"
    text = message.text
    for content in (message.media, message.service):
        if content is not None:
            text = f"<{', '.join(content)}> {text}".rstrip()
    first, *rest = text.split("\n")
    lines = [f"{head}: {first}", *(f"      {line}" for line in rest)]
    for row in (message.reply_markup or {}).get("inline_keyboard", ()):
        lines += ["      " + " ".join(f"[ {_button(button)} ]" for button in row)]
    for user_id, emoji in message.reactions.items():
        who = users[user_id].first_name if user_id in users else str(user_id)
        lines.append(f"      {who} reacts {' '.join(emoji)}")
    return lines


def _button(button: Json) -> str:
    return next((f"{button['text']} {sign}" for key, sign in _SIGNS if key in button), button["text"])
