"""The stand-in as a whole: a world, its Bot API on loopback, and their life."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import time
from typing import TYPE_CHECKING, Self

from starlette.applications import Starlette
from starlette.routing import Route

from bot.serving.http import answering, listen

from .control import control_routes
from .guard import Guard
from .loopback import LOOPBACK
from .model import User
from .server import Front, protocol
from .service import Service
from .webhook import Webhook
from .world import World

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from .events import Events
    from .faults import Faults
    from .journal import Journal
    from .rates import Rates

_BOT_ID = 123456789


class StandIn:
    """Serve a Bot API on 127.0.0.1 while the `async with` block runs.

    The bot's id is the number before the colon of `token`; without one it makes its own, which nobody can guess.
    `port` 0 takes a free one. `strict` refuses unknown parameters. `control` adds the world over HTTP under
    `/control/`. `rates` enforces flood limits.
    """

    def __init__(
        self,
        token: str = "",
        *,
        username: str = "standin_bot",
        first_name: str = "Stand-in",
        port: int = 0,
        strict: bool = True,
        control: bool = False,
        rates: Rates | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        token = token or f"{_BOT_ID}:{secrets.token_urlsafe(26)}"
        bot_id = int(token.partition(":")[0])
        bot = User(id=bot_id, first_name=first_name, username=username, is_bot=True)
        self.token = token
        self.world = World(bot, clock)
        self.webhook = Webhook(self.world.updates)
        self.service = Service(self.world, self.webhook)
        self._front = Front(token, self.service, strict=strict, rates=rates)
        self._port = port
        self._control = control
        self._running = contextlib.AsyncExitStack()

    @property
    def url(self) -> str:
        """Return the base address, without a slash at the end; a bot calls `{url}/bot<token>/<method>`."""
        return f"http://{LOOPBACK}:{self._port}"

    @property
    def journal(self) -> Journal:
        """Return the record of all calls."""
        return self._front.journal

    @property
    def faults(self) -> Faults:
        """Return the script of faults."""
        return self._front.faults

    @property
    def events(self) -> Events:
        """Return the stream of all changes."""
        return self.world.events

    def __repr__(self) -> str:
        return f"StandIn({self.url!r})"

    async def __aenter__(self) -> Self:
        listener = listen(LOOPBACK, self._port)
        self._port = listener.getsockname()[1]
        paths = [Route("/bot{token}/{method}", self._front.call, methods=["GET", "POST"])]
        if self._control:
            paths += control_routes(self.world, self._front)
        serving = answering(
            Guard(Starlette(routes=paths), port=self._port),
            listener,
            self.world.updates.close,
            protocol=protocol(self._front.connections),
        )
        await self._running.enter_async_context(serving)
        self._running.push_async_callback(_cancelled, asyncio.create_task(self.webhook.run()))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._running.aclose()


async def _cancelled(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.wait({task})
