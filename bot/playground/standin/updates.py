"""The queue of updates: numbered, kept until confirmed, handed out by long polling."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from .model import Json

FIRST_UPDATE_ID = 100_000_001
MAX_UPDATES = 100
"""Telegram hands out at most this many updates a call, and takes any other limit as this one."""
MAX_TIMEOUT = 50
"""Telegram holds a long poll at most about this many seconds."""
LIFETIME = 24 * 3600.0
"""Seconds after which Telegram forgets an update that nobody fetched."""
SHORT_LIVES = {"callback_query": 150.0, "inline_query": 30.0, "guest_message": 30.0}
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
"""Kinds that a bot only gets when it asks for them by name."""

_POLL_CONFLICT = "terminated by other getUpdates request; make sure that only one bot instance is running"


@dataclass(frozen=True)
class Update:
    """Hold one update; `lane` is the chat in which order matters, None where it does not."""

    id: int
    kind: str
    body: Json
    lane: int | None
    created: float

    def as_json(self) -> Json:
        """Write it as the Bot API's Update."""
        return {"update_id": self.id, self.kind: self.body}

    def expired(self, now: float) -> bool:
        """Tell whether Telegram would have dropped it by now."""
        return now - self.created > SHORT_LIVES.get(self.kind, LIFETIME)


class UpdateQueue:
    """Keep updates until they are confirmed, across any number of bot restarts.

    `allowed` is the remembered `allowed_updates` (None: the default set). It decides when an update is made, not when
    it is fetched, as Telegram documents.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.allowed: tuple[str, ...] | None = None
        self._clock = clock
        self._pending: list[Update] = []
        self._next_id = FIRST_UPDATE_ID
        self._changed = asyncio.Event()
        self._poll = 0
        self._why = _POLL_CONFLICT
        self._closed = False
        self._polls = 0

    @property
    def polled(self) -> bool:
        """Tell whether a long poll is waiting at this moment."""
        return self._polls > 0

    @property
    def pending(self) -> tuple[Update, ...]:
        """Return the unconfirmed updates, oldest first."""
        now = self._clock()
        self._pending = [update for update in self._pending if not update.expired(now)]
        return tuple(self._pending)

    def now(self) -> int:
        """Return the present second."""
        return int(self._clock())

    def allow(self, kinds: list[str] | None) -> None:
        """Remember `allowed_updates`: None keeps what was said before, an empty list means the default set."""
        if kinds is not None:
            self.allowed = tuple(kinds) or None

    def add(self, kind: str, body: Json, lane: int | None) -> int | None:
        """Queue an update and return its id, or None where the bot does not want its kind."""
        wanted = kind not in NOT_BY_DEFAULT if self.allowed is None else kind in self.allowed
        if not wanted:
            return None
        update = Update(self._next_id, kind, body, lane, self._clock())
        self._next_id += 1
        self._pending.append(update)
        self._wake()
        return update.id

    def remove(self, update_id: int) -> None:
        """Confirm one update by itself (the webhook's way)."""
        self._pending = [update for update in self._pending if update.id != update_id]
        self._wake()

    def drop(self) -> None:
        """Forget every pending update."""
        self._pending.clear()
        self._wake()

    def end_polls(self, why: str) -> None:
        """End the poll that waits, if any, with a 409 of this wording."""
        self._poll += 1
        self._why = why
        self._wake()

    def close(self) -> None:
        """Let every waiting poll return empty-handed."""
        self._closed = True
        self._wake()

    def changed(self) -> Coroutine[None, None, bool]:
        """Return what to await for the next change after this call: no change in between is missed."""
        return self._changed.wait()

    async def fetch(self, offset: int, limit: int, wait: float) -> list[Update]:
        """Confirm what lies below `offset` and return the oldest updates, waiting up to `wait` seconds for the first.

        A negative offset keeps that many of the newest updates and forgets the older ones.

        Raises:
            ApiError: 409 where another poll or a webhook takes over while this one waits.

        """
        self.end_polls(_POLL_CONFLICT)
        turn = self._poll
        if offset > 0:
            self._pending = [update for update in self._pending if update.id >= offset]
        elif offset < 0:
            self._pending = self._pending[offset:]
        limit = limit if 1 <= limit <= MAX_UPDATES else MAX_UPDATES
        loop = asyncio.get_running_loop()
        deadline = loop.time() + min(wait, MAX_TIMEOUT)
        while not self._closed:
            if turn != self._poll:
                raise conflict(self._why)
            found = self.pending[:limit]
            remaining = deadline - loop.time()
            if found or remaining <= 0:
                return list(found)
            self._polls += 1
            try:
                async with asyncio.timeout(remaining):
                    await self._changed.wait()
            except TimeoutError:
                return []
            finally:
                self._polls -= 1
        return []

    def _wake(self) -> None:
        # Whoever waits holds the old event; the next to wait gets a fresh one.
        self._changed.set()
        self._changed = asyncio.Event()
