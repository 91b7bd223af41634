"""Changes in order, numbered, kept for whoever was away for a moment."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin.model import Json

KEPT = 2000
"""A browser that reconnects was away for seconds; one that missed more gets the whole world anew."""
HEARTBEAT = 15.0
"""Seconds of silence after which a comment keeps the connection alive and finds out that nobody listens any more."""

_COME_BACK = b"retry: 1000\n\n"
"""Milliseconds after which a browser tries again; left to itself it waits three seconds or more."""


@dataclass(frozen=True, slots=True)
class Change:
    """One event of the stream; `event` is "change" or "snapshot", `text` its JSON."""

    number: int
    event: str
    text: str

    def frame(self, run: str) -> bytes:
        """Write it as a server-sent event; its id names the run, as another run counts from 1 again."""
        return f"id: {run}-{self.number}\nevent: {self.event}\ndata: {self.text}\n\n".encode()


class Changes:
    """Number changes and hand them to every listener, also to those who come back; `run` names this run."""

    def __init__(self, run: str) -> None:
        self.run = run
        self._kept: deque[Change] = deque(maxlen=KEPT)
        self._last = 0
        self._news = asyncio.Event()
        self._closed = False

    def add(self, kind: str, body: object, chat: int | None = None) -> None:
        """Tell all listeners of a change; the kinds are those that `store.js` knows."""
        self._put("change", {"kind": kind, "chat": chat, "body": body})

    def renew(self, world: Json) -> None:
        """Tell all listeners to forget what they know and take this world."""
        self._put("snapshot", world)

    def snapshot(self, world: Json) -> Change:
        """Return the world as an event that stands behind every change so far."""
        return Change(self._last, "snapshot", _json(world))

    def missed(self, last_event_id: str) -> list[Change] | None:
        """Return what came after an event id; None where that cannot be told any more."""
        run, _, number = last_event_id.rpartition("-")
        if run != self.run or not number.isdecimal():
            return None
        seen = int(number)
        first = self._kept[0].number if self._kept else self._last + 1
        if not first - 1 <= seen <= self._last:
            return None
        return [change for change in self._kept if change.number > seen]

    async def follow(self, first: list[Change], seen: int) -> AsyncIterator[bytes]:
        """Say when to come back, then give the frames of `first` and of every change behind `seen`, until `close`."""
        yield _COME_BACK
        for change in first:
            yield change.frame(self.run)
        while not self._closed:
            news = self._news
            for change in [change for change in self._kept if change.number > seen]:
                yield change.frame(self.run)
                seen = change.number
            if news is not self._news:
                continue
            try:
                async with asyncio.timeout(HEARTBEAT):
                    await news.wait()
            except TimeoutError:
                yield b": still here\n\n"

    def stream(self, last_event_id: str, world: Json) -> AsyncIterator[bytes]:
        """Give frames without end: what was missed since an event id, or else the whole world first."""
        missed = self.missed(last_event_id)
        if missed is None:
            return self.follow([self.snapshot(world)], self._last)
        return self.follow(missed, missed[-1].number if missed else self._last)

    def close(self) -> None:
        """End every stream."""
        self._closed = True
        self._wake()

    def _put(self, event: str, value: object) -> None:
        self._last += 1
        self._kept.append(Change(self._last, event, _json(value)))
        self._wake()

    def _wake(self) -> None:
        # Whoever waits holds the old event; the next to wait gets a fresh one.
        self._news.set()
        self._news = asyncio.Event()


def _json(value: object) -> str:
    # JSON escapes line breaks, so that a value always fits one data line.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
