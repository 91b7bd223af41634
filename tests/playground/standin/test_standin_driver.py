"""The driver: waits, screens, events, threads, and another process."""

# ruff: noqa: D103 - names say what is shown; fixtures come by position

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from bot.playground.standin import ThreadedStandIn

if TYPE_CHECKING:
    from bot.playground.standin import Chat, User, World
    from tests.playground.standin.calling import Call


async def test_a_wait_that_fails_shows_the_screen(world: World, anna: User, started: Chat) -> None:
    await world.say(anna, started, "anyone?")
    with pytest.raises(AssertionError) as failure:
        await world.wait_for_message(started, timeout=0.01)
    assert str(failure.value).splitlines() == [
        "waited 0.01 s for a message of the bot after 0",
        f"=== Anna (private, {anna.id}) ===",
        "[1] Anna: /start",
        "[2] Anna: anyone?",
    ]


async def test_a_wait_ends_when_the_message_comes(call: Call, world: World, anna: User, started: Chat) -> None:
    asked = await world.say(anna, started, "anyone?")
    waiting = asyncio.create_task(world.wait_for_message(started, after=asked))
    await call("sendMessage", chat_id=started.id, text="here")
    answer = await waiting
    assert answer.text == "here"
    editing = asyncio.create_task(world.wait_for_edit(answer))
    await call("editMessageText", chat_id=started.id, message_id=answer.message_id, text="there")
    assert (await editing).text == "there"


async def test_every_change_is_an_event(call: Call, world: World, anna: User, started: Chat) -> None:
    with world.events.subscribe() as events:
        message = await world.say(anna, started, "a")
        await world.edit(message, "b")
        await world.delete(message)
        await call("setMyCommands", commands=[])
        seen = [events.get_nowait() for _ in range(events.qsize())]
    assert [event.kind for event in seen] == ["message", "edited", "deleted", "commands", "call"]
    assert [event.body.get("text") for event in seen[:2]] == ["a", "b"]
    await world.say(anna, started, "unseen")
    assert events.empty()


def test_it_runs_in_a_thread() -> None:
    with ThreadedStandIn() as api:
        anna = api.world.add_user("Anna")
        chat = api.world.private(anna)
        api.run(api.world.say(anna, chat, "/start"))
        body = {"chat_id": chat.id, "text": "hello"}
        with httpx.Client(trust_env=False) as client:
            assert client.post(f"{api.url}/bot{api.standin.token}/sendMessage", json=body).json()["ok"]
        assert api.run(api.world.wait_for_message(chat)).text == "hello"


async def test_another_process_is_driven_over_http(client: httpx.AsyncClient) -> None:
    """`python -m bot.playground.standin` prints its address and its token, and nothing else, ever."""
    command = [sys.executable, "-m", "bot.playground.standin", "--port", "0"]
    pipe = asyncio.subprocess.PIPE
    child = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)
    assert child.stdout is not None
    url, token = [(await child.stdout.readline()).decode().strip() for _ in range(2)]

    async def control(verb: str, **body: Any) -> Any:
        answer = (await client.post(f"{url}/control/{verb}", json=body)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def bot(method: str, **body: Any) -> Any:
        return (await client.post(f"{url}/bot{token}/{method}", json=body)).json()["result"]

    anna = await control("add_user", first_name="Anna", language_code="uk")
    group = await control("add_group", title="Newsroom", admins=[anna["id"]], forum=True)
    topic = await control("add_topic", chat_id=group["id"], name="Talks")
    where = {"chat_id": group["id"], "topic": topic["message_thread_id"]}
    said = await control("say", user_id=anna["id"], text="/ask@standin_bot who", **where)
    (update,) = await bot("getUpdates")
    assert update["message"] == said
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    reply = {"message_id": said["message_id"]}
    await bot("sendMessage", chat_id=group["id"], text="hm", reply_parameters=reply, reply_markup=markup)
    answer = await control("wait_for_message", chat_id=group["id"], after=said["message_id"])
    assert answer["message_thread_id"] == topic["message_thread_id"]
    tap = {"user_id": anna["id"], "chat_id": group["id"], "message_id": answer["message_id"], "button": "Go"}
    tapping = asyncio.create_task(control("tap", **tap))
    (update,) = await bot("getUpdates", offset=update["update_id"] + 1, timeout=5)
    await bot("answerCallbackQuery", callback_query_id=update["callback_query"]["id"], text="ok")
    assert (await tapping)["text"] == "ok"
    assert "#Talks -> [2]: hm" in await control("transcript", chat_id=group["id"])
    assert [call["method"] for call in await control("journal", method="sendMessage")] == ["sendMessage"]
    await control("fault", trouble="server_error", status=500, method="getMe")
    assert (await client.get(f"{url}/bot{token}/getMe")).status_code == 500

    refusals = {
        "juggle": ({}, {}, 404),
        "say": ({"user_id": 1}, {}, 400),
        "messages": ({"chat_id": group["id"]}, {"Origin": "https://example.org"}, 403),
        "pending": ({}, {"Host": "evil.example"}, 403),
    }
    for verb, (body, headers, code) in refusals.items():
        assert (await client.post(f"{url}/control/{verb}", json=body, headers=headers)).status_code == code
    child.send_signal(signal.SIGTERM)
    assert await child.communicate() == (b"", b"")
    assert child.returncode == 0
