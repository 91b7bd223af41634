"""Updates that Telegram brings: dealt with before they are answered, claimed once, refused without the secret."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.errors import ConfigError, TelegramRefusedError
from bot.handlers.application import build_application
from bot.handlers.limits import ChatRateLimiter
from bot.playground.standin import StandIn
from bot.serving.connection import Connection
from bot.serving.http import answering, listen
from bot.serving.lifecycle import Service, serve_by_webhook
from bot.serving.watching import Watching
from bot.serving.webhook import MOST_BYTES, SECRET_HEADER, Webhook
from bot.storage.database import engine_for
from bot.storage.store import Store
from tests.e2e.running import QUICK, Away, Running, conversations_of, start
from tests.e2e.test_faults import QUESTION, answers, confirmed, someone
from tests.serving.canned import TOKEN, canned

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.handlers.timing import Timing

SECRET = "made-up-secret-16"


@contextlib.asynccontextmanager
async def brought(
    api: StandIn, *, store: Store | None = None, timing: Timing = QUICK, limiter: ChatRateLimiter | None = None
) -> AsyncIterator[tuple[Running, str]]:
    """Run a bot that Telegram brings updates to in the block; yield it and its address."""
    listener = listen("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    connection = Connection(api.token, api.url, limiter=limiter)
    conversations = conversations_of("harbour", connection, store, timing)
    webhook = Webhook(f"{address}/telegram", SECRET, conversations.store, timing)
    watching = Watching(conversations, webhook)
    application = build_application(connection, conversations)
    service = Service(connection, application, conversations, None, watching)
    stop = asyncio.Event()
    async with answering(watching.app(), listener):
        task = asyncio.create_task(serve_by_webhook(service, stop, webhook))
        async with asyncio.timeout(10):
            while not (api.journal.of("setWebhook") and watching.dispatcher):  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(0.01)
        try:
            yield Running(application, conversations, task, stop), address
        finally:
            stop.set()
            await asyncio.wait_for(task, 10)


def an_update(api: StandIn, update_id: int = 1, text: str = QUESTION) -> dict[str, Any]:
    """Return an update as Telegram would bring it."""
    user, chat = someone(api)
    chat.started = True
    person = {"id": user.id, "is_bot": False, "first_name": "Anna", "language_code": "en"}
    message = {"message_id": 5, "date": 1, "chat": {"id": chat.id, "type": "private"}, "from": person, "text": text}
    return {"update_id": update_id, "message": message}


async def bring(address: str, update: object, secret: str = SECRET) -> httpx.Response:
    """Post a body to the bot as Telegram does."""
    content = update if isinstance(update, bytes) else json.dumps(update).encode()
    async with httpx.AsyncClient(trust_env=False, timeout=20) as client:
        return await client.post(f"{address}/telegram", content=content, headers={SECRET_HEADER: secret})


async def test_what_telegram_brings_is_answered(tmp_path: Path) -> None:
    """Answered 2xx after it was dealt with; the webhook stays set when the bot stops, and is not set anew."""
    store = f"sqlite:///{tmp_path / 'kept'}"
    async with StandIn(username="talks_bot") as api:
        anna, annas = someone(api)
        for _ in range(2):
            async with brought(api, store=Store(engine_for(store))):
                await api.world.say(anna, annas, QUESTION)
                await api.world.wait_for_message(annas, timeout=20)
                await confirmed(api)
        assert len(answers(api, annas)) == 2
        assert len(api.journal.of("setWebhook")) == 2  # each run here has a port of its own
        assert api.journal.of("deleteWebhook") == []


async def test_the_webhook_is_set_only_when_something_differs(tmp_path: Path) -> None:
    """Address, kinds of updates or secret; what was set last is known from the database."""
    async with StandIn(username="talks_bot") as api:
        bot = Connection(api.token, api.url)
        async with bot:
            store = Store(engine_for(f"sqlite:///{tmp_path / 'kept'}"))
            await store.open()
            url = "http://127.0.0.1:9/telegram"
            asked = [await Webhook(url, secret, store, QUICK).announce(bot) for secret in (SECRET, SECRET, SECRET * 2)]
            assert asked == [True, False, True]
            assert await Webhook(url, SECRET, Away(), QUICK).announce(bot), "what was set is not known"
            assert await Webhook(url + "s", SECRET * 2, store, QUICK).announce(bot)
            await store.close()


async def test_an_address_that_telegram_refuses_ends_the_start_and_a_name_is_waited_for(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A name may be new; another port will not do."""
    none = (200, b'{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}')
    name = (400, b'{"ok":false,"error_code":400,"description":"Bad Request: bad webhook: Failed to resolve host: x"}')
    port = (
        400,
        b'{"ok":false,"error_code":400,"description":"bad webhook: Webhook can be set up only on ports"}',
    )
    async with canned(none, name, name, (200, b'{"ok":true,"result":true}'), none, port) as server:
        bot = Connection(TOKEN, server.url)
        webhook = Webhook("https://bot.example/telegram", SECRET, Away(), QUICK)
        assert await webhook.announce(bot)
        assert caplog.text.count("does not find the host of WEBHOOK_URL") == 2
        with pytest.raises(ConfigError, match=r"refuses WEBHOOK_URL.*443, 80, 88 and 8443"):
            await webhook.announce(bot)
        await bot.shutdown()


async def test_strangers_are_refused() -> None:
    """Without the secret, with a body that is too long or no update; and the bot goes on."""
    async with StandIn(username="talks_bot") as api, brought(api) as (_, address):
        update = an_update(api)
        assert (await bring(address, update, secret="wrong")).status_code == 403
        assert (await bring(address, update, secret="")).status_code == 403
        for body in (b"", b"{", b"[1]", b'{"update_id": "1"}', b"[" * 100_000, b"\xff\xfe"):
            assert (await bring(address, body)).status_code == 400, body[:20]
        assert (await bring(address, b" " * (MOST_BYTES + 1))).status_code == 413
        assert (await bring(address, update)).status_code == 200
        async with httpx.AsyncClient(trust_env=False) as client:
            assert (await client.get(f"{address}/telegram")).status_code == 405
            figures = (await client.get(f"{address}/metrics")).text
        assert "talks_bot_webhook_refused_total 2.0" in figures
        assert 'talks_bot_updates_total{outcome="done"} 1.0' in figures


async def test_an_update_that_cannot_be_dealt_with_now_is_asked_for_again() -> None:
    """503 with Retry-After while it takes long; brought again meanwhile it is not dealt with twice."""
    async with StandIn(username="talks_bot") as api:
        api.faults.delay(60, method="sendMessage")
        async with brought(api, timing=replace(QUICK, webhook_patience=0.3)) as (_, address):
            update = an_update(api)
            first, second = await asyncio.gather(bring(address, update), bring(address, update))
            assert {first.status_code, second.status_code} == {503}
            assert int(first.headers["Retry-After"]) > 0
            api.faults.let_go()
            chat = api.world.chats[update["message"]["chat"]["id"]]
            await api.world.wait_for_message(chat)
            await bring(address, update | {"update_id": 2, "message": update["message"] | {"text": "hi"}})
        assert len(answers(api, chat)) == 2


async def test_an_update_is_claimed_by_one_of_several_processes(database_url: str) -> None:
    """The other asks for it again; what is done is answered 200 by all."""
    async with StandIn(username="talks_bot") as api:
        api.faults.delay(60, method="sendMessage")
        stores = [Store(engine_for(database_url)) for _ in range(2)]
        async with brought(api, store=stores[0]) as (_, one), brought(api, store=stores[1]) as (_, other):
            update = an_update(api)
            slow = asyncio.create_task(bring(one, update))
            while api.faults.waiting:  # noqa: ASYNC110 - until the answer is under way
                await asyncio.sleep(0.01)
            elsewhere = await bring(other, update)
            assert (elsewhere.status_code, elsewhere.headers.get("Retry-After")) == (503, "2")
            api.faults.let_go()
            assert (await slow).status_code == 200
            await asyncio.sleep(0.2)  # the mark is written
            assert (await bring(other, update)).status_code == 200
        chat = api.world.chats[update["message"]["chat"]["id"]]
        assert len(answers(api, chat)) == 1


async def test_a_chat_that_must_wait_is_answered_200_and_later(tmp_path: Path) -> None:
    """Its reply is kept; where the database is away it is Telegram that keeps the update."""
    async with StandIn(username="talks_bot") as api:
        api.faults.too_many_requests(2, method="sendMessage")
        store = Store(engine_for(f"sqlite:///{tmp_path / 'kept'}"))
        async with brought(api, store=store, limiter=ChatRateLimiter(patience=0.1)) as (_, address):
            update = an_update(api)
            assert (await bring(address, update)).status_code == 200
            chat = api.world.chats[update["message"]["chat"]["id"]]
            assert answers(api, chat) == []
            await api.world.wait_for_message(chat, timeout=20)
    async with StandIn(username="talks_bot") as api:
        api.faults.too_many_requests(60, method="sendMessage")
        patience = replace(QUICK, webhook_patience=0.3, shutdown=0.2)
        async with brought(api, timing=patience, limiter=ChatRateLimiter(patience=0.1)) as (_, address):
            assert (await bring(address, an_update(api))).status_code == 503


async def test_polling_does_not_take_the_updates_of_a_webhook() -> None:
    """Where Telegram brings updates, a bot that polls refuses to start, and names the host."""
    async with StandIn(username="talks_bot") as api, brought(api):
        with pytest.raises(TelegramRefusedError, match=r"a webhook at 127\.0\.0\.1 gets this bot's updates"):
            await start(api).task
