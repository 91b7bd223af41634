"""Delivery by webhook: secret, order per chat, again until a 2xx, Retry-After."""

# ruff: noqa: D103, PLR0917 - names say what is shown; fixtures come by position

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin import Chat, StandIn, User, World
    from tests.playground.standin.calling import Call


class Hook:
    """A bare web server: keeps what it gets and answers with what is scripted, else 200.

    `answers` maps a message text to the status lines still to be given for it; `gate` holds back every answer.
    """

    def __init__(self) -> None:
        self.url = ""
        self.texts: asyncio.Queue[str] = asyncio.Queue()
        self.secrets: set[str | None] = set()
        self.answers: dict[str, list[str]] = {}
        self.gate = asyncio.Event()
        self.gate.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one delivery."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        headers: dict[str, str] = {}
        for line in head.split("\r\n")[1:]:
            name, _, value = line.partition(": ")
            headers[name.lower()] = value
        update: dict[str, Any] = json.loads(await reader.readexactly(int(headers["content-length"])))
        text = update["message"]["text"]
        self.secrets.add(headers.get("x-telegram-bot-api-secret-token"))
        self.texts.put_nowait(text)
        await self.gate.wait()
        left = self.answers.get(text)
        status = left.pop(0) if left else "200 OK"
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    async def next(self, count: int) -> list[str]:
        """Return the texts of the next deliveries."""
        async with asyncio.timeout(10):
            return [await self.texts.get() for _ in range(count)]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    async with await asyncio.start_server(hook.serve, "127.0.0.1", 0) as server:
        hook.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
        yield hook
        hook.gate.set()


async def confirmed(world: World) -> None:
    """Wait until nothing is pending."""
    async with asyncio.timeout(10):
        while world.updates.pending:
            await world.updates.changed()


async def test_updates_come_with_the_secret_and_are_confirmed_by_a_2xx(
    call: Call, hook: Hook, world: World, anna: User, started: Chat
) -> None:
    await world.say(anna, started, "before")
    answer = await call("setWebhook", url=hook.url, secret_token="s3cret")
    assert answer["description"] == "Webhook was set"
    await world.say(anna, started, "after")
    assert await hook.next(2) == ["before", "after"]
    assert hook.secrets == {"s3cret"}
    await confirmed(world)
    assert (await call("deleteWebhook"))["description"] == "Webhook was deleted"


async def test_one_chats_updates_come_one_at_a_time_and_chats_side_by_side(
    call: Call, hook: Hook, world: World, anna: User, ben: User, started: Chat
) -> None:
    hook.gate.clear()
    await call("setWebhook", url=hook.url)
    await world.say(anna, started, "a1")
    await world.say(anna, started, "a2")
    await world.say(ben, world.private(ben), "b1")
    assert sorted(await hook.next(2)) == ["a1", "b1"]
    assert hook.texts.empty()
    hook.gate.set()
    assert await hook.next(1) == ["a2"]
    await confirmed(world)


async def test_a_failure_holds_back_its_own_chat_alone_and_is_tried_again(
    api: StandIn, call: Call, hook: Hook, world: World, anna: User, ben: User, started: Chat
) -> None:
    api.webhook.first_pause = 0.05
    hook.answers["a1"] = ["500 Internal Server Error", "503 Service Unavailable"]
    await call("setWebhook", url=hook.url)
    await world.say(anna, started, "a1")
    assert await hook.next(1) == ["a1"]
    await world.say(anna, started, "a2")
    await world.say(ben, world.private(ben), "b1")
    rest = await hook.next(4)
    assert [text for text in rest if text.startswith("a")] == ["a1", "a1", "a2"]
    await confirmed(world)
    info = (await call("getWebhookInfo"))["result"]
    assert info["last_error_message"] == "Wrong response from the webhook: 503 Service Unavailable"
    assert info["pending_update_count"] == 0


async def test_retry_after_decides_the_pause(
    api: StandIn, call: Call, hook: Hook, world: World, anna: User, started: Chat
) -> None:
    """With a pause of an hour otherwise, the second try can only come by Retry-After."""
    api.webhook.first_pause = 3600.0
    hook.answers["a1"] = ["503 Service Unavailable\r\nRetry-After: 0"]
    await call("setWebhook", url=hook.url)
    await world.say(anna, started, "a1")
    assert await hook.next(2) == ["a1", "a1"]
    await confirmed(world)


async def test_a_webhook_that_is_down_is_reported_and_loses_nothing(
    api: StandIn, call: Call, hook: Hook, world: World, anna: User, started: Chat
) -> None:
    await call("setWebhook", url="http://127.0.0.1:1/hook")
    await world.say(anna, started, "a1")
    async with asyncio.timeout(10):
        while "last_error_message" not in (info := (await call("getWebhookInfo"))["result"]):
            pass
    assert (info["last_error_message"], info["pending_update_count"]) == ("Connection refused", 1)
    await call("setWebhook", url=hook.url)
    assert await hook.next(1) == ["a1"]
    await confirmed(world)
    assert api.webhook.url == hook.url


@pytest.mark.parametrize(
    ("params", "problem"),
    [
        ({"url": "ftp://example.org"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "https://127.0.0.1", "secret_token": "no spaces"}, "secret token contains unallowed characters"),
        ({"url": "https://127.0.0.1", "max_connections": 0}, "max_connections must be between 1 and 100"),
    ],
)
async def test_a_webhook_is_checked(params: dict[str, Any], problem: str, call: Call) -> None:
    assert (await call("setWebhook", **params))["description"] == f"Bad Request: {problem}"
