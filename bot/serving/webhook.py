"""Updates that Telegram brings: each is answered 200 only after it was dealt with, so that none is lost.

An update that cannot be dealt with now gets 503 with `Retry-After`; Telegram brings it again, and holds back what
comes after it in its chat. Several processes may stand behind one address: each update is claimed by one of them.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from starlette.responses import Response
from telegram.error import BadRequest

from bot.errors import ConfigError
from bot.handlers.refusals import Refusal
from bot.serving.connection import ALLOWED_UPDATES
from bot.serving.startup import patiently
from bot.storage.waiting import DONE, ELSEWHERE

if TYPE_CHECKING:
    from starlette.requests import Request
    from telegram.ext import ExtBot

    from bot.handlers.timing import Timing
    from bot.serving.dispatcher import Dispatcher, RawUpdate
    from bot.storage.store import Store

_log = logging.getLogger(__name__)

ADDRESS_REFUSED = (
    "Telegram refuses WEBHOOK_URL: it takes https at a public address, on the ports 443, 80, 88 and 8443, with a "
    "certificate that others trust"
)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
MOST_BYTES = 1 << 20
"""Bytes of a body: an update has some ten thousand at most."""
CONNECTIONS = 40
"""Updates that Telegram brings at once, each of another chat; its own default."""
ELSEWHERE_SECONDS = 2
"""When to ask again for an update that another process has, which may have died with it."""
BUSY_SECONDS = 5
"""When to ask again for an update that took too long."""


class Webhook:
    """Takes updates for a dispatcher whose `done` is `finished`, between `begin` and `end`."""

    def __init__(self, url: str, secret: str, store: Store, timing: Timing) -> None:
        self.path = urlsplit(url).path
        self.refused = 0
        """Requests without the secret."""
        self._url = url
        self._secret = secret
        self._store = store
        self._timing = timing
        self._dispatcher: Dispatcher | None = None
        self._under_way: dict[int, asyncio.Future[None]] = {}

    def begin(self, dispatcher: Dispatcher) -> None:
        """Take updates from now on."""
        self._dispatcher = dispatcher

    async def announce(self, bot: ExtBot[Any]) -> bool:
        """Let Telegram bring updates here; return whether anything had to be changed.

        Telegram does not tell the secret, so a digest of what was set last is kept beside the rest.
        """
        info = await patiently(bot.get_webhook_info, self._timing)
        wanted = hashlib.sha256(f"{self._url}\n{self._secret}\n{CONNECTIONS}".encode()).hexdigest()
        same = info.url == self._url and set(info.allowed_updates or ()) == set(ALLOWED_UPDATES)
        if same and await self._store.note("webhook") == wanted:
            return False
        if info.url and info.url != self._url:
            _log.warning("The webhook at %s is replaced", urlsplit(info.url).hostname)
        await patiently(partial(self._set, bot), self._timing)
        await self._store.put_note("webhook", wanted)
        return True

    def finished(self, update_id: int) -> None:
        """Note that an update was dealt with."""
        under_way = self._under_way.pop(update_id, None)
        if under_way is not None and not under_way.done():
            under_way.set_result(None)

    def end(self) -> None:
        """Take nothing more; what is under way may be finished."""
        self._dispatcher = None

    def abandon(self, update_ids: list[int]) -> None:
        """Leave updates to whoever gets them next."""
        for update_id in update_ids:
            self._store.release(update_id)
        for under_way in self._under_way.values():
            under_way.cancel()

    async def receive(self, request: Request) -> Response:
        """Answer a request of Telegram's."""
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, self._secret.encode()):
            self.refused += 1
            return Response(status_code=HTTPStatus.FORBIDDEN)
        body = await _body(request)
        if body is None:
            return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        raw = _update(body)
        if raw is None:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        return await self._deal_with(raw)

    async def _set(self, bot: ExtBot[Any]) -> bool:
        """Set the webhook; a name that Telegram does not find yet is waited for.

        Raises:
            ConfigError: Telegram refuses the address.
        """
        failures = 0
        while True:
            try:
                return await bot.set_webhook(
                    self._url, secret_token=self._secret, allowed_updates=ALLOWED_UPDATES, max_connections=CONNECTIONS
                )
            except BadRequest as error:
                if not Refusal.NO_HOST.fits(error):
                    raise ConfigError(ADDRESS_REFUSED) from None
                failures += 1
                pause = self._timing.pause(failures)
                _log.warning("Telegram does not find the host of WEBHOOK_URL; trying again in %.1f s", pause)
                await asyncio.sleep(pause)

    async def _deal_with(self, raw: RawUpdate) -> Response:
        update_id: int = raw["update_id"]
        under_way = self._under_way.get(update_id)
        if under_way is None:
            if self._dispatcher is None:
                return _later(1)
            under_way = self._under_way[update_id] = asyncio.get_running_loop().create_future()
            try:
                claimed = await self._store.claim(update_id)
            except BaseException:  # who asked is gone before it was known whose it is
                self._under_way.pop(update_id, None)
                raise
            if claimed in (DONE, ELSEWHERE):
                self._under_way.pop(update_id).cancel()
                return Response() if claimed == DONE else _later(ELSEWHERE_SECONDS)
            if self._dispatcher is None:  # it ended meanwhile
                self._under_way.pop(update_id).cancel()
                return _later(1)
            self._dispatcher.submit(raw)
        try:
            async with asyncio.timeout(self._timing.webhook_patience):
                await asyncio.shield(under_way)
        except TimeoutError:
            return _later(BUSY_SECONDS)
        except asyncio.CancelledError:
            if under_way.cancelled():
                return _later(ELSEWHERE_SECONDS)
            raise
        return Response()


async def _body(request: Request) -> bytes | None:
    """Return the body, None where it is too long."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
    return b"".join(parts)


def _update(body: bytes) -> RawUpdate | None:
    """Return the update in a body, None where there is none."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) and type(raw.get("update_id")) is int else None


def _later(seconds: int) -> Response:
    return Response(status_code=HTTPStatus.SERVICE_UNAVAILABLE, headers={"Retry-After": str(seconds)})
