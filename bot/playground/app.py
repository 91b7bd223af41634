"""`talks-bot playground`: stand-in, bot and page in one process, until it is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import sys
import webbrowser
from typing import TYPE_CHECKING

from bot.errors import ConfigError
from bot.playground.actions import Actions
from bot.playground.base import open_base, watch
from bot.playground.changes import Changes
from bot.playground.desk_actions import DeskActions
from bot.playground.page import Page, page_app
from bot.playground.sandbox import Sandbox, matcher_of
from bot.playground.standin import loopback
from bot.playground.unanswered import unanswered_in
from bot.playground.view import View
from bot.serving.app import stopped_by_signals
from bot.serving.http import answering
from bot.serving.http import listen as listen_on
from bot.serving.lifecycle import cancelled
from bot.serving.logs import logging_to_stderr, report_loop_error

if TYPE_CHECKING:
    import socket
    from collections.abc import AsyncIterator, Callable, Coroutine
    from pathlib import Path
    from typing import Any

    from bot.knowledge.model import Knowledge
    from bot.playground.base import Base
    from bot.playground.traces import Trace

PREFERRED_PORTS = range(8090, 8100)
"""Tried in order, so that the address stays the same from day to day."""


def run(
    knowledge_path: Path, *, port: int | None = None, open_browser: bool = False, report: Path | None = None
) -> int:
    """Run the playground until SIGINT or SIGTERM; return the exit status.

    The last line printed is the page's address. Without `port` it is 8090, or the next that is free. Neither .env nor
    any TELEGRAM_ variable is read. `report` is a file that `talks-bot report --json` wrote.

    Raises:
        KnowledgeError: the file cannot be used.
        ConfigError: the port cannot be had, or the report cannot be read.
    """
    base = open_base(knowledge_path)
    unanswered_in(report)  # a file that is no report is told of now rather than on the page
    listener = listen(port)
    with listener, logging_to_stderr("WARNING", "text", ()):
        asyncio.run(_run(base, listener, report, open_browser=open_browser))
    return 0


def listen(port: int | None = None) -> socket.socket:
    """Return a listening socket; without a port one of the preferred or else any, with 0 any.

    Raises:
        ConfigError: the port that was asked for cannot be had.
    """
    for candidate in (*PREFERRED_PORTS, 0) if port is None else (port,):
        with contextlib.suppress(OSError, OverflowError):
            return listen_on(loopback.LOOPBACK, candidate)
    raise ConfigError(f"port {port} cannot be had: give another one, or leave --port out")


async def _run(base: Base, listener: socket.socket, report: Path | None, *, open_browser: bool) -> None:
    asyncio.get_running_loop().set_exception_handler(report_loop_error)
    with stopped_by_signals() as stop:
        async with playground(base, listener, report) as (address, failure):
            sys.stdout.write(f"knowledge: {base.path}\nCtrl-C stops the playground.\n{address}\n")
            sys.stdout.flush()
            if open_browser:
                await asyncio.to_thread(webbrowser.open, address)
            failure.add_done_callback(lambda _: stop.set())
            await stop.wait()
            if failure.done():
                failure.result()


@contextlib.asynccontextmanager
async def playground(
    base: Base, listener: socket.socket, report: Path | None = None
) -> AsyncIterator[tuple[str, asyncio.Future[None]]]:
    """Run stand-in, bot and page while the block runs; yield the page's address and what fails if the bot ends."""
    port: int = listener.getsockname()[1]
    key = secrets.token_urlsafe(24)
    changes = Changes(run=secrets.token_hex(4))
    matcher = await matcher_of(base.knowledge)

    def traced(trace: Trace) -> None:
        view.traced(trace)

    sandbox = Sandbox(matcher, traced)
    view = View(sandbox, base, changes)

    async def take(knowledge: Knowledge) -> None:
        sandbox.take(await matcher_of(knowledge))

    async with contextlib.AsyncExitStack() as running:
        running.push_async_callback(sandbox.stop)
        await sandbox.start()
        begin = _beginner(sandbox.failure)
        following = _Following(view, begin)
        await following.again()
        running.push_async_callback(following.end)

        one_at_a_time = asyncio.Lock()

        async def restart() -> None:
            async with one_at_a_time:
                await sandbox.restart()
                await following.again()
                view.restarted()

        desk = DeskActions(base, lambda news: changes.add("desk", news), report)
        running.push_async_callback(desk.close)
        page = Page(view, Actions(view, desk, restart), key)
        watching = begin(watch(base, take, view.knowledge_changed))
        running.push_async_callback(cancelled, watching)
        await running.enter_async_context(answering(page_app(page, port=port, key=key), listener, changes.close))
        yield f"http://{loopback.LOOPBACK}:{port}/", sandbox.failure


class _Following:
    """Passes on what happens in the present world."""

    def __init__(self, view: View, begin: Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]) -> None:
        self._view = view
        self._begin = begin
        self._task: asyncio.Task[None] | None = None

    async def again(self) -> None:
        await self.end()
        self._task = self._begin(self._view.follow(self._view.sandbox.standin.events))

    async def end(self) -> None:
        if self._task is not None:
            await cancelled(self._task)


def _beginner(failure: asyncio.Future[None]) -> Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]:
    """Return what starts a task whose fault ends the playground instead of leaving it half alive."""

    def ended(task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()) is not None and not failure.done():
            failure.set_exception(error)

    def begin(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        task.add_done_callback(ended)
        return task

    return begin
