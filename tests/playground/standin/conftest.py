"""A stand-in, people in it, and two ways to call it: bare HTTP and python-telegram-bot."""

# ruff: noqa: D103 - fixtures say by their names what they are

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
import telegram
from telegram.request import HTTPXRequest

from bot.playground.standin import StandIn

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.playground.standin import Chat, User, World
    from tests.playground.standin.calling import Call


@pytest.fixture
async def api() -> AsyncIterator[StandIn]:
    async with StandIn() as standin:
        yield standin


@pytest.fixture
def world(api: StandIn) -> World:
    return api.world


@pytest.fixture
def anna(world: World) -> User:
    return world.add_user("Anna", username="anna", language_code="uk")


@pytest.fixture
def ben(world: World) -> User:
    return world.add_user("Ben")


@pytest.fixture
def group(world: World, anna: User, ben: User) -> Chat:
    """Make a supergroup: Anna is its creator, Ben a member, the bot too."""
    return world.add_group("Newsroom", members=[ben], admins=[anna])


@pytest.fixture
async def started(world: World, anna: User) -> Chat:
    """Anna's private chat, in which she pressed Start; nothing is pending."""
    chat = world.private(anna)
    await world.say(anna, chat, "/start")
    world.updates.drop()
    return chat


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    # Proxy variables would be honoured for 127.0.0.1 too.
    async with httpx.AsyncClient(trust_env=False, timeout=10) as http:
        yield http


@pytest.fixture
def call(api: StandIn, client: httpx.AsyncClient) -> Call:
    async def by_http(method: str, /, **params: Any) -> dict[str, Any]:
        response = await client.post(f"{api.url}/bot{api.token}/{method}", json=params)
        envelope: dict[str, Any] = response.json()
        assert envelope["ok"] or envelope["error_code"] == response.status_code
        return envelope

    return by_http


@pytest.fixture
async def ptb(api: StandIn, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[telegram.Bot]:
    # RetryAfter warns of its coming timedelta without this.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    requests = [HTTPXRequest(httpx_kwargs={"trust_env": False}) for _ in range(2)]
    bot = telegram.Bot(api.token, base_url=f"{api.url}/bot", request=requests[0], get_updates_request=requests[1])
    async with bot:
        yield bot
