"""Where every exception of a handler ends: a log line with its traceback, a sentence to the chat, maybe another try."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import Update
from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.answering.saying import Notice
from bot.handlers import addressing
from bot.handlers.attempt import current
from bot.handlers.delivery import UncertainError, place_of, send
from bot.handlers.limits import seconds
from bot.handlers.refusals import Refusal, is_deleted_at_once, is_passing, kind_of
from bot.handlers.speech import speech_of_notice
from bot.rendering.catalogue import catalogue

if TYPE_CHECKING:
    from telegram.ext import ContextTypes

    from bot.handlers.conversation import Conversations

_log = logging.getLogger(__name__)
_UNWANTED = (Refusal.MAY_NOT_WRITE, Refusal.NO_TOPIC, Refusal.BLOCKED)


class ErrorHandler:
    """The one error handler of the Application.

    It never raises: an exception of its own would be swallowed, and the update confirmed with it.
    """

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations

    async def __call__(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Judge `context.error`: passing faults are to be tried again, all others are logged and apologised for."""
        error = context.error
        if error is None or self._judge(error):
            return
        _log.error("A handler failed", exc_info=error)
        try:
            await self._apologise(update, context)
        except Exception as second:  # noqa: BLE001 - nobody is left to tell
            if not self._judge(second):
                _log.error("The apology failed too", exc_info=second)

    def _judge(self, error: Exception) -> bool:
        """Deal with what is Telegram's or the network's doing; return False for a fault of the bot's own."""
        attempt = current.get()
        if isinstance(error, UncertainError):
            _log.error("An answer was sent twice and no response came; it is not sent again")
            return True
        unwanted = isinstance(error, BadRequest) and any(refusal.fits(error) for refusal in _UNWANTED)
        if unwanted or isinstance(error, Forbidden) or is_deleted_at_once(error):
            _log.info("The bot may not write here (blocked, removed, without the right to, or deleted at once)")
            return True
        if attempt is None or not is_passing(error):
            return False
        if isinstance(error, RetryAfter):
            attempt.not_yet(seconds(error))
        else:
            _log.warning("Telegram could not be reached (%s)", kind_of(error))
            attempt.not_yet()
        return True

    async def _apologise(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if not isinstance(update, Update):
            return
        in_group = update.effective_chat is not None and addressing.is_group(update.effective_chat)
        language = self._conversations.language_of(None if in_group else update.effective_user)
        if update.callback_query is not None:
            await update.callback_query.answer(catalogue(language)("error.text"), show_alert=True)
            return
        message = update.message
        if message is None:
            return
        if in_group:
            asked = addressing.read_in_group(message, context.bot.bot)
            if asked is None or not await self._conversations.settings.listens(message, asked):
                return
            language = (await self._conversations.settings.of(message.chat.id)).language or language
        speech = speech_of_notice(Notice("error.text", language))
        await send(context.bot, place_of(message, message.message_id), speech)
