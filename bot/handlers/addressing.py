"""Is a message meant for the bot, and what does it ask? Pure: values in, values out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import MessageEntity
from telegram.constants import ChatType, MessageAttachmentType

from bot.answering.commands import find_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Chat, MaybeInaccessibleMessage, Message, User

QUESTION = "ask"
"""The command that a plain question is short for."""
_BY_TELEGRAM = {MessageAttachmentType.PASSPORT_DATA, MessageAttachmentType.SUCCESSFUL_PAYMENT}
_SENT = ("text", "caption", "checklist", *(each.value for each in MessageAttachmentType if each not in _BY_TELEGRAM))
"""What people send, as fields of a message; what else there is, or will be, Telegram tells."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a message asks: a command's name in lower case and its argument; a plain question is `ask` with `plain` set.

    `message_id` is the message that the answer belongs to; `by_command` says that it begins with a command. Where a
    question has words of its own and replies to a message, `pointed_at` has the words and the id of that (`completed`).
    `replies_to` is the message of the bot that it replies to; `wordless` says that a question has no words, and what it
    replies to has none: a sticker, a voice message.
    """

    name: str
    argument: str
    message_id: int
    plain: bool = False
    by_command: bool = False
    pointed_at: tuple[str, int] | None = None
    replies_to: int | None = None
    wordless: bool = False

    @property
    def digest(self) -> int:
        """A number by which the same is known again, without its words."""
        return hash((self.name, self.argument))


def read_in_private(message: Message, me: User) -> Asked | None:
    """Read a private message: any text, caption or poll is a question; None where it is not said to the bot.

    The bot's own name is no part of a question, nor is a command that somebody else wrote; another bot's is one that
    there is not, by its whole name.
    """
    if not _is_said_to_the_bot(message, me):
        return None
    command = _command(message, me)
    if command is None:
        without = _without_mention(message, me)
        if without is not None:
            return _ask(message, QUESTION, without, me)
        return _plain(message, text_of(message), me)
    name, addressee, argument = command
    if message.forward_origin is not None:
        return Asked(QUESTION, argument, message.message_id, by_command=True)
    if addressee and not _is_me(addressee, me):
        name = f"{name}@{addressee}"
    return _ask(message, name, argument, me, by_command=True)


def read_in_group(message: Message, me: User) -> Asked | None:
    """Read a group message: None where it is not meant for the bot, which then says nothing."""
    if written_by_a_bot(message, me) or message.forward_origin is not None:  # whoever forwards it did not write it
        return None
    command = _command(message, me)
    if command is not None:
        name, addressee, argument = command
        if addressee and not _is_me(addressee, me):
            return None
        return _ask(message, name, argument, me, by_command=True)
    text = text_of(message)
    without = _without_mention(message, me)
    if without is not None:
        return _ask(message, QUESTION, without, me)
    if not text or _answer(message, me) is None or _is_for_others(message):
        return None
    return _plain(message, text, me)


def read_as_guest(message: Message, me: User) -> Asked | None:
    """Read a message that calls the bot to a chat where it is no member; None where no person wrote it there."""
    if written_by_a_bot(message, me) or message.forward_origin is not None:
        return None
    without = _without_mention(message, me)
    return _ask(message, QUESTION, text_of(message) if without is None else without, me)


def completed(asked: Asked, says_nothing: Callable[[str, str], bool]) -> Asked:
    """Return what is asked: where its words say nothing ("@bot, please"), what the message that it replies to says.

    `says_nothing` tells it of words beside those of that message: "why?" asks something of them.
    """
    if asked.plain or asked.pointed_at is None or not says_nothing(asked.argument, asked.pointed_at[0]):
        return asked
    argument, message_id = asked.pointed_at
    return Asked(asked.name, argument, message_id, by_command=asked.by_command)


def written_by_a_bot(message: Message, me: User) -> bool:
    """Tell whether no person wrote this: another bot, this one through inline mode, or a channel's automatic forward.

    Anonymous admins and people who write as a channel carry a made-up bot as their sender, and `sender_chat`.
    """
    if message.is_automatic_forward or (message.via_bot is not None and message.via_bot.id == me.id):
        return True
    sender = message.from_user
    return sender is not None and sender.is_bot and message.sender_chat is None


def _is_said_to_the_bot(message: Message, me: User) -> bool:
    """Tell whether a person sent a private message to the bot; not what Telegram tells there, of whatever kind.

    In a channel's direct messages its admins answer people, and people suggest posts.
    """
    if written_by_a_bot(message, me):
        return False
    is_own = not message.chat.is_direct_messages or is_own_topic(message, message.from_user)
    if not is_own or message.suggested_post_info is not None:
        return False
    return message.forward_origin is not None or any(getattr(message, each) for each in _SENT)


def text_of(message: Message) -> str:
    """Return what a message says: its text, its caption, or a poll's question; "" for a sticker and the like."""
    return (message.text or message.caption or (message.poll.question if message.poll else "") or "").strip()


def is_group(chat: Chat) -> bool:
    """Tell whether several people write in a chat; in a channel's direct messages each has a topic of their own."""
    return chat.type in (ChatType.GROUP, ChatType.SUPERGROUP) and not chat.is_direct_messages


def thread_of(message: Message) -> int | None:
    """Return the forum topic to answer in.

    Replies in plain groups carry a thread id too, which may not be sent back.
    """
    return message.message_thread_id if message.is_topic_message else None


def direct_topic_of(message: MaybeInaccessibleMessage) -> int | None:
    """Return the topic of a channel's direct messages, without which nothing may be sent there."""
    topic = getattr(message, "direct_messages_topic", None)
    return None if topic is None else int(topic.topic_id)


def is_own_topic(message: MaybeInaccessibleMessage, user: User | None) -> bool:
    """Tell whether a message stands in somebody's own topic of a channel's direct messages."""
    topic = getattr(message, "direct_messages_topic", None)
    return topic is not None and user is not None and topic.user == user


def room_of(message: MaybeInaccessibleMessage) -> int:
    """Return by what number a chat's settings are kept: in a channel's direct messages each topic has its own."""
    return direct_topic_of(message) or message.chat.id


def sender_of(message: Message) -> int:
    """Return who writes: the chat in whose name an anonymous admin or a channel writes, else the person."""
    if message.sender_chat is not None:
        return message.sender_chat.id
    return message.from_user.id if message.from_user else message.chat.id


def conversation_of(message: Message) -> tuple[int, int | None, int]:
    """Return the chat, its topic and who writes: state of one conversation is nobody else's."""
    return message.chat.id, direct_topic_of(message) or thread_of(message), sender_of(message)


def _plain(message: Message, text: str, me: User) -> Asked:
    there, answer = _pointed_at(message, me), _answer(message, me)
    return Asked(QUESTION, text, message.message_id, plain=True, pointed_at=there, replies_to=answer)


def _ask(message: Message, name: str, argument: str, me: User, *, by_command: bool = False) -> Asked:
    """Complete a question without words by the message that it replies to; the answer then belongs to that one."""
    there = _pointed_at(message, me) if name == QUESTION else None
    if there is not None and not argument:
        return Asked(name, *there, by_command=by_command)
    answer = _answer(message, me)
    wordless = name == QUESTION and not argument and _points_at_no_words(message)
    return Asked(
        name,
        argument,
        message.message_id,
        by_command=by_command,
        pointed_at=there,
        replies_to=answer,
        wordless=wordless,
    )


def _pointed_at(message: Message, me: User) -> tuple[str, int] | None:
    """Return the words that a message replies to, quoted or whole, and the id of that one; not the bot's own."""
    target = message.reply_to_message
    if message.quote is not None and message.quote.text.strip():
        return message.quote.text.strip(), target.message_id if target else message.message_id
    if target is None or _answer(message, me) is not None or not text_of(target):
        return None
    return text_of(target), target.message_id


def _points_at_no_words(message: Message) -> bool:
    target = message.reply_to_message
    return target is not None and target.effective_attachment is not None and not text_of(target)


def _command(message: Message, me: User) -> tuple[str, str, str] | None:
    """Return a leading command's name, addressee ("" if none) and argument, line breaks kept.

    It may stand behind a mention of the bot, if it is one of its own. Such mentions are no part of the argument.
    """
    text = message.text or message.caption or ""
    found = (each for each in message.entities or message.caption_entities if each.type == MessageEntity.BOT_COMMAND)
    entity = next(found, None)
    if entity is None:
        return None
    name, _, addressee = _units(text, entity.offset + 1, entity.offset + entity.length).partition("@")
    end, mentions = entity.offset + entity.length, _mentions(message, me)
    before, behind = ([span for span in mentions if (span[0] < end) is early] for early in (True, False))
    is_ours = find_command(name) and (not addressee or _is_me(addressee, me))
    if entity.offset and not (before and is_ours and not _without(_units(text, 0, entity.offset), before)):
        return None
    argument = _without(text, [(0, end), *behind]) if behind else _units(text, end, None).strip()
    return name.lower(), addressee, argument


def _without_mention(message: Message, me: User) -> str | None:
    """Return the text without the mentions of the bot, None where it is not mentioned."""
    spans = _mentions(message, me)
    return _without(message.text or message.caption or "", spans) if spans else None


def _mentions(message: Message, me: User) -> list[tuple[int, int]]:
    """Return where the bot is mentioned, in UTF-16 units."""
    text = message.text or message.caption or ""
    return [
        (entity.offset, entity.offset + entity.length)
        for entity in message.entities or message.caption_entities
        if (
            entity.type == MessageEntity.MENTION
            and _is_me(_units(text, entity.offset + 1, entity.offset + entity.length), me)
        )
        or (entity.type == MessageEntity.TEXT_MENTION and entity.user is not None and entity.user.id == me.id)
    ]


def _is_for_others(message: Message) -> bool:
    """Tell whether a reply to the bot speaks to somebody else all the same: by a mention, a poll, or a link alone."""
    text = message.text or message.caption or ""
    found = message.entities or message.caption_entities
    links = [(each.offset, each.offset + each.length) for each in found if each.type == MessageEntity.URL]
    mentions = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION)
    return (
        message.poll is not None
        or any(each.type in mentions for each in found)
        or (bool(links) and not _without(text, links))
    )


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the lines of a text without some of it, and without what joined that to the rest."""
    kept, position = [], 0
    for start, end in spans:
        kept.append(_units(text, position, start))
        position = end
    kept.append(_units(text, position, None))
    lines = (" ".join(line.split()) for line in "".join(kept).splitlines())
    return "\n".join(filter(None, lines)).strip(" ,:\n")


def _answer(message: Message, me: User) -> int | None:
    """Return the message of the bot that a message replies to, None where it replies to none."""
    target = message.reply_to_message
    return target.message_id if target and target.from_user and target.from_user.id == me.id else None


def _is_me(username: str, me: User) -> bool:
    return username.lower() == (me.username or "").lower()


def _units(text: str, start: int, end: int | None) -> str:
    """Cut `text` by UTF-16 units, in which Telegram counts."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[start * 2 : None if end is None else end * 2].decode("utf-16-le", "replace")
