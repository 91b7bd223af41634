"""Callback queries: open until answered once, or until too old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import bad_request

if TYPE_CHECKING:
    from collections.abc import Callable

    from .model import CallbackAnswer

CALLBACK_LIFETIME = 150.0
"""Seconds a callback query can be answered for."""


class Taps:
    """Keep the open callback queries and the answers to the others.

    `lifetime` is in seconds and may be lowered by a test.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.lifetime = CALLBACK_LIFETIME
        self.answers: dict[str, CallbackAnswer] = {}
        self.chats: dict[str, int] = {}
        self._clock = clock
        self._open: dict[str, float] = {}
        self._count = 0

    def open(self, chat_id: int) -> str:
        """Begin a callback query and return its id."""
        self._count += 1
        query_id = f"{7_000_000_000 + self._count}"
        self._open[query_id] = self._clock()
        self.chats[query_id] = chat_id
        return query_id

    def expire(self) -> None:
        """Make every open query too old."""
        self._open.clear()

    def answer(self, query_id: str, answer: CallbackAnswer) -> int:
        """Answer an open query, once, and return the id of its chat.

        Raises:
            ApiError: 400 where it is unknown, answered already or too old.

        """
        opened = self._open.pop(query_id, None)
        if opened is None or self._clock() - opened > self.lifetime:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        self.answers[query_id] = answer
        return self.chats[query_id]
