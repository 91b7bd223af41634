"""A bot from the first call to the last: greet, clear the way, deal with updates, stop in good order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram.error import TelegramError

from bot.errors import TelegramRefusedError
from bot.handlers.refusals import MALFORMED
from bot.serving.dispatcher import Dispatcher, processing
from bot.serving.ledger import Ledger
from bot.serving.menus import bring_up_to_date
from bot.serving.polling import Polling
from bot.serving.startup import clear_the_way, patiently

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine

    from bot.handlers.application import BotApplication
    from bot.handlers.conversation import Conversations
    from bot.knowledge.model import Story
    from bot.serving.connection import Connection
    from bot.serving.watching import Watching
    from bot.serving.webhook import Webhook

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Service:
    """The parts of a bot that serves. Menus are set where `story` is given."""

    connection: Connection
    application: BotApplication
    conversations: Conversations
    story: Story | None = None
    watching: Watching | None = None
    """What health and metrics tell."""


async def serve_by_polling(service: Service, stop: asyncio.Event, *, take_over: bool = False) -> None:
    """Serve until `stop` is set; then finish what is under way, and confirm it.

    Raises:
        TelegramRefusedError: the token is wrong, or a webhook or another instance is in the way.
    """
    connection, store, timing = service.connection, service.conversations.store, service.conversations.timing
    async with _initialized(service, stop) as ready:
        if not ready or not await _unless_stopped(clear_the_way(connection, timing, take_over=take_over), stop):
            return
        _log.info("Polling as @%s", connection.username)
        ledger, in_the_way, polling = Ledger(), False, None
        left: list[int] = []
        try:
            async with _dealing_with_updates(service, ledger.finish, left, alone=True) as dispatcher:
                polling = Polling(connection, dispatcher, ledger, timing, store)
                await polling.run(stop)
        except TelegramRefusedError:
            in_the_way = True
            raise
        finally:
            if lost := [each for each in left if each not in ledger.under_way]:
                _log.error("%d answers that Telegram made us hold back are lost", len(lost))
            if polling is not None and not in_the_way:
                # One poll more would throw out the other instance, which may be as near to giving up.
                await polling.confirm()
    _log.info("Stopped")


async def serve_by_webhook(service: Service, stop: asyncio.Event, webhook: Webhook) -> None:
    """Take what Telegram brings until `stop` is set; then finish what is under way. `webhook` is listening already.

    Raises:
        TelegramRefusedError: the token is wrong.
    """
    async with _initialized(service, stop) as ready:
        if not ready:
            return
        left: list[int] = []
        async with _dealing_with_updates(service, webhook.finished, left, alone=False) as dispatcher:
            webhook.begin(dispatcher)
            if await _unless_stopped(webhook.announce(service.connection), stop):
                if service.watching is not None:
                    service.watching.ready = True
                _log.info("Telegram brings updates for @%s", service.connection.username)
                await stop.wait()
            webhook.end()
        webhook.abandon(left)
    _log.info("Stopped")


@contextlib.asynccontextmanager
async def _dealing_with_updates(
    service: Service, done: Callable[[int], None], left: list[int], *, alone: bool
) -> AsyncIterator[Dispatcher]:
    """Yield a dispatcher; after the block `left` holds the ids of the updates that were left unfinished."""
    timing, outbox = service.conversations.timing, service.conversations.outbox
    dispatcher = Dispatcher(processing(service.application), done, timing, service.conversations.store)
    async with contextlib.AsyncExitStack() as end:
        end.push_async_callback(outbox.close)
        await outbox.begin(alone=alone)
        if service.watching is not None:
            service.watching.dispatcher = dispatcher
            service.watching.ready = alone  # by webhook when it is set
        if service.story is not None:
            menus = asyncio.create_task(bring_up_to_date(service.connection, service.story, breath=timing.menu_breath))
            end.push_async_callback(cancelled, menus)
        naming = asyncio.create_task(_keep_its_name(service.connection, timing.named_anew_every))
        end.push_async_callback(cancelled, naming)
        try:
            yield dispatcher
        finally:
            if service.watching is not None:
                service.watching.ready = False
            left += await dispatcher.close(timing.shutdown)
            if left:
                _log.warning("%d updates are left for the next start", len(left))


@contextlib.asynccontextmanager
async def _initialized(service: Service, stop: asyncio.Event) -> AsyncIterator[bool]:
    """Initialize and shut down what run_polling would, and the store; False where `stop` came before that was done."""
    application, store = service.application, service.conversations.store
    try:
        await store.open()
        yield await _unless_stopped(patiently(application.initialize, service.conversations.timing), stop)
    finally:
        await store.close()
        await application.shutdown()
        # An Application whose initialize failed does not close its connections by itself.
        await application.bot.shutdown()


async def _keep_its_name(connection: Connection, every: float) -> None:
    """Ask again and again what the bot is called, which `connection` remembers, and which modes it has."""
    while True:
        await asyncio.sleep(every)
        with contextlib.suppress(TelegramError, *MALFORMED):  # the next time, then
            await connection.get_me()


async def cancelled(task: asyncio.Task[Any]) -> None:
    """End a task, whatever it makes of that."""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


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
