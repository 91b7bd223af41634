"""Telling everyone who watches (tests, the page) what changed."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .model import Json

Found = TypeVar("Found")


@dataclass(frozen=True)
class Event:
    """Report one change.

    `kind` is `message`, `edited`, `deleted`, `callback` (a tap), `callback_answer`, `reaction`, `chat_action`,
    `commands`, `description`, `member`, `topic`, `migrated` or `call` (a call of the bot was answered); `chat_id` is
    None for what concerns no chat; `body` is JSON, for messages the Bot API's Message.
    """

    kind: str
    chat_id: int | None
    body: Json


class Events:
    """Hand every change to every subscriber, in order, each in its own unbounded queue."""

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[Event]] = set()

    def emit(self, kind: str, chat_id: int | None, body: Json) -> None:
        """Report a change to all present subscribers."""
        event = Event(kind, chat_id, body)
        for queue in self._queues:
            queue.put_nowait(event)

    @contextmanager
    def subscribe(self) -> Iterator[asyncio.Queue[Event]]:
        """Give a queue that receives every change from now until the block ends."""
        queue: asyncio.Queue[Event] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield queue
        finally:
            self._queues.discard(queue)

    async def until(self, look: Callable[[], Found | None], timeout: float) -> Found:  # noqa: ASYNC109 - part of the driver
        """Return what `look` finds, looked at now and after every change.

        Raises:
            TimeoutError: where it found nothing within `timeout` seconds.

        """
        with self.subscribe() as queue:
            async with asyncio.timeout(timeout):
                while (found := look()) is None:
                    await queue.get()
        return found
