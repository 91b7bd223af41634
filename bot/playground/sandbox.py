"""The sandbox: a stand-in for Telegram with people in it, and the real bot that polls it."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
from typing import TYPE_CHECKING, cast

from bot.handlers.application import build_application
from bot.handlers.conversation import Conversations
from bot.handlers.timing import Timing
from bot.playground.people import BOT_NAME, BOT_USERNAME, People, populate
from bot.playground.standin import Modes, StandIn
from bot.playground.traces import Trace, TracedApplication, TracedResponder, Traces
from bot.retrieval.cache import cached
from bot.retrieval.matcher import Matcher
from bot.serving.connection import Connection
from bot.serving.lifecycle import Service, serve_by_polling
from bot.storage.database import engine_for
from bot.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.handlers.application import BotApplication
    from bot.knowledge.model import Knowledge
    from bot.playground.traces import Where


class Sandbox:
    """Run stand-in and bot between `start` and `stop`; `restart` begins a new world with the same base.

    `tell` is called with the trace of every update that the bot dealt with. `failure` is done once the bot ends by
    itself.
    """

    def __init__(self, matcher: Matcher, tell: Callable[[Trace], None]) -> None:
        self._matcher = matcher
        self.traces = Traces(tell)
        self._running = contextlib.AsyncExitStack()
        self.failure: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.standin: StandIn
        self.people: People
        self._conversations: Conversations

    async def start(self) -> None:
        """Put people into a new world and let the bot poll."""
        self.standin = await self._running.enter_async_context(StandIn(username=BOT_USERNAME, first_name=BOT_NAME))
        self.standin.world.modes = Modes(inline=True, inline_feedback=True, guest=True)
        self.people = populate(self.standin.world)
        connection = Connection(self.standin.token, self.standin.url)
        folder = self._running.enter_context(tempfile.TemporaryDirectory(prefix="talks-bot-"))
        store = Store(engine_for(f"sqlite:///{folder}/playground.sqlite3"))  # votes, and what /forget deletes
        timing = Timing(menu_breath=0)  # nothing is crowded out here, and people open the menu at once
        self._conversations = Conversations(self._responder(), store, connection, timing)
        application = build_application(connection, self._conversations)
        stop = asyncio.Event()
        bot = asyncio.create_task(
            serve_by_polling(
                Service(
                    connection,
                    cast("BotApplication", TracedApplication(application, self.traces)),
                    self._conversations,
                    self._matcher.knowledge.story,
                ),
                stop,
            )
        )
        bot.add_done_callback(lambda task: self._ended(task, stop))
        self._running.push_async_callback(_stop, bot, stop)

    async def stop(self) -> None:
        """Let the bot finish what is under way, then take the stand-in down."""
        await self._running.aclose()

    async def restart(self) -> None:
        """Begin anew: no messages, no memory."""
        await self.stop()
        self.traces.forget()
        await self.start()

    def take(self, matcher: Matcher) -> None:
        """Let the bot answer from another base from now on."""
        self._matcher = matcher
        self._conversations.responder = self._responder()

    def chosen(self, query: str, where: Where) -> None:
        """Trace a reply that somebody chose while typing: it was looked up before there was a message."""
        self.traces.keep(Trace("inline", query, asked=where, match=self._conversations.responder.respond(query).match))

    def _responder(self) -> TracedResponder:
        return TracedResponder(self._matcher.knowledge, self._matcher)

    def _ended(self, bot: asyncio.Task[None], stop: asyncio.Event) -> None:
        if stop.is_set() or bot.cancelled() or self.failure.done():
            return
        error = bot.exception()
        self.failure.set_exception(error or RuntimeError("the bot stopped by itself"))


async def _stop(bot: asyncio.Task[None], stop: asyncio.Event) -> None:
    stop.set()
    # Why it ended, if it did so by itself, is told by `Sandbox.failure`.
    await asyncio.wait({bot})


async def matcher_of(knowledge: Knowledge) -> Matcher:
    """Index a base without holding up the event loop."""
    return Matcher(knowledge, compiled=await asyncio.to_thread(cached, knowledge))
