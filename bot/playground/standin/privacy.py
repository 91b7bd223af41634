"""What Telegram delivers to a bot in a group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .utf16 import cut

if TYPE_CHECKING:
    from .model import Chat, Message, User


@dataclass
class Privacy:
    """Switch what a bot hears in groups.

    `enabled` is BotFather's privacy mode (on by default). `mentions` delivers plain @mentions too: they are not on
    Telegram's list, yet bots report getting them.
    """

    enabled: bool = True
    mentions: bool = False


def hears(bot: User, privacy: Privacy, chat: Chat, message: Message) -> bool:
    """Tell whether the bot gets an update for a message of someone else.

    With privacy mode on: service messages, replies to the bot, messages sent via it, `/command@bot`, and a bare
    `/command` while no other bot spoke after it. An administrator bot hears everything; no bot hears another bot.
    """
    if message.sender is not None and message.sender.is_bot:
        return False
    status = chat.status(bot.id)
    if not status.inside:
        return False
    if not chat.is_group or not privacy.enabled or status.administers or message.service is not None:
        return True
    replied = chat.messages.get(message.reply_to) if message.reply_to is not None else None
    if replied is not None and replied.sender == bot and replied.service is None:
        return True
    return message.via_bot == bot or _commanded(bot, chat, message) or (privacy.mentions and mentioned(bot, message))


def _commanded(bot: User, chat: Chat, message: Message) -> bool:
    for entity in message.entities:
        if entity.type == "bot_command" and entity.offset == 0:
            _, at, name = cut(message.text, entity.offset, entity.length).partition("@")
            return name.lower() == (bot.username or "").lower() if at else chat.last_bot == bot.id
    return False


def calls_guest(bot: User, chat: Chat, message: Message) -> bool:
    """Tell whether somebody mentions the bot in a chat where it is no member."""
    is_person = message.sender is not None and not message.sender.is_bot
    return is_person and not chat.status(bot.id).inside and mentioned(bot, message)


def mentioned(bot: User, message: Message) -> bool:
    """Tell whether a message names the bot by its username."""
    names = {
        cut(message.text, entity.offset, entity.length).lower()
        for entity in message.entities
        if entity.type == "mention"
    }
    return f"@{bot.username}".lower() in names
