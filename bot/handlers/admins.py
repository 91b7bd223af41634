"""Who administers a group. Rights are checked by the bot itself: a menu's scope is only a menu."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import RetryAfter, TelegramError

from bot.handlers.memory import Bounded
from bot.handlers.refusals import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

_log = logging.getLogger(__name__)
CACHED_FOR = 300.0
"""Seconds: an admin who was just made waits no longer than this, and taps cost one call per group in the meantime."""


class Admins:
    """Asks Telegram, and remembers the answer for minutes."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._known: Bounded[int, tuple[float, frozenset[int]]] = Bounded()

    async def includes(self, bot: Bot, chat_id: int, user_id: int, *, afresh: bool = False) -> bool:
        """Tell whether a user administers a group; no where Telegram does not say. `afresh` asks it in any case.

        Raises:
            RetryAfter: Telegram asks to wait.
        """
        known = self._known.get(chat_id)
        if afresh or known is None or self._clock() - known[0] > CACHED_FOR:
            try:
                members = await bot.get_chat_administrators(chat_id)
            except RetryAfter:
                raise
            except TelegramError as error:
                _log.info("The admins of a group could not be asked for (%s)", kind_of(error))
                return False
            known = (self._clock(), frozenset(member.user.id for member in members))
            self._known.put(chat_id, known)
        return user_id in known[1]
