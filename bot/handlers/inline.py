"""Inline mode: `@bot question` in any chat gets replies to choose from while it is typed."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING

from telegram import InlineQueryResultsButton
from telegram.error import BadRequest, TelegramError

from bot.answering.offering import offer_of, offers
from bot.answering.subject import subject_of
from bot.handlers.articles import article
from bot.handlers.bounded import Bounded
from bot.handlers.refusals import Refusal, is_passing, kind_of
from bot.rendering.catalogue import catalogue
from bot.rendering.offered import rows

if TYPE_CHECKING:
    from telegram import InlineQuery, Update
    from telegram.ext import ContextTypes

    from bot.handlers.conversation import Conversations

_log = logging.getLogger(__name__)
CACHE_SECONDS = 30
"""How long Telegram may show a person the same rows for the same query: deleting a letter again costs nothing then, and
a base that was corrected is seen within half a minute."""
PATIENCE = 0.5
"""Seconds in which Telegram mostly takes an answer. One that it takes later goes on by itself: its update counts as
dealt with, since after a restart nobody would want it."""
WANTED = 10.0
"""Seconds for which a query is tried again, or an answer to it waited for: Telegram forgets it soon."""
START = "inline"
"""Payload of the button that leads to the private chat, where it is greeted as by a bare /start."""


class Inline:
    """Answers what is typed, and counts what is chosen."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._newest: Bounded[int, int] = Bounded()
        """Person -> the newest update of what they type, until it is dealt with."""
        self._since: Bounded[int, float] = Bounded()
        """Update -> when it was first tried."""
        self._late: set[asyncio.Task[None]] = set()

    async def typed(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Answer a query, unless more was typed since: of a word that comes letter by letter only the last counts.

        Nobody waits for an answer to what is no longer in the field, and each costs a look-up.
        """
        query = update.inline_query
        if query is None:
            return
        person = query.from_user.id
        self._newest.put(person, max(update.update_id, self._newest.get(person) or 0))
        await asyncio.sleep(0)  # what came in the same batch notes itself
        if self._newest.get(person) not in (update.update_id, None):
            return
        since = self._since.get(update.update_id) or time.monotonic()
        self._since.put(update.update_id, since)
        try:
            await self._in_time(query)
        except TelegramError as error:
            if not is_passing(error) or time.monotonic() - since < WANTED:
                raise
            _log.info("What was typed could not be answered in time (%s)", kind_of(error))
        finally:
            if self._newest.get(person) == update.update_id:
                self._newest.forget(person)

    async def chosen(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Count a reply that somebody sent as a question that was asked; nothing else of it is kept."""
        chosen = update.chosen_inline_result
        if chosen is None:
            return
        reader = await self._conversations.settings.reader(chosen.from_user)
        offer = offer_of(self._conversations.responder, chosen.query, reader, chosen.result_id)
        subject = subject_of(offer.reply) if offer else None
        if subject is not None:
            self._conversations.store.records.count(subject)

    async def _in_time(self, query: InlineQuery) -> None:
        """Answer a query, but wait no longer than `PATIENCE`: whoever types on is not kept waiting by a letter."""
        answering = asyncio.create_task(self._answer(query))
        await asyncio.wait({answering}, timeout=PATIENCE)
        if answering.done():
            answering.result()
            return
        self._late.add(answering)
        answering.add_done_callback(self._answered_late)

    def _answered_late(self, answering: asyncio.Task[None]) -> None:
        self._late.discard(answering)
        if not answering.cancelled() and isinstance(error := answering.exception(), Exception):
            _log.info("What was typed could not be answered (%s)", kind_of(error))

    async def _answer(self, query: InlineQuery) -> None:
        user, asked_most = query.from_user, self._conversations.store.records.asked_most
        reader = await self._conversations.settings.reader(user)
        found = offers(self._conversations.responder, query.query, reader, asked_most)
        say = catalogue(self._conversations.language_of(user, reader.chosen))
        try:
            await self._conversations.bot.answer_inline_query(
                query.id,
                [article(row) for row in rows(found)],
                cache_time=CACHE_SECONDS,
                is_personal=True,
                read_timeout=WANTED,
                button=InlineQueryResultsButton(say("button.start"), start_parameter=START),
            )
        except BadRequest as error:
            if not Refusal.TOO_LATE.fits(error):
                raise
            _log.info("What was typed was answered too late for Telegram")
        self._conversations.counts["inline"] += 1
