"""Sends what is to be said: in parts if it is long, to the right topic, as plain text where Telegram refuses the HTML.

Every call goes through `once`, so that trying an update again does not repeat the parts that arrived.
"""

from __future__ import annotations

import dataclasses
import logging
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

from telegram import InlineKeyboardMarkup, LinkPreviewOptions, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.handlers import addressing
from bot.handlers.attempt import may_be_repeated, once
from bot.handlers.refusals import MALFORMED, Refusal, UnansweredError, kind_of, may_have_arrived

if TYPE_CHECKING:
    from collections.abc import Awaitable, Hashable, Sequence

    from telegram import Bot, MaybeInaccessibleMessage

_log = logging.getLogger(__name__)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TAG = re.compile(r"<[^>]*>")


class UncertainError(Exception):
    """A message was sent twice, and whether it arrived is not known either time; it is not sent again."""


@dataclass(frozen=True, slots=True)
class Speech:
    """What to say: Telegram's HTML in parts of at most 4,096 units, and buttons under the last part."""

    html: tuple[str, ...]
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where to say it. `insist` refuses to speak where the message replied to is gone.

    `direct_topic_id` is the topic of a channel's direct messages.
    """

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    insist: bool = False
    direct_topic_id: int | None = None

    @property
    def room(self) -> int:
        """By what number its settings are kept, as `addressing.room_of`."""
        return self.direct_topic_id or self.chat_id

    def below(self) -> Place:
        """Return where further parts go: they reply to nothing."""
        return Place(self.chat_id, self.thread_id, direct_topic_id=self.direct_topic_id)

    def further(self, ids: Sequence[int]) -> Place:
        """Return where a part goes below those of these ids: to the first, where that stands where it replies to."""
        return dataclasses.replace(self, reply_to=ids[0]) if self.insist else self.below()

    def without_topic(self) -> Place | None:
        """Return where to speak if Telegram does not find the topic; None for where it then may not.

        In a group beside the message that is replied to, which is still there if its forum has become a plain group, or
        Telegram knows the topic and shows it to bots no more. In a private chat in the chat itself.
        """
        if self.thread_id is None or (self.chat_id < 0 and self.reply_to is None):
            return None
        return Place(self.chat_id, reply_to=self.reply_to, insist=True) if self.chat_id < 0 else Place(self.chat_id)


def place_of(message: MaybeInaccessibleMessage, reply_to: int | None = None, *, here: int | None = None) -> Place:
    """Return where a message stands; `here` is the chat that its chat is now (`moving.present`).

    Of a message that is older than Telegram cares to show the chat is all that is known.
    """
    thread = addressing.thread_of(message) if isinstance(message, Message) else None
    return Place(here or message.chat.id, thread, reply_to, direct_topic_id=addressing.direct_topic_of(message))


async def send(bot: Bot, place: Place, speech: Speech) -> tuple[int, ...]:
    """Send all parts; return their message ids.

    Raises:
        TelegramError: as `Bot.send_message`; of BadRequest only what plain text does not mend.
        UncertainError: nobody knows whether it arrived, nor of the try before.
    """
    ids: list[int] = []
    try:
        await _send_rest(bot, place, speech, ids)
    except BadRequest as error:
        beside = place.without_topic()
        if beside is None or not Refusal.NO_TOPIC.fits(error):
            raise
        try:
            await _send_rest(bot, beside, speech, ids)
        except BadRequest as second:
            if not Refusal.NO_REPLIED.fits(second):
                raise
            raise error from None  # a topic that was deleted, and those who asked there with it
    return tuple(ids)


async def _send_rest(bot: Bot, place: Place, speech: Speech, ids: list[int]) -> None:
    """Send the parts that have no ids yet, and add theirs."""
    for number, html in enumerate(speech.html[len(ids) :], start=len(ids)):
        keyboard = speech.keyboard if number == len(speech.html) - 1 else None
        ids.append(await _send_part(bot, place.further(ids) if ids else place, number, html, keyboard))


def first_key(place: Place, speech: Speech) -> Hashable:
    """Return what `once` knows the sending of the first part by."""
    return _key(place, 0, speech.html[0])


def _key(place: Place, number: int, text: str) -> Hashable:
    return "send", place.below(), number, text


async def replace(bot: Bot, place: Place, old: Sequence[int], speech: Speech) -> tuple[int, ...]:
    """Turn the messages `old` into `speech`; return the ids it has now. Where they are gone it is sent anew.

    Raises:
        TelegramError: as `send`.
    """
    last = len(speech.html) - 1
    kept: list[int] = []
    for number, html in enumerate(speech.html):
        keyboard = speech.keyboard if number == last else None
        if number < len(old) and await edit(bot, place, old[number], html, keyboard):
            kept.append(old[number])
        elif number == 0:
            return await send(bot, place, speech)
        else:
            kept += await send(bot, place.below(), Speech((html,), keyboard))
    for message_id in old[len(kept) :]:
        await _delete(bot, place.chat_id, message_id)
    return tuple(kept)


async def edit(bot: Bot, place: Place, message_id: int, html: str, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Edit one message; return False where it cannot be edited any more. No change is as good as a change."""
    chat_id = place.chat_id

    def change(text: str, **options: Any) -> Awaitable[object]:
        return once(("edit", chat_id, message_id, text), lambda: bot.edit_message_text(text, **options))

    common: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id, "link_preview_options": NO_PREVIEW}
    try:
        await change(html, parse_mode=ParseMode.HTML, reply_markup=_usable(bot, place, keyboard), **common)
    except ChatMigrated:  # messages of the old group cannot be changed any more
        return False
    except BadRequest as error:
        if Refusal.UNCHANGED.fits(error):
            return True
        if Refusal.GONE.fits(error):
            return False
        if not Refusal.FORM.fits(error):
            raise
        _log.exception("Telegram refused the form of a reply; it is sent as plain text")
        await change(as_plain(html), **common)
    return True


async def _send_part(bot: Bot, place: Place, number: int, html: str, keyboard: InlineKeyboardMarkup | None) -> int:
    try:
        return await _send_one(bot, place, number, html, keyboard, ParseMode.HTML)
    except BadRequest as error:
        if not Refusal.FORM.fits(error):
            raise
        _log.exception("Telegram refused the form of a reply; it is sent as plain text")
        return await _send_one(bot, place, number, as_plain(html), None, None)


async def _send_one(  # noqa: PLR0917 - all of them make the one call
    bot: Bot, place: Place, number: int, text: str, keyboard: InlineKeyboardMarkup | None, mode: str | None
) -> int:
    usable = _usable(bot, place, keyboard)

    async def to(place: Place) -> Message:
        key = _key(place, number, text)
        reply = place.reply_to and ReplyParameters(place.reply_to, allow_sending_without_reply=not place.insist)

        async def call() -> Message:
            try:
                sent = await bot.send_message(
                    place.chat_id,
                    text,
                    parse_mode=mode,
                    message_thread_id=place.thread_id,
                    direct_messages_topic_id=place.direct_topic_id,
                    reply_parameters=reply or None,
                    reply_markup=usable,
                    link_preview_options=NO_PREVIEW,
                )
            except MALFORMED as error:
                raise UnansweredError("a success that is no message") from error
            if not isinstance(sent, Message):  # PTB takes an answer as it comes
                raise UnansweredError("a success that is no message")
            return sent

        try:
            return await once(key, call)
        except TelegramError as error:
            if may_have_arrived(error) and not may_be_repeated(key):
                raise UncertainError from error
            raise

    try:
        sent = await to(place)
    except ChatMigrated as error:
        sent = await to(Place(error.new_chat_id))  # ids of messages and topics mean nothing there
    return sent.message_id


def _usable(bot: Bot, place: Place, keyboard: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """Return the buttons without those that lead to inline mode where that is off: they would lead nowhere.

    A channel's direct messages take none at all.
    """
    if keyboard is None or (bot.supports_inline_queries and place.direct_topic_id is None):
        return keyboard
    rows = [[each for each in row if each.switch_inline_query is None] for row in keyboard.inline_keyboard]
    return InlineKeyboardMarkup([row for row in rows if row])


async def _delete(bot: Bot, chat_id: int, message_id: int) -> None:
    try:
        await once(("delete", chat_id, message_id), lambda: bot.delete_message(chat_id, message_id))
    except BadRequest:
        _log.info("A part of an older answer could not be deleted")


async def delete_all(bot: Bot, chat_id: int, message_ids: Sequence[int]) -> None:
    """Delete what was on its way when its question was edited away."""
    for each in message_ids:
        try:
            await bot.delete_message(chat_id, each)
        except TelegramError as error:
            _log.warning("An answer whose question was edited away stays (%s)", kind_of(error))


def as_plain(text: str) -> str:
    """Return Telegram's HTML without its markup."""
    return unescape(_TAG.sub("", text))
