"""Delivering updates by HTTP, as Telegram does: per chat in order, again until a 2xx comes."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import TYPE_CHECKING

from .posting import post

if TYPE_CHECKING:
    from collections.abc import Hashable

    from .model import Json
    from .updates import Update, UpdateQueue

IDLE_SECONDS = 60.0
"""Telegram gives a webhook about this long to answer."""
FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0


class Webhook:
    """Deliver while an address is set; a chat whose update got no 2xx waits, the others go on.

    The pause is `Retry-After` where the answer carries one, else `first_pause` seconds, doubled for every further
    failure of that chat. An update without a chat holds up nobody.
    """

    def __init__(self, updates: UpdateQueue) -> None:
        self.url = ""
        self.first_pause = FIRST_PAUSE
        self._secret = ""
        self._connections = 0
        self._updates = updates
        self._changed = asyncio.Event()
        self._busy: set[Hashable] = set()
        self._held: dict[Hashable, float] = {}
        self._failures: dict[Hashable, int] = {}
        self._last_error: tuple[int, str] | None = None
        self._deliveries: set[asyncio.Task[None]] = set()

    def set(self, url: str, secret: str, connections: int) -> bool:
        """Deliver to this address from now on ("": nowhere) and tell whether that is a change."""
        is_new = (url, secret) != (self.url, self._secret)
        self.url, self._secret, self._connections = url, secret, connections
        self._held.clear()
        self._failures.clear()
        self._last_error = None
        self._changed.set()
        return is_new

    def as_json(self) -> Json:
        """Write the part of WebhookInfo that is known here."""
        body: Json = {"url": self.url, "has_custom_certificate": False}
        if self.url:
            body["max_connections"] = self._connections
        if self._last_error is not None:
            body["last_error_date"], body["last_error_message"] = self._last_error
        return body

    async def run(self) -> None:
        """Deliver until cancelled."""
        try:
            while True:
                self._changed.clear()
                queue_changed = asyncio.ensure_future(self._updates.changed())
                self_changed = asyncio.ensure_future(self._changed.wait())
                pause = self._start_due()
                waits = {queue_changed, self_changed}
                try:
                    await asyncio.wait(waits, timeout=pause, return_when=asyncio.FIRST_COMPLETED)
                finally:  # also where the stand-in ends: a wait that is left behind would wait for good
                    for wait in waits:
                        wait.cancel()
        finally:
            for delivery in self._deliveries:
                delivery.cancel()

    def _start_due(self) -> float | None:
        """Start what may be delivered now and return the seconds until a held-back chat is due, None without one."""
        if not self.url:
            return None
        now = asyncio.get_running_loop().time()
        pauses = []
        for update in self._updates.pending:
            lane = _lane(update)
            if lane in self._busy:
                continue
            due = self._held.get(lane, now)
            if due > now:
                pauses.append(due - now)
            elif len(self._busy) < self._connections:
                self._busy.add(lane)
                task = asyncio.create_task(self._deliver(update, lane))
                self._deliveries.add(task)
                task.add_done_callback(self._deliveries.discard)
        return min(pauses, default=None)

    async def _deliver(self, update: Update, lane: Hashable) -> None:
        url = self.url
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        retry_after = None
        try:
            posted = await post(url, json.dumps(update.as_json()).encode(), headers, IDLE_SECONDS)
            retry_after = posted.headers.get("retry-after")
            problem = _problem(posted.status)
        except TimeoutError:
            problem = "Read timeout expired"
        except OSError as error:
            problem = "Connection refused" if isinstance(error, ConnectionRefusedError) else "Connection reset by peer"
        finally:
            self._busy.discard(lane)
            self._changed.set()
        if url != self.url:
            return
        if problem is None:
            self._held.pop(lane, None)
            self._failures.pop(lane, None)
            self._updates.remove(update.id)
        else:
            self._hold(lane, problem, retry_after)

    def _hold(self, lane: Hashable, problem: str, retry_after: str | None) -> None:
        failures = self._failures.get(lane, 0)
        self._failures[lane] = failures + 1
        pause = min(self.first_pause * 2**failures, LONGEST_PAUSE)
        if retry_after is not None and retry_after.isdecimal():
            pause = float(retry_after)
        self._held[lane] = asyncio.get_running_loop().time() + pause
        self._last_error = (self._updates.now(), problem)


def _lane(update: Update) -> Hashable:
    return ("update", update.id) if update.lane is None else ("chat", update.lane)


def _problem(status: int) -> str | None:
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return None
    known = {one.value: one.phrase for one in HTTPStatus}
    return f"Wrong response from the webhook: {status} {known.get(status, '')}".rstrip()
