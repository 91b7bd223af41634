"""Who administers a group, and what the bot is there. Rights are checked here: a menu's scope is only a menu."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram.error import TelegramError

from bot.answering.context import InGroup
from bot.handlers.bounded import Bounded
from bot.handlers.refusals import is_passing, kind_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from telegram import Bot

_log = logging.getLogger(__name__)
CACHED_FOR = 300.0
"""Seconds for which an admin is taken for one, where a right that was lost a minute ago does no harm."""
REFUSED_FOR = 10.0
"""Seconds: an admin who was just made waits no longer than this, and strangers who tap cost no more calls."""


class Admins:
    """Asks Telegram, and remembers the answer for minutes."""

    def __init__(self, bot: Bot, clock: Callable[[], float]) -> None:
        self._bot = bot
        self._clock = clock
        self._known: Bounded[int, tuple[float, frozenset[int]]] = Bounded()

    async def includes(self, chat_id: int, user_id: int, *, afresh: bool = False) -> bool:
        """Tell whether a user administers a group; no where Telegram will not say. `afresh` believes no earlier yes.

        Raises:
            TelegramError: Telegram may say so later.
        """
        at, known = self._known.get(chat_id) or (float("-inf"), frozenset[int]())
        age = self._clock() - at
        if age <= REFUSED_FOR and user_id not in known:
            return False
        if age <= CACHED_FOR and user_id in known and not afresh:
            return True
        try:
            members = await self._bot.get_chat_administrators(chat_id)
        except TelegramError as error:
            if is_passing(error):
                raise
            _log.info("The admins of a group could not be asked for (%s)", kind_of(error))
            return False
        known = frozenset(member.user.id for member in members)
        self._known.put(chat_id, (self._clock(), known))
        return user_id in known

    async def bot_in(self, chat_id: int) -> InGroup:
        """Return what the bot is to a group, with its privacy mode as it is now; an admin is shown everything.

        Raises:
            TelegramError: as `Bot.get_me`.
        """
        me = await self._bot.get_me()
        hears_all = bool(me.can_read_all_group_messages) or await self.includes(chat_id, me.id)
        return InGroup(me.username or "", hears_all)
