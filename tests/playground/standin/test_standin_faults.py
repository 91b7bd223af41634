"""Scripted trouble, flood limits and the journal."""

# ruff: noqa: D103 - names say what is shown; fixtures come by position

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import httpx
import pytest

from bot.playground.standin import Limit, Rates, StandIn

if TYPE_CHECKING:
    from bot.playground.standin import Chat, User, World
    from tests.playground.standin.calling import Call


async def test_a_flood_answer_names_the_seconds_and_happens_as_often_as_scripted(
    api: StandIn, call: Call, started: Chat
) -> None:
    api.faults.too_many_requests(3, times=2, method="sendMessage")
    assert (await call("getMe"))["ok"]
    refusal = {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 3",
        "parameters": {"retry_after": 3},
    }
    answers = [await call("sendMessage", chat_id=started.id, text="a") for _ in range(3)]
    assert answers[:2] == [refusal, refusal]
    assert answers[2]["ok"]
    assert len(started.messages) == 2


async def test_a_fault_may_be_meant_for_one_chat(
    api: StandIn, call: Call, world: World, started: Chat, group: Chat
) -> None:
    api.faults.server_error(500, chat_id=group.id)
    assert (await call("sendMessage", chat_id=started.id, text="a"))["ok"]
    answer = await call("sendMessage", chat_id=group.id, text="a")
    assert (answer["error_code"], answer["description"]) == (500, "Internal Server Error")
    assert (await call("sendMessage", chat_id=group.id, text="a"))["ok"]
    assert len(world.chats[group.id].messages) == 1


async def test_html_instead_of_json(api: StandIn, client: httpx.AsyncClient) -> None:
    api.faults.html_body()
    answer = await client.get(f"{api.url}/bot{api.token}/getMe")
    assert (answer.status_code, answer.headers["content-type"]) == (502, "text/html; charset=utf-8")


async def test_a_delayed_call_goes_its_way_once_it_is_let_go(api: StandIn, call: Call, started: Chat) -> None:
    before = len(started.messages)
    api.faults.delay(60, chat_id=started.id)
    delayed = asyncio.create_task(call("sendMessage", chat_id=started.id, text="a"))
    async with asyncio.timeout(10):
        while api.faults.waiting:  # noqa: ASYNC110 - until the call has come
            await asyncio.sleep(0.01)
        assert len(started.messages) == before
        api.faults.let_go()
        assert (await delayed)["ok"]
    assert len(started.messages) == before + 1


async def test_a_reset_has_no_effect_and_a_lost_response_has(api: StandIn, call: Call, started: Chat) -> None:
    api.faults.reset()
    with pytest.raises(httpx.ReadError):
        await call("sendMessage", chat_id=started.id, text="never")
    api.faults.lose_response()
    with pytest.raises(httpx.ReadError):
        await call("sendMessage", chat_id=started.id, text="unheard")
    assert [message.text for message in started.messages.values()] == ["/start", "unheard"]
    assert [(entry.code, entry.ok, entry.handled) for entry in api.journal] == [(0, False, False), (0, False, True)]
    api.faults.lose_response(504)
    with pytest.raises(ValueError, match="Expecting value"):
        await call("sendMessage", chat_id=started.id, text="unheard, too")
    assert [message.text for message in started.messages.values()][-1] == "unheard, too"
    assert (await call("getMe"))["ok"]


async def test_a_delay(api: StandIn, call: Call) -> None:
    api.faults.delay(0.2)
    before = time.monotonic()
    assert (await call("getMe"))["ok"]
    assert time.monotonic() - before >= 0.2


async def test_flood_limits_when_wanted(client: httpx.AsyncClient) -> None:
    now = 1000.0
    rates = Rates(clock=lambda: now, per_chat=Limit(1, 1.0), per_group=Limit(2, 60.0))
    async with StandIn(rates=rates) as api:
        group = api.world.add_group("Newsroom")
        body = {"chat_id": group.id, "text": "a"}
        codes = []
        for step in (0.0, 0.5, 1.0, 1.0):
            now += step
            answer = (await client.post(f"{api.url}/bot{api.token}/sendMessage", json=body)).json()
            codes.append(answer.get("parameters", {}).get("retry_after"))
        assert codes == [None, 1, None, 58]


async def test_the_journal_tells_calls_apart(api: StandIn, call: Call, anna: User, started: Chat) -> None:
    await call("sendMessage", chat_id=anna.id, text="a")
    await call("sendMessage", chat_id=started.id, text="")
    sent, refused = api.journal.of("sendMessage")
    assert (sent.ok, sent.params["text"], sent.number) == (True, "a", 1)
    assert (refused.code, refused.description) == (400, "Bad Request: message text is empty")
    assert api.journal.failed() == [refused]
