"""Sends the timeline as a picture: drawn and uploaded once per base and language, then sent by Telegram's id of it."""

from __future__ import annotations

import asyncio
import logging
from html import escape
from typing import TYPE_CHECKING, Any

from telegram import ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated

from bot.answering.timeline import Timeline, timeline
from bot.handlers.attempt import once
from bot.handlers.memory import Bounded
from bot.handlers.refusals import Refusal
from bot.rendering.catalogue import catalogue
from bot.rendering.picture import caption, draw, has_picture

if TYPE_CHECKING:
    from telegram import Bot, Message

    from bot.answering.context import CommandContext
    from bot.handlers.delivery import Place

_log = logging.getLogger(__name__)
KEPT = 32
"""File ids that are remembered: the languages of a few versions of the base."""


class Pictures:
    """Knows which pictures Telegram has. A restart forgets it: each is then uploaded once more."""

    def __init__(self) -> None:
        self._file_ids: Bounded[tuple[str, str], str] = Bounded(KEPT)
        self._drawing = asyncio.Lock()

    async def send(self, bot: Bot, place: Place, context: CommandContext) -> int | None:
        """Send the picture of the base in force; return its message, None where there is no picture any more.

        Raises:
            TelegramError: as `Bot.send_photo`.
        """
        reply = timeline(context, "")
        if not has_picture(reply):
            return None
        key = (context.knowledge.digest, reply.language)
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
    options: dict[str, Any] = {"message_thread_id": place.thread_id}
    if place.reply_to is not None:
        options["reply_parameters"] = ReplyParameters(place.reply_to, allow_sending_without_reply=True)
    try:
        return await _sent(bot, place.chat_id, reply, photo, options)
    except ChatMigrated as error:
        return await _sent(bot, error.new_chat_id, reply, photo, {})  # messages and topics have other numbers there


async def _sent(bot: Bot, chat_id: int, reply: Timeline, photo: str | bytes, options: dict[str, Any]) -> Message:
    text = caption(reply, catalogue(reply.language))
    return await once(
        ("send", chat_id, options.get("message_thread_id"), "picture", hash(photo)),
        lambda: bot.send_photo(
            chat_id,
            photo,
            caption=escape(text, quote=False),
            parse_mode=ParseMode.HTML,
            filename="dates.png" if isinstance(photo, bytes) else None,
            **options,
        ),
    )
