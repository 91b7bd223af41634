"""What an operator's tools are told of a running bot."""

from __future__ import annotations

import asyncio
import contextlib
from typing import TYPE_CHECKING

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bot.handlers.application import build_application
from bot.playground.standin import StandIn
from bot.serving.connection import Connection
from bot.serving.http import answering, listen
from bot.serving.lifecycle import Service, serve_by_polling
from bot.serving.watching import Watching
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.e2e.running import conversations_of
from tests.e2e.test_faults import QUESTION, confirmed, someone

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


@contextlib.asynccontextmanager
async def asked(watching: Watching) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client of what a bot answers on LISTEN."""
    listener = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    async with answering(watching.app(), listener), httpx.AsyncClient(base_url=url, trust_env=False) as client:
        yield client


async def test_a_bot_that_does_not_serve_yet_lives_and_is_not_ready() -> None:
    """Until Telegram has answered; its version and base are told from the start."""
    conversations = conversations_of("harbour")
    async with asked(Watching(conversations)) as client:
        assert (await client.get("/healthz")).text == "alive\n"
        ready = await client.get("/readyz")
        assert ready.status_code == 503
        assert ready.json() == {"ready": False, "database": False, "base": conversations.responder.knowledge.digest}
        assert (await client.get("/telegram")).status_code == 404
        assert "talks_bot_base_info" in (await client.get("/metrics")).text


async def test_the_figures_are_those_of_what_happened(tmp_path: Path) -> None:
    """Updates by what came of them, replies by kind, the database; nothing that anybody wrote."""
    async with StandIn(username="talks_bot") as api:
        anna, annas = someone(api)
        connection, store = Connection(api.token, api.url), Store(engine_for(f"sqlite:///{tmp_path / 'kept'}"))
        conversations = conversations_of("harbour", connection, store)
        watching = Watching(conversations)
        application = build_application(connection, conversations)
        stop = asyncio.Event()
        service = Service(connection, application, conversations, None, watching)
        serving = asyncio.create_task(serve_by_polling(service, stop))
        async with asked(watching) as client:
            for text in (QUESTION, "/help", "quizzaciously"):
                await api.world.say(anna, annas, text)
                await api.world.wait_for_message(annas)
            await confirmed(api)
            ready = await client.get("/readyz")
            written = (await client.get("/metrics")).text
        stop.set()
        await serving
    assert (ready.status_code, ready.json()["database"]) == (200, True)
    figures = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(written)
        for sample in family.samples
    }
    assert figures["talks_bot_updates_total", "done"] == 3
    assert figures["talks_bot_update_seconds_count",] == 3
    assert figures["talks_bot_updates_under_way",] == 0
    assert figures["talks_bot_replies_total", "answer"] == 1
    assert figures["talks_bot_replies_total", "/help"] == 1
    assert (figures["talks_bot_database_up",], figures["talks_bot_outbox_replies",]) == (1, 0)
    assert figures["talks_bot_counts_lost_total",] == 0
    assert figures["process_resident_memory_bytes",] > 0
    assert "quizzaciously" not in written
