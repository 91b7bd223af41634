"""Sends the timeline as a picture: drawn and uploaded once per base and language, then sent by Telegram's id of it."""

from __future__ import annotations

import asyncio
import logging
from html import escape
from typing import TYPE_CHECKING, Any

from telegram import ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, TelegramError

from bot.answering.timeline import Timeline, timeline
from bot.handlers.attempt import may_be_repeated, once
from bot.handlers.bounded import Bounded
from bot.handlers.delivery import Place, UncertainError
from bot.handlers.refusals import Refusal, is_passing, kind_of, may_have_arrived
from bot.rendering.catalogue import catalogue
from bot.rendering.picture import caption, draw, has_picture

if TYPE_CHECKING:
    from telegram import Bot, Message

    from bot.answering.context import CommandContext

_log = logging.getLogger(__name__)
KEPT = 32
"""File ids that are remembered: the languages of a few versions of the base."""


class Pictures:
    """Knows which pictures Telegram has. A restart forgets it: each is then uploaded once more."""

    def __init__(self) -> None:
        self._file_ids: Bounded[tuple[str, str], str] = Bounded(KEPT)
        self._drawing = asyncio.Lock()

    async def send(self, bot: Bot, place: Place, context: CommandContext) -> int | None:
        """Send the picture of the base in force; return its message, None where it cannot be sent, or drawn any more.

        A group that has become a supergroup gets it there. A passing fault is worth one more try of the update.

        Raises:
            UncertainError: nobody knows whether it arrived, nor of the try before.
            TelegramError: the bot may not write there at all, or a passing fault at the first try.
        """
        reply = timeline(context, "")
        if not has_picture(reply):
            _log.info("A picture was asked for that cannot be drawn any more")
            return None
        try:
            return await self._sent(bot, place, reply, context.knowledge.digest)
        except ChatMigrated as error:
            there = Place(error.new_chat_id)  # ids of messages and topics mean nothing there
            return await self._sent(bot, there, reply, context.knowledge.digest)
        except TelegramError as error:
            if is_passing(error) and may_be_repeated(("picture", place.room)):
                raise
            if may_have_arrived(error):
                raise UncertainError from error
            if not is_passing(error) and not isinstance(error, BadRequest):
                raise
            _log.warning("The picture of the timeline could not be sent (%s)", kind_of(error))
            return None

    async def _sent(self, bot: Bot, place: Place, reply: Timeline, digest: str) -> int:
        key = (digest, reply.language)
        if (known := self._file_ids.get(key)) is not None:
            try:
                return (await _send(bot, place, reply, known)).message_id
            except BadRequest as error:
                if not Refusal.NO_FILE.fits(error):
                    raise
                _log.info("Telegram does not have a picture of the timeline any more; it is uploaded again")
        async with self._drawing:  # one at a time: whoever waited finds it uploaded
            again = self._file_ids.get(key)
            if again is not None and again != known:
                return (await _send(bot, place, reply, again)).message_id
            sent = await _send(bot, place, reply, await asyncio.to_thread(draw, reply))
            if sent.photo:
                self._file_ids.put(key, sent.photo[-1].file_id)
            return sent.message_id


async def _send(bot: Bot, place: Place, reply: Timeline, photo: str | bytes) -> Message:
    options: dict[str, Any] = {"message_thread_id": place.thread_id, "direct_messages_topic_id": place.direct_topic_id}
    if place.reply_to is not None:
        options["reply_parameters"] = ReplyParameters(place.reply_to, allow_sending_without_reply=True)
    text = caption(reply, catalogue(reply.language))
    return await once(
        ("send", place.below(), "picture", hash(photo)),
        lambda: bot.send_photo(
            place.chat_id,
            photo,
            caption=escape(text, quote=False),
            parse_mode=ParseMode.HTML,
            filename="dates.png" if isinstance(photo, bytes) else None,
            **options,
        ),
    )
