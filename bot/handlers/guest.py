"""Guest mode: a mention of the bot in a chat where it is no member gets one reply, and nothing is kept of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import BadRequest

from bot.answering.language import reply_language
from bot.answering.offering import Offer
from bot.handlers import addressing
from bot.handlers.articles import article
from bot.handlers.attempt import crowded, once
from bot.handlers.refusals import Refusal
from bot.rendering.catalogue import catalogue
from bot.rendering.html import render_notice
from bot.rendering.offered import Row, row_of

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import ContextTypes

    from bot.answering.offering import Reader
    from bot.handlers.addressing import Asked
    from bot.handlers.conversation import Conversations

_log = logging.getLogger(__name__)
REPLY = "reply"
"""The id of the one result, which nobody chooses."""


class Guest:
    """Answers where it was called, from the question alone: it knows no chat, and remembers none."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def called(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a mention by the one reply that Telegram takes."""
        message = update.guest_message
        if message is None or message.guest_query_id is None or crowded():
            return
        asked = addressing.read_as_guest(message, context.bot.bot)
        if asked is None:
            return
        reader = await self._conversations.settings.reader(message.from_user, remembered=False)
        query_id, result = (
            message.guest_query_id,
            article(self._row(addressing.completed(asked, self._conversations.responder.says_nothing), reader)),
        )
        try:
            await once(("guest", query_id), lambda: context.bot.answer_guest_query(query_id, result))
        except BadRequest as error:
            if not Refusal.TOO_LATE.fits(error):
                raise
            _log.info("A mention was answered too late for Telegram")
        self._conversations.counts["guest"] += 1

    def _row(self, asked: Asked, reader: Reader) -> Row:
        responder, code = self._conversations.responder, reader.language_code
        if not asked.argument:
            languages = responder.knowledge.story.languages
            return self._sentence(
                "mention.needs_question", reply_language(languages, fixed=reader.chosen, language_code=code)
            )
        beside = asked.pointed_at[0] if asked.pointed_at else ""
        reply = responder.respond(asked.argument, fixed_language=reader.chosen, language_code=code, beside=beside).reply
        return row_of(Offer(REPLY, "", reply)) or self._sentence("guest.too_long", reply.language)

    def _sentence(self, key: str, language: str) -> Row:
        return Row(REPLY, catalogue(language)(key), "", render_notice(key, language))
