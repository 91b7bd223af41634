"""The real bot against the stand-in, over HTTP, for tests.

async with StandIn() as api, running(api) as bot: ...
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.handlers.application import build_application
from bot.handlers.conversation import Conversations
from bot.handlers.timing import Timing
from bot.serving.connection import Connection
from bot.serving.lifecycle import Service, serve_by_polling
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.bases import responder_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.handlers.application import BotApplication
    from bot.handlers.limits import ChatRateLimiter
    from bot.playground.standin import StandIn

QUICK = Timing(
    long_poll=5,
    repoll=0.05,
    first_pause=0.05,
    longest_pause=0.4,
    conflict_patience=0.6,
    update_patience=20.0,
    give_up_after=5.0,
    shutdown=3.0,
    menu_breath=0.0,
)
"""Waits short enough for tests. Telegram's own seconds in `retry_after` stay what they are."""


@dataclass
class Running:
    """A bot under test; `stop` it, or cancel its task to let it die without a word."""

    application: BotApplication
    conversations: Conversations
    task: asyncio.Task[None]
    stop: asyncio.Event = field(default_factory=asyncio.Event)


class Away(Store):
    """A store whose database is away from the first to the last: with it a test costs least."""

    def __init__(self) -> None:
        super().__init__(engine_for("sqlite:///never-opened"))

    async def open(self) -> None:
        """Open nothing."""

    async def close(self) -> None:
        """Close nothing."""


def conversations_of(
    base: str, connection: Connection | None = None, store: Store | None = None, timing: Timing = QUICK
) -> Conversations:
    """Return what handlers work with, on a base of that name; by itself it reaches neither Telegram nor a database."""
    connection = connection or Connection("42:made-up_Token", "http://127.0.0.1:9")
    return Conversations(responder_of(base), store or Away(), connection, timing)


def start(
    api: StandIn,
    base: str = "harbour",
    *,
    timing: Timing = QUICK,
    menus: bool = False,
    take_over: bool = False,
    limiter: ChatRateLimiter | None = None,
    token: str = "",
    store: Store | None = None,
) -> Running:
    """Start a bot; its errors come out of `task`."""
    connection = Connection(token or api.token, api.url, limiter=limiter)
    conversations = conversations_of(base, connection, store, timing)
    application = build_application(connection, conversations)
    stop = asyncio.Event()
    story = conversations.responder.knowledge.story if menus else None
    service = Service(connection, application, conversations, story)
    serving = serve_by_polling(service, stop, take_over=take_over)
    return Running(application, conversations, asyncio.create_task(serving), stop)


@contextlib.asynccontextmanager
async def running(
    api: StandIn,
    base: str = "harbour",
    *,
    limiter: ChatRateLimiter | None = None,
    timing: Timing = QUICK,
    store: Store | None = None,
) -> AsyncIterator[Running]:
    """Run a bot in the block; it must end without an error."""
    bot = start(api, base, limiter=limiter, timing=timing, store=store)
    try:
        yield bot
    finally:
        bot.stop.set()
        await asyncio.wait_for(bot.task, 10)
