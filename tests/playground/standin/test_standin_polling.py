"""getUpdates: offsets, limits, waiting, conflicts, and what survives a restart of the bot."""

# ruff: noqa: D103 - names say what is shown; fixtures come by position

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Any

from tests.playground.standin.calling import poll_waits

if TYPE_CHECKING:
    from bot.playground.standin import Chat, StandIn, User, World
    from tests.playground.standin.calling import Call


async def texts(call: Call, **params: Any) -> list[str]:
    envelope = await call("getUpdates", **params)
    return [update["message"]["text"] for update in envelope["result"]]


async def test_an_update_is_kept_until_the_next_offset_confirms_it(
    call: Call, world: World, anna: User, started: Chat
) -> None:
    """A bot that dies and comes back gets what it did not confirm, with the same rising ids."""
    for text in ("one", "two", "three"):
        await world.say(anna, started, text)
    first = (await call("getUpdates"))["result"]
    assert (await call("getUpdates"))["result"] == first
    ids = [update["update_id"] for update in first]
    assert ids == list(range(ids[0], ids[0] + 3))
    assert await texts(call, offset=ids[1]) == ["two", "three"]
    assert await texts(call) == ["two", "three"]
    assert await texts(call, offset=ids[2] + 1) == []
    await world.say(anna, started, "four")
    assert (await call("getUpdates"))["result"][0]["update_id"] == ids[2] + 1


async def test_limits_and_negative_offsets(call: Call, world: World, anna: User, started: Chat) -> None:
    for number in range(105):
        await world.say(anna, started, str(number))
    assert await texts(call, limit=2) == ["0", "1"]
    assert len(await texts(call)) == 100
    assert len(await texts(call, limit=1000)) == 100
    assert await texts(call, offset=-2) == ["103", "104"]
    assert await texts(call) == ["103", "104"]


async def test_a_long_poll_ends_with_the_first_update(call: Call, world: World, anna: User, started: Chat) -> None:
    poll = asyncio.create_task(texts(call, timeout=30))
    await poll_waits(world)
    assert not poll.done()
    await world.say(anna, started, "at last")
    async with asyncio.timeout(5):
        assert await poll == ["at last"]


async def test_a_long_poll_ends_empty_after_its_timeout(call: Call) -> None:
    before = time.monotonic()
    assert await texts(call, timeout=1) == []
    assert 0.9 < time.monotonic() - before < 5


async def test_of_two_polls_the_older_is_ended_with_a_conflict(
    call: Call, world: World, anna: User, started: Chat
) -> None:
    older = asyncio.create_task(call("getUpdates", timeout=30))
    await poll_waits(world)
    newer = asyncio.create_task(texts(call, timeout=30))
    ended = await older
    assert (ended["error_code"], ended["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await world.say(anna, started, "for the newer")
    assert await newer == ["for the newer"]


async def test_polling_is_refused_while_a_webhook_is_set_and_ended_when_one_is(call: Call, world: World) -> None:
    poll = asyncio.create_task(call("getUpdates", timeout=30))
    await poll_waits(world)
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    refusal = await call("getUpdates")
    assert refusal["error_code"] == 409
    assert refusal["description"].startswith("Conflict: can't use getUpdates method while webhook is active")
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_allowed_updates_are_remembered(call: Call, world: World, anna: User, started: Chat) -> None:
    await call("getUpdates", allowed_updates=["edited_message"])
    message = await world.say(anna, started, "unwanted")
    await world.edit(message, "wanted")
    await call("getUpdates")
    (update,) = (await call("getUpdates"))["result"]
    assert update["edited_message"]["text"] == "wanted"
    await call("getUpdates", offset=update["update_id"] + 1, allowed_updates=[])
    await world.say(anna, started, "wanted again")
    assert await texts(call) == ["wanted again"]


async def test_reactions_come_only_to_a_bot_that_asked(call: Call, world: World, anna: User, started: Chat) -> None:
    message = await world.say(anna, started, "hm")
    await world.react(anna, message, "👍")
    assert len((await call("getUpdates"))["result"]) == 1
    await call("getUpdates", offset=-1, allowed_updates=["message_reaction"])
    await world.react(anna, message, "👎")
    update = (await call("getUpdates"))["result"][-1]["message_reaction"]
    assert [one["emoji"] for one in update["old_reaction"] + update["new_reaction"]] == ["👍", "👎"]


async def test_updates_grow_old(call: Call, world: World, anna: User, started: Chat) -> None:
    await world.say(anna, started, "yesterday's")
    now = world.seconds()
    world.clock = lambda: now + 24 * 3600 + 1
    await world.say(anna, started, "today's")
    assert await texts(call) == ["today's"]


async def test_leaving_the_block_ends_waiting_polls(api: StandIn, call: Call, world: World) -> None:
    """A stand-in that stops does not wait for a long poll to run out."""
    poll = asyncio.create_task(call("getUpdates", timeout=50))
    await poll_waits(world)
    before = time.monotonic()
    await api.__aexit__(None, None, None)
    assert (await poll)["result"] == []
    assert time.monotonic() - before < 10
