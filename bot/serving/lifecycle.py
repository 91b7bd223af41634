"""A bot that polls, from the first call to the last: greet, clear the way, deal with updates, stop in good order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, Any

from bot.errors import TelegramRefusedError
from bot.serving.dispatcher import Dispatcher, processing
from bot.serving.ledger import Ledger
from bot.serving.menus import bring_up_to_date
from bot.serving.polling import Polling
from bot.serving.startup import clear_the_way, patiently
from bot.serving.timing import Timing

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine

    from bot.handlers.application import BotApplication
    from bot.knowledge.model import Story
    from bot.serving.connection import Connection

_log = logging.getLogger(__name__)


async def serve_by_polling(
    connection: Connection,
    application: BotApplication,
    stop: asyncio.Event,
    *,
    story: Story | None = None,
    take_over: bool = False,
    timing: Timing | None = None,
) -> None:
    """Serve until `stop` is set; then finish what is under way, and confirm it. Menus are set where `story` is given.

    Raises:
        TelegramRefusedError: the token is wrong, or a webhook or another instance is in the way.
    """
    timing = timing or Timing()
    async with _initialized(application, stop, timing) as ready:
        if not ready:
            return
        if not await _unless_stopped(clear_the_way(connection, timing, take_over=take_over), stop):
            return
        _log.info("Polling as @%s", connection.username)
        ledger = Ledger()
        dispatcher = Dispatcher(processing(application), ledger.finish, timing)
        polling = Polling(connection, dispatcher, ledger, timing)
        menus: asyncio.Task[int] | None = None
        if story is not None:
            menus = asyncio.create_task(bring_up_to_date(connection, story, breath=timing.menu_breath))
        in_the_way = False
        try:
            await polling.run(stop)
        except TelegramRefusedError:
            in_the_way = True
            raise
        finally:
            if menus is not None:
                menus.cancel()
                await asyncio.gather(menus, return_exceptions=True)
            left = await dispatcher.close(timing.shutdown)
            if left:
                _log.warning("%d updates are left for the next start", len(left))
            if lost := [each for each in left if each not in ledger.under_way]:
                _log.error("%d answers that Telegram made us hold back are lost", len(lost))
            if not in_the_way:
                # One poll more would throw out the other instance, which may be as near to giving up.
                await polling.confirm()
        _log.info("Stopped")


@contextlib.asynccontextmanager
async def _initialized(application: BotApplication, stop: asyncio.Event, timing: Timing) -> AsyncIterator[bool]:
    """Initialize and shut down what run_polling would; False where `stop` came before Telegram answered."""
    try:
        yield await _unless_stopped(patiently(application.initialize, timing), stop)
    finally:
        await application.shutdown()
        # An Application whose initialize failed does not close its connections by itself.
        await application.bot.shutdown()


async def _unless_stopped(work: Coroutine[Any, Any, object], stop: asyncio.Event) -> bool:
    """Await `work` unless `stop` is set first; return whether it was finished."""
    task, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait({task, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finished = task.done()
    for each in (task, stopping):
        each.cancel()
    await asyncio.gather(stopping, return_exceptions=True)
    if finished:
        await task
    else:
        await asyncio.gather(task, return_exceptions=True)
    return finished
