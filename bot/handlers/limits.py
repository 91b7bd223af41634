"""Telegram's flood limits, honoured per chat.

PTB's own limiter holds back every chat when one of them is told to wait; this one holds back that chat alone.
"""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

Response = TypeVar("Response")

PATIENCE = 5.0
"""Seconds that a call waits in place. Longer waits raise, so that the update is put back instead of holding its
task."""
TRIES = 3
"""Calls to make in place before the wait is passed on; Telegram extends a wait for those who do not heed it."""
AT_ONCE = 16
"""Requests under way at once that are not slow; slow links need some."""
SLOW = 1.0
"""Seconds after which a request makes room for another: chats that Telegram answers late hold up no others."""
REMEMBERED = 1000
"""Chats whose wait is remembered before old ones are thrown out."""


def seconds(error: RetryAfter) -> float:
    """Return how long Telegram asked to wait; no time at all is a second."""
    after = error.retry_after
    wait = float(after) if isinstance(after, int) else after.total_seconds()
    return wait if wait > 0 else 1.0


class ChatRateLimiter(BaseRateLimiter[None]):
    """Wait out a short RetryAfter in place, raise a long one, and send nothing to a chat before its wait is over."""

    def __init__(self, *, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._until: dict[str, float] = {}

    async def initialize(self) -> None:
        """Do nothing: there is nothing to open."""

    async def shutdown(self) -> None:
        """Do nothing: there is nothing to close."""

    async def process_request(  # noqa: PLR0917 - the signature is PTB's
        self,
        callback: Callable[..., Coroutine[Any, Any, bool | dict[str, Any] | list[dict[str, Any]]]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,  # noqa: ARG002
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002
    ) -> bool | dict[str, Any] | list[dict[str, Any]]:
        """Make the request.

        Raises:
            RetryAfter: the chat has to wait for longer than `patience`, or still had to after three calls.
        """
        chat = str(data["chat_id"]) if data.get("chat_id") is not None else ""
        for tries_left in reversed(range(TRIES)):
            await self._wait_for(chat)
            try:
                return await self._make_room(partial(callback, *args, **kwargs))
            except RetryAfter as error:
                self._note(chat, seconds(error))
                if seconds(error) > self._patience or not tries_left:
                    raise
                if not chat:
                    await asyncio.sleep(seconds(error))
        raise AssertionError  # the last round returns or raises

    async def _make_room(self, request: Callable[[], Coroutine[Any, Any, Response]]) -> Response:
        """Make a request, in a slot for as long as it is not slow."""
        async with self._slots:
            task = asyncio.create_task(request())
            try:
                await asyncio.wait({task}, timeout=SLOW)
            except asyncio.CancelledError:
                task.cancel()
                raise
        return await task

    async def _wait_for(self, chat: str) -> None:
        pause = self._until.get(chat, 0.0) - time.monotonic()
        if pause > self._patience:
            raise RetryAfter(int(pause) + 1)
        if pause > 0:
            await asyncio.sleep(pause)

    def _note(self, chat: str, pause: float) -> None:
        if not chat:
            return
        now = time.monotonic()
        if len(self._until) >= REMEMBERED:
            self._until = {each: until for each, until in self._until.items() if until > now}
        self._until[chat] = now + pause
